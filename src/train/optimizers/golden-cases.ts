/**
 * PyTorch's trajectories of optimizers as descents of ours: all runs of a problem are one cohort,
 * with a sequence for their gradients and one for their updates. Shared by the test in Node and the one on WebGPU, which differ
 * in how they read files and in what executes the plan.
 */
import type { Shape } from "../../engine/core/shape.ts";
import { appendBackward } from "../../engine/graph/backward.ts";
import { GraphBuilder } from "../../engine/graph/graph.ts";
import { plainMatmul } from "../../engine/ops/matmul-geometry.ts";
import { type NumberArray, type TensorId, tableColumns } from "../../engine/ops/op.ts";
import { item } from "../../engine/ops/operands.ts";
import type { Executor, StepTable } from "../../engine/plan/executor.ts";
import { graphPlan } from "../../engine/plan/graph-plan.ts";
import { metricWidth, type Plan } from "../../engine/plan/plan.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import type { OptimizerSpec, RunSpec } from "../../spec/experiment.ts";
import { runsTable } from "../hyper-parameters.ts";
import { allOps } from "../program.ts";
import { ringsExperiment, runOf } from "../test-experiments.ts";
import { optimizers, stepScalars } from "./index.ts";

export const valleyFile = "optim_valley.json";
export const logisticFile = "optim_logreg.json";

interface GoldenRun {
  readonly name: string;
  readonly optimizer: string;
  readonly lr: number;
  readonly hyper: Readonly<Record<string, number>>;
}

/** Optimizers and regularisers that are not here, by file. */
export const absentRuns: Readonly<Record<string, readonly string[]>> = {
  [valleyFile]: ["adam_book", "amsgrad", "nadam", "radam", "adadelta", "adamax", "lion"],
  [logisticFile]: [
    "adadelta",
    "adam_clip_global_norm_torch",
    "adam_epshat",
    "adam_epshat_big_eps",
    "adamax",
    "amsgrad",
    "lion",
    "lion_wd",
    "momentum_max_norm",
    "nadam",
    "radam",
    "rmsprop_keras",
    "sgd_clip_global_norm_torch",
    "sgd_clip_value",
    "sgd_decoupled_wd",
    "sgd_l1",
    "sgd_l1l2",
    "sgd_l2_penalty_keras",
    "sgd_max_norm",
  ],
};

/** A run as the document would hold it; null where we have no such optimizer. */
function specOf({ optimizer, lr, hyper }: GoldenRun): OptimizerSpec | null {
  const { momentum = 0, rho = 0, eps = 0, b1 = 0, b2 = 0, wd = 0 } = hyper;
  const learningRate = lr;
  const adam = { learningRate, beta1: b1, beta2: b2, epsilon: eps };
  switch (optimizer) {
    case "sgd":
      return { kind: "sgd", learningRate };
    case "momentum":
      return { kind: "momentum", learningRate, momentum };
    case "nesterov":
      return { kind: "nesterov", learningRate, momentum };
    case "adagrad":
      return { kind: "adagrad", learningRate, epsilon: eps };
    case "rmsprop":
      return { kind: "rmsprop", learningRate, rho, epsilon: eps };
    case "adam":
      return { kind: "adam", ...adam };
    case "adamw":
      return { kind: "adamw", ...adam, decay: wd };
    default:
      return null;
  }
}

export interface Trajectory {
  readonly name: string;
  readonly run: RunSpec;
  /** Parameters after 0, 1, ... updates. */
  readonly path: readonly (readonly number[])[];
  /** 1 for parameters that L2 and decay apply to. */
  readonly decays: readonly number[];
  /** Updates for which the path does not enlarge rounding: as far as float32 can be held to it. */
  readonly steadySteps: number;
}

/** Puts numbers that all runs share into the plan's memory. */
type Put = (values: readonly number[], shape: Shape) => TensorId;

export interface Problem {
  readonly name: string;
  readonly trajectories: readonly Trajectory[];
  /** Emits the gradient at `parameters` into `gradients`; both name buffers [runs, P]. */
  readonly slope: (builder: GraphBuilder, put: Put) => void;
}

const [parameters, gradients] = ["parameters", "gradients"];

/** f = x^2/20 + y^2 */
function valleySlope(builder: GraphBuilder, put: Put): void {
  const place = builder.pinned(parameters, [2], { buffer: parameters, runs: true });
  const curvature = put([1 / 10, 2], [2]);
  const slope = builder.emitOne("binary", [place, curvature], { function: "multiply" });
  builder.put(slope, gradients, { buffer: gradients, offset: 0 });
}

interface Examples {
  readonly X: { readonly shape: number[]; readonly data: number[] };
  readonly y: number[];
}

/** Mean binary cross-entropy of sigmoid(X w + b) */
function logisticSlope({ X, y }: Examples): Problem["slope"] {
  const [, width = 0] = X.shape;
  return (builder, put) => {
    const own = { buffer: parameters, runs: true };
    const kernel = builder.pinned("kernel", [width, 1], own);
    const bias = builder.pinned("bias", [1], { ...own, offset: width });
    const product = builder.emitOne("matmul", [put(X.data, X.shape), kernel], plainMatmul);
    const logits = builder.emitOne("binary", [product, bias], { function: "add" });
    const targets = put(y, [y.length, 1]);
    const plain = { positiveWeight: 1 };
    const [losses = -1] = builder.emit("binaryCrossEntropy", [logits, targets], plain);
    const slopes = appendBackward(builder, losses, [kernel, bias]);
    for (const [index, offset] of [
      [kernel, 0],
      [bias, width],
    ] as const) {
      const slope = slopes.get(index);
      if (slope !== undefined) builder.put(slope, gradients, { buffer: gradients, offset });
    }
  };
}

function trajectoryOf(found: GoldenRun, path: Trajectory["path"]): Trajectory {
  const optimizer = specOf(found);
  if (!optimizer) throw new Error(`${found.name}: expected one of our optimizers`);
  const { l2 = 0, c: clipNorm = 0 } = found.hyper;
  const size = item(path, 0).length;
  // A penalty in the loss decays the weights, not the bias.
  const last = found.name === "sgd_l2_penalty_half" ? 0 : 1;
  return {
    name: found.name,
    run: runOf(optimizer.kind, { optimizer, l2, clipNorm }),
    path,
    decays: Array.from({ length: size }, (_, index) => (index === size - 1 ? last : 1)),
    // From about step 24 on this path turns on the sign of a tiny gradient: PyTorch's formula in plain
    // float32 strays 5.5e-4 as well. In float64 all of it is checked.
    steadySteps: found.name === "rmsprop_l2" ? 20 : path.length,
  };
}

function isPresent(file: string, { name }: GoldenRun): boolean {
  return absentRuns[file]?.includes(name) !== true;
}

export function valleyOf(trajectories: readonly Trajectory[]): Problem {
  return { name: "valley", trajectories, slope: valleySlope };
}

/** Both problems; `read` gives a file's text. */
export function goldenProblems(read: (file: string) => string): Problem[] {
  const valley: { runs: (GoldenRun & { x: number[]; y: number[] })[] } = JSON.parse(
    read(valleyFile),
  );
  const logistic: { meta: Examples; runs: (GoldenRun & { params: number[][] })[] } = JSON.parse(
    read(logisticFile),
  );
  const points = ({ x, y }: { x: number[]; y: number[] }) =>
    x.map((value, step) => [value, item(y, step)]);
  return [
    valleyOf(
      valley.runs
        .filter((run) => isPresent(valleyFile, run))
        .map((run) => trajectoryOf(run, points(run))),
    ),
    {
      name: "logistic regression",
      trajectories: logistic.runs
        .filter((run) => isPresent(logisticFile, run))
        .map((run) => trajectoryOf(run, run.params)),
      slope: logisticSlope(logistic.meta),
    },
  ];
}

/** A problem ready to run; the cohort has its trajectories in another order. */
export interface Descent {
  readonly cohort: readonly Trajectory[];
  /** `evaluate` makes the gradients, `train` updates. */
  readonly plan: Plan;
  readonly shared: readonly number[];
}

export function planDescent({ trajectories, slope }: Problem): Descent {
  const groups = groupsOf(trajectories);
  const [slopes, updates] = [new GraphBuilder(allOps), new GraphBuilder(allOps)];
  const shared: number[] = [];
  const putInto =
    (builder: GraphBuilder): Put =>
    (values, shape) => {
      const place = { buffer: "shared", offset: shared.length, runs: false };
      shared.push(...values);
      return builder.pinned("shared", shape, place);
    };
  slope(slopes, putInto(slopes));
  appendUpdates(updates, putInto(updates), groups);
  const plan = graphPlan({
    ops: allOps,
    runs: trajectories.length,
    tableColumns: tableColumns.layers,
    train: updates.finish(),
    evaluate: slopes.finish(),
  });
  return { cohort: groups.flat(), plan, shared };
}

/** Runs that one update call serves. */
function groupsOf(trajectories: readonly Trajectory[]): Trajectory[][] {
  const groups = new Map<string, Trajectory[]>();
  for (const trajectory of trajectories) {
    const { run, decays } = trajectory;
    const key = [run.optimizer.kind, run.clipNorm > 0, ...decays].join();
    groups.set(key, [...(groups.get(key) ?? []), trajectory]);
  }
  return [...groups.values()];
}

function appendUpdates(builder: GraphBuilder, put: Put, groups: readonly Trajectory[][]): void {
  const size = item(item(item(groups, 0), 0).path, 0).length;
  const own = (buffer: string, count: number) =>
    builder.pinned(buffer, [count], { buffer, runs: true });
  const [weights, slopes] = [own(parameters, size), own(gradients, size)];
  const [slots, halted] = [own("slots", 2 * size), own("halted", 1)];
  const norm = builder.emit("gradientNorm", [slopes, own("metrics", metricWidth), halted]);
  let first = 0;
  for (const group of groups) {
    const { run, decays } = item(group, 0);
    const { kind } = run.optimizer;
    const clip = run.clipNorm > 0;
    const scale = clip ? norm.slice(0, 1) : [];
    const inputs = [weights, slopes, slots, put(decays, [size]), ...scale, halted];
    const runs = [first, group.length];
    builder.emit(`update.${kind}`, inputs, { runs, slots: optimizers[kind].slots, clip });
    first += group.length;
  }
}

/** Writes what no step changes. */
function prepare({ cohort, plan, shared }: Descent, executor: Executor): void {
  const experiment = ringsExperiment(cohort.map(({ run }) => run));
  const network = { ...experiment.network, layers: [] };
  executor.writeTable(runsTable({ ...experiment, network }, plan.tableColumns));
  executor.write("shared", Float64Array.from(shared));
}

/** Update `t`, from 1. */
function stepTable({ cohort }: Descent, t: number): StepTable {
  const scalars = new Float64Array(cohort.length * 4);
  for (const [index, { run }] of cohort.entries())
    scalars.set(stepScalars(run.optimizer, t), index * 4);
  return { steps: [{ step: t - 1, epoch: 0, offset: 0, count: 1, slot: 0 }], scalars };
}

export interface DescentMeans {
  readonly executor: Executor;
  /** Copies a buffer out, with all the digits that the executor holds. */
  readonly read: (buffer: string, length: number) => Promise<NumberArray>;
  /** Gradients come from float64, so that only the optimizer rounds; otherwise the executor's own. */
  readonly exactGradients: boolean;
}

/** Parameters [runs, P] after 0, 1, ... updates. */
export async function descend(descent: Descent, means: DescentMeans): Promise<NumberArray[]> {
  const { executor, read } = means;
  const oracle = means.exactGradients ? createReferenceExecutor(descent.plan, allOps) : null;
  for (const each of [executor, oracle]) if (each) prepare(descent, each);
  const start = descent.cohort.flatMap(({ path }) => item(path, 0));
  executor.write(parameters, Float64Array.from(start));
  const found = [await read(parameters, start.length)];
  for (let t = 1; t < item(descent.cohort, 0).path.length; t++) {
    const table = stepTable(descent, t);
    oracle?.write(parameters, item(found, t - 1));
    (oracle ?? executor).run("evaluate", table);
    if (oracle) executor.write(gradients, oracle.peek(gradients));
    executor.run("train", table);
    found.push(await read(parameters, start.length));
  }
  return found;
}

/** How exactly a trajectory is followed. */
export interface Exactness {
  /** Of the path's largest magnitude. */
  readonly tolerance: number;
  /** Numbers were rounded to float32 on the way. */
  readonly rounded: boolean;
}

/**
 * What is wrong with a trajectory, in words; "" where every parameter is within the tolerance.
 * `found` is of the whole cohort, in which the trajectory is run `run`.
 */
export function mistakeIn(
  { path, steadySteps }: Trajectory,
  found: readonly NumberArray[],
  run: number,
  { tolerance, rounded }: Exactness,
): string {
  if (found.length !== path.length) return `expected ${path.length} points, got ${found.length}`;
  const allowed = tolerance * Math.max(...path.flat().map(Math.abs));
  const checked = rounded ? path.slice(0, steadySteps + 1) : path;
  for (const [step, wanted] of checked.entries()) {
    for (const [index, value] of wanted.entries()) {
      const got = found[step]?.[run * wanted.length + index] ?? Number.NaN;
      if (!(Math.abs(got - value) <= allowed))
        return `step ${step}, parameter ${index}: expected ${value}, got ${got}`;
    }
  }
  return "";
}
