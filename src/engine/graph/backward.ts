/**
 * Reverse-mode differentiation: one sweep over the forward nodes from last to first, adding gradient
 * nodes to the same graph. Each edge is visited once; gradients of a tensor used twice are added.
 */
import type { TensorId } from "../ops/op.ts";
import type { GraphBuilder, Node } from "./graph.ts";

export interface BackwardOptions {
  /** The gradient that flows into `root`; without it `root` is an output of a loss op, whose upstream is 1. */
  readonly upstream?: TensorId;
  /** Hears of each inner tensor whose gradient is complete, before anything is made of it. */
  readonly onGradient?: (tensor: TensorId, gradient: TensorId) => void;
}

/**
 * Adds the gradient of `root` with respect to each of `sources`, and returns them by source. Sources
 * that it does not depend on are left out.
 */
export function appendBackward(
  builder: GraphBuilder,
  root: TensorId,
  sources: readonly TensorId[],
  { upstream, onGradient = () => {} }: BackwardOptions = {},
): Map<TensorId, TensorId> {
  const forward = [...builder.nodes];
  const wanted = dependents(forward, sources);
  const gradients = new Map<TensorId, TensorId>();
  if (upstream !== undefined && wanted.has(root)) gradients.set(root, upstream);
  for (const node of forward.reverse()) {
    const reached = node.outputs.flatMap((id) => {
      const gradient = gradients.get(id);
      return gradient === undefined ? [] : [[id, gradient] as const];
    });
    for (const each of reached) onGradient(...each);
    const isReached = reached.length > 0 || node.outputs.includes(root);
    if (isReached && node.inputs.some((id) => wanted.has(id))) {
      appendNode(builder, node, wanted, gradients);
    }
  }
  const found = sources.flatMap((id) => {
    const gradient = gradients.get(id);
    return gradient === undefined ? [] : [[id, gradient] as const];
  });
  return new Map(found);
}

/** Every tensor that depends on one of `sources`. */
function dependents(nodes: readonly Node[], sources: readonly TensorId[]): Set<TensorId> {
  const reached = new Set(sources);
  for (const node of nodes) {
    if (node.inputs.some((id) => reached.has(id))) {
      for (const id of node.outputs) reached.add(id);
    }
  }
  return reached;
}

function appendNode(
  builder: GraphBuilder,
  node: Node,
  wanted: ReadonlySet<TensorId>,
  gradients: Map<TensorId, TensorId>,
): void {
  const { gradient } = builder.op(node.op);
  if (!gradient) throw new Error(`backward: op ${node.op} has no gradient`);
  const source = builder.tensor(node.outputs[0] ?? -1).name;
  const results = builder.within(`${source}/gradient`, () =>
    gradient({
      emitter: builder,
      inputs: node.inputs,
      outputs: node.outputs,
      upstream: node.outputs.map((id) => gradients.get(id) ?? null),
      wanted: node.inputs.map((id) => wanted.has(id)),
      attributes: node.attributes,
    }),
  );
  for (const [index, input] of node.inputs.entries()) {
    const result = results[index];
    if (result === undefined || result === null || !wanted.has(input)) continue;
    gradients.set(input, accumulated(builder, gradients.get(input), result));
  }
}

/** d/dx of a sum over paths is the sum of each path's derivative. */
function accumulated(builder: GraphBuilder, sum: TensorId | undefined, term: TensorId): TensorId {
  return sum === undefined ? term : builder.emitOne("binary", [sum, term], { function: "add" });
}
