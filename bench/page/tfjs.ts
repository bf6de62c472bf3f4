/** TensorFlow.js through its Core API, the fastest way to train with it: optimizer.minimize. */
import "@tensorflow/tfjs-backend-cpu";
// What a bundler leaves out of the main entry.
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { outputUnits, type Task } from "../tasks.mjs";
import type { Stepper } from "./contender.ts";
import type { Problem } from "./problem.ts";
import { tfjsLoss } from "./tfjs-network.ts";

setWasmPaths({
  "tfjs-backend-wasm.wasm": plainWasm,
  "tfjs-backend-wasm-simd.wasm": simdWasm,
  "tfjs-backend-wasm-threaded-simd.wasm": threadedWasm,
});

/** Epsilon outside the root and an accumulator that starts at zero, as everyone else has it. */
class Adagrad extends tf.Optimizer {
  static className = "AdagradOfThePapers";
  readonly #rate: number;
  readonly #sums = new Map<string, tf.Variable>();

  constructor(rate: number) {
    super();
    this.#rate = rate;
  }

  override applyGradients(
    gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[],
  ): void {
    const named = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    for (const [name, gradient] of named) {
      const weight = tf.engine().registeredVariables[name];
      if (weight !== undefined) this.#update(name, weight, gradient);
    }
  }

  #update(name: string, weight: tf.Variable, gradient: tf.Tensor): void {
    const sum = this.#sums.get(name) ?? tf.variable(tf.zerosLike(gradient), false);
    this.#sums.set(name, sum);
    tf.tidy(() => {
      const total = tf.add(sum, tf.square(gradient));
      sum.assign(total);
      const step = tf.div(gradient, tf.add(tf.sqrt(total), 1e-7));
      weight.assign(tf.add(tf.mul(step, -this.#rate), weight));
    });
  }

  override dispose(): void {
    for (const sum of this.#sums.values()) sum.dispose();
  }

  getConfig() {
    return { rate: this.#rate };
  }
}

function optimizerOf({ kind, learningRate }: Task["runs"][number]): tf.Optimizer {
  switch (kind) {
    case "sgd":
      return tf.train.sgd(learningRate);
    case "momentum":
      return tf.train.momentum(learningRate, 0.9);
    case "adagrad":
      return new Adagrad(learningRate);
    case "adam":
      return tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  }
}

interface Run {
  readonly variables: tf.Variable[];
  readonly optimizer: tf.Optimizer;
  loss: tf.Scalar | null;
}

export class TfjsStepper implements Stepper {
  readonly #problem: Problem;
  readonly #backend: string;
  #batches: { x: tf.Tensor; y: tf.Tensor2D }[] = [];
  #runs: Run[] = [];

  constructor(problem: Problem, backend: string) {
    this.#problem = problem;
    this.#backend = backend;
  }

  async open(): Promise<void> {
    await this.#select();
    const { task, batches } = this.#problem;
    const classes = outputUnits(task);
    this.#batches = batches.map(({ x, y }) => ({
      x: tf.tensor(x, [task.batch, ...task.input]),
      y: tf.tensor2d(y, [task.batch, classes]),
    }));
  }

  async reset(): Promise<void> {
    await this.#select();
    this.#forget();
    const { task, weights } = this.#problem;
    this.#runs = task.runs.map((run, index) => ({
      variables: (weights[index] ?? []).map(({ shape, data }) =>
        tf.variable(tf.tensor(data, shape)),
      ),
      optimizer: optimizerOf(run),
      loss: null,
    }));
  }

  step(index: number): void {
    const batch = this.#batches[index % this.#batches.length];
    if (!batch) return;
    const { task } = this.#problem;
    for (const run of this.#runs) {
      run.loss?.dispose();
      const loss = () => tfjsLoss(task, run.variables, batch.x, batch.y);
      run.loss = run.optimizer.minimize(loss, true, run.variables);
    }
  }

  async settled(): Promise<void> {
    const backend = tf.backend();
    // Up to fifteen commands that are not submitted yet run over into the next steps.
    if (backend instanceof WebGPUBackend) await backend.device.queue.onSubmittedWorkDone();
  }

  async losses(): Promise<number[]> {
    const losses = this.#runs.flatMap(({ loss }) => (loss ? [loss.data()] : []));
    const values = await Promise.all(losses);
    return values.map(([value = Number.NaN]) => value);
  }

  close(): void {
    this.#forget();
    for (const { x, y } of this.#batches) tf.dispose([x, y]);
  }

  async #select(): Promise<void> {
    if (!(await tf.setBackend(this.#backend))) throw new Error(`no backend ${this.#backend}`);
    await tf.ready();
  }

  #forget(): void {
    for (const { variables, optimizer, loss } of this.#runs) {
      tf.dispose(variables);
      optimizer.dispose();
      loss?.dispose();
    }
  }
}
