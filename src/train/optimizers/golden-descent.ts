/**
 * Descents along known paths: all runs of a problem are one cohort, with a sequence for their
 * gradients and one for their updates.
 */
import type { Shape } from "../../engine/core/shape.ts";
import { GraphBuilder } from "../../engine/graph/graph.ts";
import { type NumberArray, type TensorId, tableColumns } from "../../engine/ops/op.ts";
import { item } from "../../engine/ops/operands.ts";
import type { Executor, StepTable } from "../../engine/plan/executor.ts";
import { graphPlan } from "../../engine/plan/graph-plan.ts";
import { metricWidth, type Plan } from "../../engine/plan/plan.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import { runsTable } from "../hyper-parameters.ts";
import { allOps } from "../program.ts";
import { runRate } from "../schedules/index.ts";
import { ringsExperiment } from "../test-experiments.ts";
import { optimizers, stepScalars } from "./index.ts";

export interface Trajectory {
  readonly name: string;
  readonly run: RunSpec;
  /** Parameters after 0, 1, ... updates. */
  readonly path: readonly (readonly number[])[];
  /** 1 for parameters that the run's L1, L2 and decay apply to, else 0. */
  readonly mask: readonly number[];
  /** L1 of each parameter's layer, then L2; null: no layer has any. */
  readonly own: readonly number[] | null;
  /** Limit of PyTorch's clip_grad_norm_, which adds 1e-6 to the norm; 0 is off. */
  readonly torchClip: number;
  /** Updates for which the path does not enlarge rounding: as far as float32 can be held to it. */
  readonly steadySteps: number;
}

/** Puts numbers that all runs share into the plan's memory. */
export type Put = (values: readonly number[], shape: Shape) => TensorId;

/** Names of buffers [runs, P]. */
export const memory = { parameters: "parameters", gradients: "gradients" } as const;

export interface Problem {
  readonly name: string;
  /** The golden file that it is of. */
  readonly file: string;
  readonly trajectories: readonly Trajectory[];
  /** Emits the gradient at `memory.parameters` into `memory.gradients`. */
  readonly slope: (builder: GraphBuilder, put: Put) => void;
}

/** A problem ready to run; the cohort has its trajectories in another order. */
export interface Descent {
  readonly cohort: readonly Trajectory[];
  /** `evaluate` makes the gradients, `train` updates. */
  readonly plan: Plan;
  readonly shared: readonly number[];
}

/** The one column behind those of every cohort. */
const maxNormColumn = tableColumns.layers;

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
    tableColumns: maxNormColumn + 1,
    train: updates.finish(),
    evaluate: slopes.finish(),
  });
  return { cohort: groups.flat(), plan, shared };
}

/** Runs that one update call serves. */
function groupsOf(trajectories: readonly Trajectory[]): Trajectory[][] {
  const groups = new Map<string, Trajectory[]>();
  for (const trajectory of trajectories) {
    const { run, mask, own, torchClip } = trajectory;
    const key = JSON.stringify([run.optimizer.kind, run.clipNorm > 0, mask, own, torchClip]);
    groups.set(key, [...(groups.get(key) ?? []), trajectory]);
  }
  return [...groups.values()];
}

function appendUpdates(builder: GraphBuilder, put: Put, groups: readonly Trajectory[][]): void {
  const size = item(item(item(groups, 0), 0).path, 0).length;
  const own = (buffer: string, count: number) =>
    builder.pinned(buffer, [count], { buffer, runs: true });
  const [weights, slopes] = [own(memory.parameters, size), own(memory.gradients, size)];
  const [slots, halted] = [own("slots", 3 * size), own("halted", 1)];
  const norm = builder.emit("gradientNorm", [slopes, own("metrics", metricWidth), halted]);
  let first = 0;
  for (const group of groups) {
    const { run, torchClip } = item(group, 0);
    const { kind } = run.optimizer;
    const clip = run.clipNorm > 0 || torchClip > 0;
    const scale = torchClip > 0 ? torchScale(builder, put, slopes, torchClip) : item(norm, 0);
    const decays = put(decaysOf(item(group, 0)), [3 * size]);
    const inputs = [weights, slopes, slots, decays, ...(clip ? [scale] : []), halted];
    builder.emit(`update.${kind}`, inputs, {
      runs: [first, group.length],
      slots: optimizers[kind].slots,
      clip,
      regularizes: group.some(isRegularized),
      own: item(group, 0).own !== null,
    });
    first += group.length;
  }
  appendMaxNorm(builder, size, halted);
}

function isRegularized({ run, own }: Trajectory): boolean {
  const { l1, l2, weightDecay, clipValue, optimizer } = run;
  return own !== null || optimizer.kind === "adamw" || l1 + l2 + weightDecay + clipValue > 0;
}

/** What no layer has must not be read. */
function decaysOf({ mask, own }: Trajectory): number[] {
  return [...mask, ...(own ?? mask.concat(mask).fill(Number.NaN))];
}

/** min(1, c / (norm + 1e-6)), as -max(-1, -c / (norm + 1e-6)) */
function torchScale(builder: GraphBuilder, put: Put, gradients: TensorId, c: number): TensorId {
  const unary = (name: string, x: TensorId) => builder.emitOne("unary", [x], { function: name });
  const binary = (name: string, a: TensorId, b: TensorId) =>
    builder.emitOne("binary", [a, b], { function: name });
  const all = { function: "sum", over: "all" };
  const norm = unary("sqrt", builder.emitOne("reduce", [unary("square", gradients)], all));
  const inverse = binary("divide", put([-c], [1]), binary("add", norm, put([1e-6], [1])));
  return unary("negate", binary("maximum", inverse, put([-1], [1])));
}

/** Limits the norm of all parameters but the last, the bias, in runs that have a limit. */
function appendMaxNorm(builder: GraphBuilder, size: number, halted: TensorId): void {
  const place = { buffer: memory.parameters, runs: true };
  const kernel = builder.pinned("kernel", [size - 1, 1], place);
  builder.emit("maxNorm", [kernel, halted], { column: maxNormColumn });
}

/** Writes what no step changes. */
function prepare({ cohort, plan, shared }: Descent, executor: Executor): void {
  const experiment = ringsExperiment(cohort.map(({ run }) => run));
  const network = { ...experiment.network, layers: [] };
  const table = runsTable({ ...experiment, network }, plan.tableColumns);
  for (const [index, { run }] of cohort.entries())
    table[index * plan.tableColumns + maxNormColumn] = run.maxNorm;
  executor.writeTable(table);
  executor.write("shared", Float64Array.from(shared));
}

/** Update `t`, from 1. */
function stepTable({ cohort }: Descent, t: number): StepTable {
  const scalars = new Float64Array(cohort.length * 4);
  for (const [index, { run, path }] of cohort.entries()) {
    const rate = runRate(run, t - 1, path.length - 1);
    scalars.set(stepScalars(run.optimizer, t, rate), index * 4);
  }
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
  const { parameters, gradients } = memory;
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

/** Where of a run's path, and how far from it as a share of the path's largest magnitude. */
interface Distance {
  readonly step: number;
  readonly parameter: number;
  readonly error: number;
}

/** Every distance from a trajectory, which is run `run` of the cohort that `found` is of. */
function distancesFrom(
  { path, steadySteps }: Trajectory,
  found: readonly NumberArray[],
  run: number,
  { rounded }: Exactness,
): Distance[] {
  const largest = Math.max(...path.flat().map(Math.abs));
  const checked = rounded ? path.slice(0, steadySteps + 1) : path;
  return checked.flatMap((wanted, step) =>
    wanted.map((value, parameter) => {
      const got = found[step]?.[run * wanted.length + parameter] ?? Number.NaN;
      return { step, parameter, error: Math.abs(got - value) / largest };
    }),
  );
}

/** What is wrong with a trajectory, in words; "" where every parameter is within the tolerance. */
export function mistakeIn(
  trajectory: Trajectory,
  found: readonly NumberArray[],
  run: number,
  exactness: Exactness,
): string {
  const { path } = trajectory;
  if (found.length !== path.length) return `expected ${path.length} points, got ${found.length}`;
  const wrong = distancesFrom(trajectory, found, run, exactness).find(
    ({ error }) => !(error <= exactness.tolerance),
  );
  if (!wrong) return "";
  const { step, parameter } = wrong;
  const got = found[step]?.[run * item(path, step).length + parameter];
  const wanted = item(item(path, step), parameter);
  return `step ${step}, parameter ${parameter}: expected ${wanted}, got ${got}`;
}

/** The largest distance from a trajectory; NaN where there is one. */
export function worstError(...of: Parameters<typeof distancesFrom>): number {
  return distancesFrom(...of).reduce((worst, { error }) => Math.max(worst, error), 0);
}
