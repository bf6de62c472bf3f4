/** Sequences as the archives of time series store them: one example a line, lengths may differ. */
import type { Examples, Targets } from "../../engine/core/dataset.ts";
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import type { RawData } from "../raw-data.ts";
import { classNames, requireExamples } from "./labels.ts";
import { displayName } from "./source-file.ts";

/** The examples of one file. */
export interface Sequences {
  /** Of the file, for faults. */
  readonly name: string;
  readonly task: "classification" | "regression";
  /** Class of each example, or its number as text. */
  readonly labels: readonly string[];
  readonly channels: number;
  /** Time steps of each example. */
  readonly lengths: readonly number[];
  /** [sum of lengths, channels] */
  readonly values: Float32Array;
}

/** Lengths are kept in 16 bits. */
const mostSteps = 65_535;

/** Grows example by example and checks what comes; `file` is its name in faults. */
export class SequenceBuilder {
  readonly #file: string;
  readonly #labels: string[] = [];
  readonly #lengths: number[] = [];
  #values = new Float32Array(4096);
  #size = 0;
  #channels = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** An example as its channels over time, all of one length. */
  add(label: string, channels: readonly (readonly number[])[], line: number): void {
    const file = this.#file;
    const length = channels[0]?.length ?? 0;
    this.#channels ||= channels.length;
    if (channels.length !== this.#channels) {
      const values = { file, line, expected: this.#channels, got: channels.length };
      throw new Fault("data.seriesChannels", values);
    }
    const ragged = channels.find((channel) => channel.length !== length);
    if (ragged) {
      const values = { file, line, expected: length, got: ragged.length };
      throw new Fault("data.raggedSeries", values);
    }
    if (length > mostSteps) {
      throw new Fault("data.columns", { file, max: mostSteps, got: length });
    }
    this.#append(channels, length);
    this.#labels.push(label);
    this.#lengths.push(length);
  }

  #append(channels: readonly (readonly number[])[], length: number): void {
    const end = this.#size + length * channels.length;
    if (end > limits.cells) {
      throw new Fault("data.cells", { file: this.#file, max: limits.cells, got: end });
    }
    if (end > this.#values.length) {
      const grown = new Float32Array(Math.min(limits.cells, Math.max(end, this.#size * 2)));
      grown.set(this.#values.subarray(0, this.#size));
      this.#values = grown;
    }
    for (let time = 0; time < length; time++) {
      for (const channel of channels) this.#values[this.#size++] = channel[time] ?? 0;
    }
  }

  sequences(task: Sequences["task"]): Sequences {
    if (this.#labels.length === 0) throw new Fault("data.empty", { file: this.#file });
    return {
      name: this.#file,
      task,
      labels: this.#labels,
      channels: this.#channels,
      lengths: this.#lengths,
      values: this.#values.subarray(0, this.#size),
    };
  }
}

/** A training file and, where there is one, a file to validate with. */
export function sequencesData(
  name: string,
  training: Sequences,
  validation: Sequences | null,
): RawData {
  const parts = validation ? [training, validation] : [training];
  for (const part of parts) {
    requireExamples(part.name, part.labels.length);
    if (part.channels === training.channels && part.task === training.task) continue;
    const [expected, got] = [training, part].map((each) => `[time, ${each.channels}]`);
    throw new Fault("data.arrayShape", {
      name: part.name,
      expected: expected ?? "",
      got: got ?? "",
    });
  }
  const longest = Math.max(...parts.map(({ lengths }) => longestOf(lengths)));
  const varies = parts.some(({ lengths }) => lengths.some((length) => length !== longest));
  const { targets, encode } = targetsOf(parts);
  const examples = (part: Sequences): Examples => ({
    count: part.labels.length,
    x: padded(part, longest),
    y: Float32Array.from(part.labels, encode),
    lengths: varies ? Uint16Array.from(part.lengths) : null,
  });
  return {
    name,
    inputShape: [longest, training.channels],
    form: "sequence",
    featureNames: [],
    targets,
    training: examples(training),
    validation: validation && examples(validation),
  };
}

function longestOf(lengths: readonly number[]): number {
  return lengths.reduce((longest, length) => Math.max(longest, length), 1);
}

/** [examples, longest, channels]; zeros fill what is shorter. */
function padded({ name, lengths, channels, values }: Sequences, longest: number): Float32Array {
  const size = lengths.length * longest * channels;
  if (size > limits.cells) {
    throw new Fault("data.cells", { file: name, max: limits.cells, got: size });
  }
  const x = new Float32Array(size);
  let from = 0;
  for (const [example, length] of lengths.entries()) {
    const to = from + length * channels;
    x.set(values.subarray(from, to), example * longest * channels);
    from = to;
  }
  return x;
}

/** Classes are named over all parts, so that an index means the same in each. */
function targetsOf(parts: readonly Sequences[]): {
  targets: Targets;
  encode: (label: string) => number;
} {
  const [first] = parts;
  if (first?.task === "regression") {
    return { targets: { kind: "values", names: ["y"] }, encode: Number };
  }
  const names = classNames(first?.name ?? "", new Set(parts.flatMap(({ labels }) => labels)));
  const index = new Map(names.map((label, place) => [label, place]));
  return {
    targets: { kind: "classes", names: names.map(displayName) },
    encode: (label) => index.get(label) ?? 0,
  };
}
