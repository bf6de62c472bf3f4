/** What moves the weights: penalty, clipping, the optimizers, and the limits of norms behind them. */
import type { Shape } from "../engine/core/shape.ts";
import type { GraphBuilder } from "../engine/graph/graph.ts";
import type { TensorId } from "../engine/ops/op.ts";
import type { OptimizerKind } from "../spec/catalogue.ts";
import { columnsOf } from "./layers/columns.ts";
import { buffers, type Layout, type ModelRequest } from "./layout.ts";
import { isFrozen } from "./network.ts";

/** One update node for each stretch of runs that share an optimizer. */
export function appendUpdates(
  builder: GraphBuilder,
  layout: Layout,
  state: { ringId: TensorId; halted: TensorId },
): void {
  const { optimizers, regularization } = layout.request;
  const { clips, penalizes, regularizes, own } = regularization;
  const size = layout.parameterStride;
  const flat = (name: string, shape: Shape, runs: boolean) =>
    builder.pinned(name, shape, { buffer: name, runs });
  const parameters = flat(buffers.parameters, [size], true);
  const gradients = flat(buffers.gradients, [size], true);
  const decays = flat(buffers.decays, [3 * size], false);
  if (penalizes) builder.emit("penalty", [parameters, decays, state.ringId], { own });
  const scale = clips
    ? builder.emit("gradientNorm", [gradients, state.ringId, state.halted]).slice(0, 1)
    : [];
  for (const { kind, slots, first, count } of stretches(optimizers)) {
    const slotTensor = flat(buffers.slots, [layout.slots * size], true);
    const inputs = [parameters, gradients, slotTensor, decays, ...scale, state.halted];
    const attributes = { runs: [first, count], slots, clip: clips, regularizes, own };
    builder.emit(`update.${kind}`, inputs, attributes);
  }
}

/** Max-norm behind the update, for each kernel that a layer or a run limits. */
export function appendNormLimits(builder: GraphBuilder, layout: Layout, halted: TensorId): void {
  const { limitsNorms } = layout.request.regularization;
  for (const { spec, name, parameters, column } of layout.layers) {
    const at = columnsOf(spec).maxNorm;
    if (at === null || isFrozen(spec) || !("maxNorm" in spec)) continue;
    if (spec.maxNorm === 0 && !limitsNorms) continue;
    for (const { name: parameter, shape, offset, decays } of parameters) {
      if (!decays) continue;
      const place = { buffer: buffers.parameters, offset, runs: true };
      const kernel = builder.pinned(parameter, shape, place);
      builder.within(name, () =>
        builder.emit("maxNorm", [kernel, halted], { column: column + at }),
      );
    }
  }
}

function stretches(optimizers: ModelRequest["optimizers"]) {
  const found: { kind: OptimizerKind; slots: number; first: number; count: number }[] = [];
  for (const [run, optimizer] of optimizers.entries()) {
    const last = found.at(-1);
    if (last?.kind === optimizer.kind) last.count += 1;
    else found.push({ ...optimizer, first: run, count: 1 });
  }
  return found;
}
