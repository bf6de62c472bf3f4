/** Which examples are shown with the networks' answers, and what the answers say. */
import { elements } from "../../engine/core/shape.ts";
import { nextRequest } from "../../stores/answers.ts";
import { chooseExamples } from "../../ui/charts/choose-examples.ts";
import { type ExampleSet, exampleLook } from "../../ui/charts/example-look.ts";
import type { Answers, DatasetInfo } from "../../worker/protocol.ts";
import { classShares } from "./surface-paint.ts";

const mostExamples = 48;

export interface ShownExamples {
  /** Tells answers to these examples from those to others. */
  readonly request: number;
  /** Whether the network is not trained on them. */
  readonly heldOut: boolean;
  readonly count: number;
  readonly set: ExampleSet & { readonly lengths: Uint16Array | null };
  /** As in `Examples.y`. */
  readonly y: Float32Array;
}

/** Examples that are held out, where there are any. */
export function shownExamples(info: DatasetInfo): ShownExamples {
  const heldOut = info.preview.validation.count > 0;
  const part = heldOut ? info.preview.validation : info.preview.training;
  const { x, y, lengths } = part;
  const features = elements(info.inputShape);
  const width = info.targets.kind === "classes" ? 1 : info.targets.names.length;
  const chosen = chooseExamples(part, info.targets, mostExamples);
  const taken = chosen.length;
  const size = taken * features;
  const picked = x instanceof Uint8Array ? new Uint8Array(size) : new Float32Array(size);
  const targets = new Float32Array(taken * width);
  for (const [place, example] of chosen.entries()) {
    picked.set(x.subarray(example * features, (example + 1) * features), place * features);
    targets.set(y.subarray(example * width, (example + 1) * width), place * width);
  }
  return {
    request: nextRequest(),
    heldOut,
    count: taken,
    y: targets,
    set: {
      x: picked,
      lengths: lengths && Uint16Array.from(chosen, (example) => lengths[example] ?? 0),
      inputShape: info.inputShape,
      look: exampleLook(info),
    },
  };
}

export interface ClassAnswer {
  readonly kind: "class";
  readonly label: number;
  readonly shares: readonly number[];
  readonly right: boolean;
}

export interface ValueAnswer {
  readonly kind: "values";
  readonly values: readonly number[];
}

/** What one run answers to an example; null before it has, and where the answer is no number. */
export function answerTo(
  info: DatasetInfo,
  examples: ShownExamples,
  example: number,
  answers: Answers,
  run: number,
): ClassAnswer | ValueAnswer | null {
  const values = answers.values[run];
  const { outputs } = answers;
  const own = values?.subarray(example * outputs, (example + 1) * outputs);
  if (!own || own.length < outputs || !own.every(Number.isFinite)) return null;
  if (info.targets.kind === "values") return { kind: "values", values: [...own] };
  const shares = classShares(own, 0, outputs, info.targets.names.length);
  const label = shares.indexOf(Math.max(...shares));
  return { kind: "class", label, shares, right: label === examples.y[example] };
}
