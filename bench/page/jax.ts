/**
 * jax-js in its fastest idiom: loss, gradients and update of a step inside one `jit`. Arrays are
 * counted: a function consumes its arguments, `.ref` keeps one for another use.
 */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  numpy as np,
  tree,
  valueAndGrad,
  vmap,
} from "@jax-js/jax";
import { type OptimizerKind, outputUnits, type Task } from "../tasks.mjs";
import type { Stepper } from "./contender.ts";
import { jaxKernel, jaxLoss } from "./jax-network.ts";
import type { Problem, Weight } from "./problem.ts";

type Arrays = np.Array[];

/** Weights, the optimizer's memory of each, and what changes from step to step. */
type State = { weights: Arrays; slots: Arrays[]; scalars: Arrays };

type Update = (state: State, gradients: Arrays, rate: np.Array) => State;

const [beta1, beta2] = [0.9, 0.999];

/** w - rate g */
const moved = (weights: Arrays, steps: Arrays, rate: np.Array) =>
  weights.map((weight, index) => weight.sub(at(steps, index).mul(rate.ref)));

function at(arrays: Arrays, index: number): np.Array {
  const array = arrays[index];
  if (!array) throw new Error(`expected an array ${index}`);
  return array;
}

const updates: Readonly<Record<OptimizerKind, Update>> = {
  sgd: (state, gradients, rate) => {
    const weights = moved(state.weights, gradients, rate);
    rate.dispose();
    return { ...state, weights };
  },
  momentum: ({ weights, slots, scalars }, gradients, rate) => {
    const [before = []] = slots;
    const velocity = before.map((each, index) => each.mul(0.9).add(at(gradients, index)));
    const next = moved(
      weights,
      velocity.map((each) => each.ref),
      rate,
    );
    rate.dispose();
    return { weights: next, slots: [velocity], scalars };
  },
  adagrad: ({ weights, slots, scalars }, gradients, rate) => {
    const [before = []] = slots;
    const sums = before.map((sum, index) => sum.add(np.square(at(gradients, index).ref)));
    const steps = gradients.map((each, index) => each.div(np.sqrt(at(sums, index).ref).add(1e-7)));
    const next = moved(weights, steps, rate);
    rate.dispose();
    return { weights: next, slots: [sums], scalars };
  },
  adam: ({ weights, slots, scalars }, gradients, rate) => {
    const [means = [], squares = []] = slots;
    // beta^t, kept on the device
    const power1 = at(scalars, 0).mul(beta1);
    const power2 = at(scalars, 1).mul(beta2);
    const nextMeans = means.map((each, index) =>
      each.mul(beta1).add(at(gradients, index).ref.mul(1 - beta1)),
    );
    const nextSquares = squares.map((each, index) =>
      each.mul(beta2).add(np.square(at(gradients, index)).mul(1 - beta2)),
    );
    const scale = rate.div(np.subtract(1, power1.ref));
    const correction = np.subtract(1, power2.ref);
    const steps = nextMeans.map((mean, index) => {
      const root = np.sqrt(at(nextSquares, index).ref.div(correction.ref));
      return mean.ref.div(root.add(1e-8));
    });
    correction.dispose();
    const next = moved(weights, steps, scale);
    scale.dispose();
    return { weights: next, slots: [nextMeans, nextSquares], scalars: [power1, power2] };
  },
};

const slotCount: Readonly<Record<OptimizerKind, number>> = {
  sgd: 0,
  momentum: 1,
  adagrad: 1,
  adam: 2,
};

type Step = (state: State, rate: np.Array, x: np.Array, y: np.Array) => [State, np.Array];

function stepOf(task: Task, kind: OptimizerKind): Step {
  const slope = valueAndGrad(jaxLoss(task));
  return (state, rate, x, y) => {
    const kept = state.weights.map((weight) => weight.ref);
    const [loss, gradients] = slope(kept, x, y);
    return [updates[kind](state, gradients, rate), loss];
  };
}

interface Group {
  readonly step: Step;
  readonly rate: np.Array;
  state: State;
  loss: np.Array | null;
}

export class JaxStepper implements Stepper {
  readonly #problem: Problem;
  readonly #device: "webgpu" | "wasm";
  #batches: { x: np.Array; y: np.Array }[] = [];
  #steps: Step[] = [];
  #groups: Group[] = [];

  constructor(problem: Problem, device: "webgpu" | "wasm") {
    this.#problem = problem;
    this.#device = device;
  }

  async open(): Promise<void> {
    const devices = await init(this.#device);
    if (!devices.includes(this.#device)) throw new Error(`no device ${this.#device}`);
    defaultDevice(this.#device);
    const { task, batches } = this.#problem;
    const classes = outputUnits(task);
    this.#batches = batches.map(({ x, y }) => ({
      x: np.array(x).reshape([task.batch, ...task.input]),
      y: np.array(y).reshape([task.batch, classes]),
    }));
    this.#steps = this.#stacked()
      ? [jit(vmap(stepOf(task, "sgd"), [0, 0, null, null]))]
      : task.runs.map(({ kind }) => jit(stepOf(task, kind)));
  }

  async reset(): Promise<void> {
    defaultDevice(this.#device);
    this.#forget();
    const { task, weights } = this.#problem;
    const rates = task.runs.map((run) => run.learningRate);
    this.#groups = this.#steps.map((step, index) => {
      const kind = task.runs[index]?.kind ?? "sgd";
      const first = this.#stacked() ? stackedWeights(weights) : weightArrays(weights[index] ?? []);
      const slots = Array.from({ length: slotCount[kind] }, () =>
        first.map((each) => np.zeros(each.shape)),
      );
      const scalars = kind === "adam" ? [np.array(1), np.array(1)] : [];
      const rate = this.#stacked() ? np.array(rates) : np.array(rates[index] ?? 0);
      return { step, rate, state: { weights: first, slots, scalars }, loss: null };
    });
    await blockUntilReady(this.#groups.map(({ state, rate }) => [state, rate]));
  }

  step(index: number): void {
    const batch = this.#batches[index % this.#batches.length];
    if (!batch) return;
    for (const group of this.#groups) {
      group.loss?.dispose();
      const { step, state, rate } = group;
      [group.state, group.loss] = step(state, rate.ref, batch.x.ref, batch.y.ref);
    }
  }

  async settled(): Promise<void> {
    await blockUntilReady(this.#groups.map(({ state }) => state.weights));
  }

  async losses(): Promise<number[]> {
    const losses = this.#groups.flatMap(({ loss }) => (loss ? [loss.ref.data()] : []));
    const values: ArrayLike<number>[] = await Promise.all(losses);
    return values.flatMap((each) => Array.from(each));
  }

  close(): void {
    this.#forget();
    for (const { x, y } of this.#batches) tree.dispose([x, y]);
  }

  /** On WebGPU one vmap over equal runs beats a call for each; on wasm it is many times slower. */
  #stacked(): boolean {
    const { runs } = this.#problem.task;
    return this.#device === "webgpu" && runs.length > 1 && runs.every(({ kind }) => kind === "sgd");
  }

  #forget(): void {
    for (const { state, rate, loss } of this.#groups) {
      tree.dispose([state.weights, state.slots, state.scalars]);
      rate.dispose();
      loss?.dispose();
    }
    this.#groups = [];
  }
}

function weightArrays(weights: readonly Weight[]): Arrays {
  return weights.map(({ shape, data }) => jaxKernel(np.array(data).reshape(shape)));
}

/** [runs, ...shape] of each weight. */
function stackedWeights(runs: readonly (readonly Weight[])[]): Arrays {
  const [first = []] = runs;
  return first.map(({ shape }, index) =>
    np
      .stack(runs.map((weights) => at(weightArrays(weights.slice(index, index + 1)), 0)))
      .reshape([runs.length, ...shape]),
  );
}
