/**
 * What fresh weights make of a signal: inputs from N(0, 1) through equal layers without bias, a =
 * f(a W), and a gradient from N(0, 1) at the last output back through them. The engine's own ops on
 * its own executor; nothing is trained.
 */

import { normal, streams } from "../../engine/core/random.ts";
import { createCpuExecutor } from "../../engine/cpu/executor.ts";
import { GraphBuilder, type Ops } from "../../engine/graph/graph.ts";
import { engineOps } from "../../engine/ops/index.ts";
import { plainMatmul } from "../../engine/ops/matmul-geometry.ts";
import type { TensorId } from "../../engine/ops/op.ts";
import { graphPlan } from "../../engine/plan/graph-plan.ts";
import type { HostExecutor } from "../../engine/plan/host-executor.ts";
import { initialValues } from "../../nn/initializers/index.ts";
import {
  type SignalActivation,
  type SignalSize,
  type SignalSpec,
  usualSize,
} from "./signal-spec.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** Of one layer: its outputs, and the gradient with respect to them. */
export interface LayerSignal {
  readonly forward: Spread;
  readonly backward: Spread;
}

const ops: Ops = engineOps;
const inputBuffer = "inputs";
const upstreamBuffer = "upstream";
const outputOf = (layer: number) => `outputs ${layer}`;
const gradientOf = (layer: number) => `gradients ${layer}`;
const kernelOf = (layer: number) => `kernel ${layer}`;

/** One step through the layers of a network of one run, and back. */
function signalPlan(activation: SignalActivation, { examples, units, layers }: SignalSize) {
  const builder = new GraphBuilder(ops);
  const shared = (buffer: string, shape: readonly number[]) =>
    builder.pinned(buffer, shape, { buffer, runs: false });
  let last = shared(inputBuffer, [examples, units]);
  for (let layer = 1; layer <= layers; layer++) {
    const kernel = shared(kernelOf(layer), [units, units]);
    const sums = builder.emitOne("matmul", [last, kernel], plainMatmul);
    last = builder.emitOne("unary", [sums], { function: activation });
    builder.put(last, outputOf(layer), { buffer: outputOf(layer), offset: 0 });
  }
  appendBackward(builder, shared(upstreamBuffer, [examples, units]), layers);
  const train = builder.finish();
  return graphPlan({ ops, runs: 1, tableColumns: 1, train });
}

/** dL/da of each layer from that of the last, by the gradients of the ops. */
function appendBackward(builder: GraphBuilder, last: TensorId, layers: number): void {
  const forward = [...builder.nodes];
  let gradient = last;
  for (const [index, node] of forward.toReversed().entries()) {
    const layer = layers - Math.floor(index / 2);
    // Before the matmul of the first layer are the inputs, whose gradient nobody asks for.
    if (node.op === "unary") {
      builder.put(gradient, gradientOf(layer), { buffer: gradientOf(layer), offset: 0 });
    } else if (layer === 1) return;
    const rule = builder.op(node.op).gradient;
    const wanted = node.inputs.map((_, place) => place === 0);
    const [passed] = rule?.({ ...node, emitter: builder, upstream: [gradient], wanted }) ?? [];
    if (passed === undefined || passed === null)
      throw new Error(`signal: ${node.op} has no gradient`);
    gradient = passed;
  }
}

/** The layer's weights: the same draw at another scale, whatever the initializer and the activation. */
export function signalKernel({ initializer, seed }: SignalSpec, layer: number, units: number) {
  const shape = [units, units];
  const place = { name: "kernel", shape, fanIn: units, fanOut: units, decays: true };
  return initialValues({ ...place, initializer: null }, `dense_${layer}/kernel`, initializer, seed);
}

/** Numbers from N(0, 1), `draw` apart from others. */
function normals(seed: number, draw: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) =>
    normal(seed, streams.sample, draw, index),
  );
}

export interface Signal {
  /** [examples, units] of layer 1, 2, ... */
  readonly outputs: readonly ArrayLike<number>[];
  /** Gradients with respect to them. */
  readonly gradients: readonly ArrayLike<number>[];
}

/** All outputs and gradients of one network. `create` makes the executor. */
export function runSignal(
  spec: SignalSpec,
  size: SignalSize,
  create: (plan: ReturnType<typeof signalPlan>, ops: Ops, device: string) => HostExecutor,
): Signal {
  const executor = create(signalPlan(spec.activation, size), ops, "signal");
  const count = size.examples * size.units;
  executor.write(inputBuffer, normals(spec.seed, 0, count));
  executor.write(upstreamBuffer, normals(spec.seed, 1, count));
  const numbers = Array.from({ length: size.layers }, (_, index) => index + 1);
  for (const layer of numbers) {
    executor.write(kernelOf(layer), signalKernel(spec, layer, size.units));
  }
  const steps = [{ step: 0, epoch: 0, offset: 0, count: size.examples, slot: 0 }];
  executor.run("train", { steps, scalars: new Float64Array(4) });
  const signal = {
    outputs: numbers.map((layer) => executor.peek(outputOf(layer))),
    gradients: numbers.map((layer) => executor.peek(gradientOf(layer))),
  };
  executor.dispose();
  return signal;
}

/** How outputs and gradients of each layer are spread. */
export function signalSpreads(spec: SignalSpec, size: SignalSize = usualSize): LayerSignal[] {
  const { outputs, gradients } = runSignal(spec, size, createCpuExecutor);
  return outputs.map((values, index) => ({
    forward: spreadOf(values, size.units, spec.activation),
    backward: spreadOf(gradients[index] ?? [], size.units, "gradient"),
  }));
}
