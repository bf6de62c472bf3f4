/**
 * Reverse-mode differentiation: one sweep over the forward nodes from last to first, adding gradient
 * nodes to the same graph. Each edge is visited once; gradients of a tensor used twice are added.
 */
import type { TensorId } from "../ops/op.ts";
import type { GraphBuilder, Node } from "./graph.ts";

/**
 * Adds the gradient of `loss` (an output of a loss op, whose upstream is 1) with respect to each of
 * `parameters`, and returns them by parameter. Parameters that the loss does not depend on are left out.
 */
export function appendBackward(
  builder: GraphBuilder,
  loss: TensorId,
  parameters: readonly TensorId[],
): Map<TensorId, TensorId> {
  const forward = [...builder.nodes];
  const wanted = dependents(forward, parameters);
  const gradients = new Map<TensorId, TensorId>();
  for (const node of forward.reverse()) {
    const isRoot = node.outputs.includes(loss);
    const reached = node.outputs.some((id) => gradients.has(id));
    if ((isRoot || reached) && node.inputs.some((id) => wanted.has(id))) {
      appendNode(builder, node, wanted, gradients);
    }
  }
  const found = parameters.flatMap((id) => {
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
