/** How an answer depends on its input: the gradient of outputs before softmax with respect to x. */
import { elements } from "../engine/core/shape.ts";
import { appendBackward } from "../engine/graph/backward.ts";
import { type Graph, GraphBuilder } from "../engine/graph/graph.ts";
import { asked } from "./entry.ts";
import { forward } from "./forward.ts";
import { buffers, type Layout } from "./layout.ts";

export interface Saliency {
  /** Examples of one replay, the first rows of the prediction's inputs. */
  readonly batch: number;
  /** Numbers of one example. */
  readonly width: number;
}

/** Few are looked at together, and each costs memory of an input's size for every run. */
const mostExamples = 16;

/**
 * `saliency` [runs, batch, ...input] = d(sum of weights * outputs)/dx with `saliency weights` [runs,
 * batch, units], as in evaluation. Without nodes, and `about` null, where no gradient reaches x.
 */
export function saliencyGraph(layout: Layout): { graph: Graph; about: Saliency | null } {
  const { predictionBatch, ops, data } = layout.request;
  const batch = Math.min(predictionBatch, mostExamples);
  const builder = new GraphBuilder(ops);
  const entry = asked(builder, layout, batch);
  const { output } = forward(builder, layout, entry, false);
  const place = { buffer: buffers.saliencyWeights, runs: true };
  const upstream = builder.pinned(buffers.saliencyWeights, builder.shape(output), place);
  const gradient = appendBackward(builder, output, [entry.x], { upstream }).get(entry.x);
  if (gradient === undefined) return { graph: { tensors: [], nodes: [] }, about: null };
  builder.put(gradient, "saliency", { buffer: buffers.saliency, offset: 0 });
  return { graph: builder.finish(), about: { batch, width: elements(data.inputShape) } };
}
