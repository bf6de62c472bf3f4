/** Every kernel of every op against the op's float64 reference, on every kind of device there is. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { optimizerOps } from "../../train/optimizers/index.ts";
import { streams, uniform } from "../core/random.ts";
import { elements } from "../core/shape.ts";
import { engineOps } from "../ops/index.ts";
import type {
  AdapterTraits,
  Attributes,
  Dispatch,
  NumberArray,
  Op,
  Operand,
  Sample,
  SampleInput,
  Step,
} from "../ops/op.ts";
import { tableColumns } from "../ops/op.ts";
import type { Executor } from "../plan/executor.ts";
import { eachSequence, type Plan, type PlanBuffer } from "../plan/plan.ts";
import { type Gpu, type GpuOptions, openGpu } from "./device.ts";
import { createGpuExecutor } from "./executor.ts";

const ops = { ...engineOps, ...optimizerOps };
const columns = 32;
const runs = 3;
/** Untouched elements around every operand, and what they hold. */
const before = 3;
const after = 5;
const canary = -12345.5;

interface Place {
  readonly operand: Operand;
  readonly input: SampleInput | null;
}

/** A plan of one call; every operand lies in a buffer of its own, at an odd place. */
class SamplePlan {
  readonly name: string;
  readonly op: Op;
  readonly sample: Sample<Attributes>;
  readonly runs: number;
  readonly attributes: Attributes;
  readonly buffers: PlanBuffer[] = [];
  readonly inputs: Place[];
  readonly outputs: Place[];

  constructor(name: string, op: Op, sample: Sample<Attributes>, count: number) {
    this.name = name;
    this.op = op;
    this.sample = sample;
    this.runs = count;
    const ranged = "runs" in sample.attributes ? { runs: [0, count] } : {};
    this.attributes = { ...sample.attributes, ...ranged };
    this.inputs = sample.inputs.map((input) => this.place(input, input));
    this.outputs = this.placeOutputs();
  }

  /** What a device with these traits is told to run. */
  dispatches(traits: AdapterTraits): readonly Dispatch[] {
    return this.op.kernels({
      inputs: this.inputs.map(({ operand }) => operand),
      outputs: this.outputs.map(({ operand }) => operand),
      attributes: this.attributes,
      runs: this.runs,
      tableColumns: columns,
      traits,
    });
  }

  plan(): Plan {
    const call = {
      op: this.name,
      attributes: this.attributes,
      inputs: this.inputs.map(({ operand }) => operand),
      outputs: this.outputs.map(({ operand }) => operand),
      names: [this.sample.name],
    };
    const [output] = call.outputs;
    return {
      runs: this.runs,
      buffers: this.buffers,
      sequences: { ...eachSequence(() => []), train: [call] },
      parameters: [],
      parameterStride: 0,
      movingStride: 0,
      tableColumns: columns,
      ringRows: 1,
      prediction: { operand: output!, batch: 1 },
    };
  }

  private placeOutputs(): Place[] {
    const { op, sample, inputs } = this;
    const shapes = op.infer(
      sample.inputs.map((input) => input.shape),
      sample.attributes,
    );
    const shared = op.perRun !== true && sample.inputs.every((input) => input.shared === true);
    const together = sample.attributes["sumColumns"] === true ? shapes.length - 2 : shapes.length;
    const apart = shapes.slice(0, together).map((shape, index) => {
      const target = op.inPlace?.[index];
      return target === undefined ? this.place({ shape, shared }, null) : inputs[target]!;
    });
    return [...apart, ...this.placeTogether(shapes.slice(together), shared)];
  }

  /** Column sums lie behind their product, as the gradients of a layer do. */
  private placeTogether(shapes: readonly (readonly number[])[], shared: boolean): Place[] {
    if (shapes.length === 0) return [];
    const counts = shapes.map(elements);
    const total = counts.reduce((sum, count) => sum + count, 1);
    const { operand } = this.place({ shape: [total], shared }, null);
    const offsets = [operand.offset, operand.offset + counts[0]! + 1];
    return shapes.map((shape, index) => {
      return { operand: { ...operand, offset: offsets[index]!, shape }, input: null };
    });
  }

  private place({ shape, shared, storage = "f32" }: SampleInput, input: SampleInput | null): Place {
    const count = elements(shape);
    const bytes = storage === "u8";
    const copies = shared === true ? 1 : this.runs;
    const stride = count + 3;
    const total = bytes ? count : before + copies * stride + after;
    const buffer = this.buffers.length;
    const name = `operand ${buffer}`;
    const size = bytes ? Math.ceil(total / 4) * 4 : total * 4;
    this.buffers.push({ name, storage, elements: total, bytes: size, pinned: true });
    const offset = bytes ? 0 : before;
    const runStride = shared === true ? 0 : stride;
    return { operand: { buffer, offset, runStride, shape, storage }, input };
  }
}

/** Values of an input for a run; shared inputs are the same for all. */
function inputValues(sample: Sample<Attributes>, index: number, run: number): Float64Array {
  const { shape, values, range = 1, shared, storage } = sample.inputs[index]!;
  const count = elements(shape);
  if (values) return Float64Array.from(values, storage === "u8" ? Number : Math.fround);
  const owner = shared === true ? 0 : run;
  return Float64Array.from({ length: count }, (_, i) =>
    Math.fround((2 * uniform(index, streams.sample, owner, i) - 1) * range),
  );
}

function tableRow(sample: Sample<Attributes>, run: number): Float64Array {
  const row = new Float64Array(columns);
  row[tableColumns.seed] = 4_000_000_007 + run;
  for (const [column, value] of Object.entries(sample.table?.(run) ?? {})) {
    row[Number(column)] = Number(column) === 0 ? value : Math.fround(value);
  }
  return row;
}

function scalarsOf(sample: Sample<Attributes>, run: number): number[] {
  const given = sample.scalars?.(run) ?? [];
  return [0, 1, 2, 3].map((index) => Math.fround(given[index] ?? 0));
}

function stepOf(sample: Sample<Attributes>): Step {
  return { step: 0, epoch: 0, offset: 0, count: 1, slot: 0, ...sample.step };
}

/** What the outputs should be for a run: the op's plain loops in float64. */
function expectedOutputs({ op, sample, attributes, outputs }: SamplePlan, run: number) {
  const inputs = sample.inputs.map(({ storage }, index) => {
    const values = inputValues(sample, index, run);
    return storage === "u8" ? Uint8Array.from(values) : values;
  });
  const arrays = outputs.map(({ operand }, index): NumberArray => {
    const target = inputs[op.inPlace?.[index] ?? -1];
    if (target instanceof Float64Array) return target;
    return new Float64Array(elements(operand.shape)).fill(canary);
  });
  const scale = magnitudes(inputs, arrays);
  op.reference({
    inputs,
    outputs: arrays,
    inputShapes: sample.inputs.map((input) => input.shape),
    outputShapes: outputs.map(({ operand }) => operand.shape),
    attributes,
    step: stepOf(sample),
    run,
    table: tableRow(sample, run),
    scalars: Float64Array.from(scalarsOf(sample, run)),
  });
  return { arrays, scale };

  /** Rounding of a product grows with the sum of |a||b|, however small the sum itself is. */
  function magnitudes(all: readonly (NumberArray | Uint8Array)[], like: readonly NumberArray[]) {
    if (op !== ops["matmul"]) return 0;
    const absolute = all.map((values) => Float64Array.from(values, Math.abs));
    const products = like.map((array) => new Float64Array(array.length));
    op.reference({
      inputs: absolute.slice(0, 2),
      outputs: products,
      inputShapes: sample.inputs.map((input) => input.shape),
      outputShapes: outputs.map(({ operand }) => operand.shape),
      attributes: { ...attributes, bias: false, activation: "linear", gradientOf: null },
      step: stepOf(sample),
      run,
      table: tableRow(sample, run),
      scalars: new Float64Array(4),
    });
    return Math.max(...products.map((product) => product.reduce((a, b) => Math.max(a, b), 0)));
  }
}

interface Result {
  /** [output][run] */
  readonly outputs: readonly (readonly Float32Array[])[];
  /** Names of buffers in which something changed that belongs to no operand. */
  readonly spilled: readonly string[];
}

/** Fills the operands, runs the call once, and reads everything back. */
async function execute(plan: SamplePlan, executor: Executor, firstRun: number): Promise<Result> {
  const { sample } = plan;
  const contents = plan.buffers.map(({ elements: length }) =>
    new Float32Array(length).fill(canary),
  );
  for (const [index, { operand }] of plan.inputs.entries()) {
    eachRun(plan, operand, (run, start) =>
      contents[operand.buffer]!.set(inputValues(sample, index, firstRun + run), start),
    );
  }
  for (const [index, { name, storage }] of plan.buffers.entries()) {
    const values = contents[index]!;
    executor.write(name, storage === "u8" ? Uint8Array.from(values) : values);
  }
  const rows = Array.from({ length: plan.runs }, (_, run) => firstRun + run);
  executor.writeTable(Float64Array.from(rows.flatMap((run) => [...tableRow(sample, run)])));
  const scalars = Float64Array.from(rows.flatMap((run) => scalarsOf(sample, run)));
  executor.run("train", { steps: [stepOf(sample)], scalars });
  const written = await Promise.all(
    plan.buffers.map(({ name, elements: length }) => executor.read(name, 0, length)),
  );
  const outputs = plan.outputs.map(({ operand }) => {
    const parts: Float32Array[] = [];
    eachRun(plan, operand, (_, start) => {
      const end = start + elements(operand.shape);
      parts.push(written[operand.buffer]!.slice(start, end));
      contents[operand.buffer]!.set(parts.at(-1)!, start);
    });
    return parts;
  });
  const spilled = plan.buffers.flatMap(({ name }, index) =>
    firstDifference(written[index]!, contents[index]!) < 0 ? [] : [name],
  );
  return { outputs, spilled };
}

function eachRun(plan: SamplePlan, operand: Operand, visit: (run: number, start: number) => void) {
  const count = operand.runStride === 0 ? 1 : plan.runs;
  for (let run = 0; run < count; run++) visit(run, operand.offset + run * operand.runStride);
}

/** Index of the first element whose bits differ, or -1. */
function firstDifference(got: Float32Array, expected: Float32Array): number {
  const bits = new Uint32Array(expected.buffer, expected.byteOffset, expected.length);
  return new Uint32Array(got.buffer, got.byteOffset, got.length).findIndex(
    (word, index) => word !== bits[index],
  );
}

/** Sentence on the element that is furthest from what it should be, or "" when all are near. */
function mistake(got: Float32Array, expected: NumberArray, scale: number): string {
  const finite = [...expected].filter(Number.isFinite).map(Math.abs);
  const tolerance = 1e-5 * Math.max(1e-30, scale, ...finite);
  const wrong = got.findIndex((value, index) => {
    const wanted = expected[index]!;
    if (!Number.isFinite(wanted)) return !Object.is(value, wanted);
    return !(Math.abs(value - wanted) <= tolerance);
  });
  return wrong < 0 ? "" : `[${wrong}]: expected ${expected[wrong]}, got ${got[wrong]}`;
}

interface Mode {
  readonly options: GpuOptions;
  readonly ops: readonly (readonly [string, Op])[];
}

const allModes: readonly (readonly [string, GpuOptions])[] = [
  ["the adapter's own variants", {}],
  ["variants of any software adapter", { traits: { software: true, subgroupSize: 0 } }],
  ["variants of a GPU", { traits: { software: false, subgroupSize: 0 } }],
  ["compatibility limits", { compatibility: true }],
];

async function traitsWith(options: GpuOptions): Promise<AdapterTraits> {
  const gpu = await openGpu(options);
  gpu.dispose();
  return gpu.traits;
}

/** What a sample makes a device with these traits run. */
function dispatchesKey(name: string, op: Op, sample: Sample<Attributes>, traits: AdapterTraits) {
  const plan = new SamplePlan(name, op, sample, runs);
  return JSON.stringify([name, sample.name, op.alias === true ? [] : plan.dispatches(traits)]);
}

/** Each mode with the ops of which it runs something that no mode before it ran under such limits. */
async function distinctModes(): Promise<[string, Mode][]> {
  const known = new Set<string>();
  const found: [string, Mode][] = [];
  for (const [name, options] of allModes) {
    const traits = await traitsWith(options);
    const limits = options.compatibility === true ? "lowest" : "usual";
    const own = Object.entries(ops).filter(([op, each]) => {
      const keys = each.samples.map((sample) => limits + dispatchesKey(op, each, sample, traits));
      const differs = keys.some((key) => !known.has(key));
      for (const key of keys) known.add(key);
      return differs;
    });
    if (own.length > 0) found.push([name, { options, ops: own }]);
  }
  return found;
}

test.each(Object.entries(ops))("%s has samples", (_, op) => {
  expect(op.samples.length).toBeGreaterThan(0);
});

/**
 * What each sample's dispatches gave on the first device that was asked: where another device is told
 * to run the very same, the same bits must come out, and nothing else is left to find.
 */
const results = new Map<string, Result>();

describe.each(await distinctModes())("%s", (_, mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await openGpu(mode.options);
  });
  afterAll(() => gpu?.dispose());

  const build = (plan: SamplePlan) => createGpuExecutor({ plan: plan.plan(), ops, gpu });

  test.each(mode.ops)("%s", async (name, op) => {
    if (op.alias === true) return;
    // Side by side: while the device computes one sample, the reference computes another.
    await Promise.all(op.samples.map((sample) => check(name, op, sample)));
  });

  async function check(name: string, op: Op, sample: Sample<Attributes>) {
    const three = new SamplePlan(name, op, sample, runs);
    const cohort = await build(three);
    const result = await execute(three, cohort, 0);
    expect(result.spilled, `${sample.name}: writes beyond its operands`).toEqual([]);
    const key = dispatchesKey(name, op, sample, gpu.traits);
    const elsewhere = results.get(key);
    if (elsewhere) expectSame(result, elsewhere, `${sample.name}, as on another device`);
    else {
      const again = await execute(three, cohort, 0);
      expectSame(again, result, `${sample.name}, once more`);
      await holdEachRun(new SamplePlan(name, op, sample, 1), three, result);
      results.set(key, result);
    }
    cohort.dispose();
  }

  /** Each run of the cohort against the float64 reference, and to the last bit against itself alone. */
  async function holdEachRun(one: SamplePlan, three: SamplePlan, { outputs }: Result) {
    const single = await build(one);
    for (let run = 0; run < runs; run++) {
      const alone = await execute(one, single, run);
      const { arrays, scale } = expectedOutputs(three, run);
      for (const [index, expected] of arrays.entries()) {
        const where = `${three.sample.name}: output ${index} of run ${run}`;
        const got = outputs[index]![run] ?? outputs[index]![0]!;
        expect(mistake(got, expected, scale), where).toBe("");
        expect(firstDifference(alone.outputs[index]![0]!, got), `${where}, alone`).toBe(-1);
      }
    }
    single.dispose();
  }
});

function expectSame(got: Result, expected: Result, where: string) {
  const differs = got.outputs.map((ofRuns, index) =>
    ofRuns.map((values, run) => firstDifference(values, expected.outputs[index]![run]!)),
  );
  const nowhere = differs.map((ofRuns) => ofRuns.map(() => -1));
  expect(differs, `${where}: first difference by output and run`).toEqual(nowhere);
}
