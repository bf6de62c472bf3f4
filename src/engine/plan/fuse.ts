/**
 * Fusion: bias and activation join the product before them, be it a matmul or a convolution; an
 * activation's slope joins the product that makes its upstream, a bias gradient joins the weight
 * gradient of the same upstream, and in a dense layer that joins the input gradient. A value
 * disappears only if nobody else reads it.
 */
import { type Shape, sameShape } from "../core/shape.ts";
import type { Graph, Node, Tensor } from "../graph/graph.ts";
import type { Attributes, TensorId } from "../ops/op.ts";
import { unaryFunctions } from "../ops/unary.ts";

interface Rewrite {
  /** Grows where a value is wanted under another shape. */
  readonly tensors: Tensor[];
  readonly uses: ReadonlyMap<TensorId, number>;
  readonly producers: ReadonlyMap<TensorId, number>;
}

/** Returns the graph with its nodes fused; tensors keep their ids. */
export function fuse(graph: Graph): Graph {
  let nodes: (Node | null)[] = [...graph.nodes];
  const tensors = [...graph.tensors];
  for (const pass of [fuseBias, fuseActivation, fuseSlope, fuseColumnSums, fuseBackward]) {
    const context = { tensors, uses: countUses(nodes), producers: producers(nodes) };
    for (const index of nodes.keys()) pass(nodes, index, context);
    nodes = nodes.filter((node) => node !== null);
  }
  return { tensors, nodes: nodes.filter((node) => node !== null) };
}

function countUses(nodes: readonly (Node | null)[]): Map<TensorId, number> {
  const uses = new Map<TensorId, number>();
  for (const id of nodes.flatMap((node) => node?.inputs ?? [])) {
    uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  return uses;
}

function producers(nodes: readonly (Node | null)[]): Map<TensorId, number> {
  const found = new Map<TensorId, number>();
  for (const [index, node] of nodes.entries()) {
    for (const id of node?.outputs ?? []) found.set(id, index);
  }
  return found;
}

/** The node that makes `id`, if its value is read once and may vanish. */
function vanishing(
  nodes: readonly (Node | null)[],
  id: TensorId | undefined,
  { uses, producers: from, tensors }: Rewrite,
): { node: Node; index: number } | null {
  if (id === undefined || uses.get(id) !== 1 || tensors[id]?.place !== null) return null;
  const index = from.get(id);
  const node = index === undefined ? undefined : nodes[index];
  return index !== undefined && node ? { node, index } : null;
}

/** Ops whose kernels end in a bias and an activation. */
const forwardProducts = ["matmul", "convolution"];
/** Ops that make an upstream, whose kernels may end in an activation's slope. */
const upstreamProducts = ["matmul", "convolutionInputGradient"];

/** As `vanishing`, where one of `ops` makes it and nothing has joined that yet behind the bias. */
function vanishingProduct(
  nodes: readonly (Node | null)[],
  id: TensorId | undefined,
  context: Rewrite,
  ops: readonly string[],
): { node: Node; index: number } | null {
  const found = vanishing(nodes, id, context);
  return found && ops.includes(found.node.op) && plain(found.node.attributes) ? found : null;
}

function plain({ activation = "linear", gradientOf = null }: Attributes): boolean {
  return activation === "linear" && gradientOf === null;
}

/** The attribute of the same name, for activations that have one. */
function alphaOf({ attributes }: Node): Attributes {
  const { alpha } = attributes;
  return alpha === undefined ? {} : { alpha };
}

/** y = a b; z = y + bias  ->  z = a b + bias */
function fuseBias(nodes: (Node | null)[], index: number, context: Rewrite): void {
  const node = nodes[index];
  if (node?.op !== "binary" || node.attributes["function"] !== "add") return;
  const [sum, bias] = node.inputs;
  const product = vanishingProduct(nodes, sum, context, forwardProducts);
  if (!product || bias === undefined || context.tensors[bias]?.shape.length !== 1) return;
  if (product.node.attributes["bias"] === true) return;
  nodes[product.index] = null;
  nodes[index] = {
    op: product.node.op,
    inputs: [...product.node.inputs, bias],
    outputs: node.outputs,
    attributes: { ...product.node.attributes, bias: true },
  };
}

/** z = a b + bias; y = f(z)  ->  y = f(a b + bias), where f' can be had from y alone */
function fuseActivation(nodes: (Node | null)[], index: number, context: Rewrite): void {
  const node = nodes[index];
  const name = node?.attributes["function"];
  if (node?.op !== "unary" || typeof name !== "string" || !isActivationOfOutput(name)) return;
  const product = vanishingProduct(nodes, node.inputs[0], context, forwardProducts);
  if (!product) return;
  nodes[product.index] = null;
  nodes[index] = {
    ...product.node,
    outputs: node.outputs,
    attributes: { ...product.node.attributes, activation: name, ...alphaOf(node) },
  };
}

/** dy = dz W^T; dx = dy * f'(y)  ->  dx = (dz W^T) * f'(y) */
function fuseSlope(nodes: (Node | null)[], index: number, context: Rewrite): void {
  const node = nodes[index];
  const name = node?.attributes["function"];
  if (node?.op !== "unaryGradient" || typeof name !== "string") return;
  const [upstream, saved] = node.inputs;
  if (saved === undefined || !isActivationOfOutput(name)) return;
  const product = upstreamProduct(nodes, upstream, context);
  if (!product) {
    fuseReshapedSlope(nodes, index, context);
    return;
  }
  nodes[product.index] = null;
  nodes[index] = { ...withSlope(product.node, node, saved), outputs: node.outputs };
}

/** The product that makes an upstream and may be multiplied by a slope. */
function upstreamProduct(
  nodes: readonly (Node | null)[],
  id: TensorId | undefined,
  context: Rewrite,
): { node: Node; index: number } | null {
  const product = vanishingProduct(nodes, id, context, upstreamProducts);
  const { bias = false, transposeA = false } = product?.node.attributes ?? {};
  return bias === true || transposeA === true ? null : product;
}

function withSlope(product: Node, slope: Node, saved: TensorId): Node {
  const gradientOf = slope.attributes["function"] ?? null;
  return {
    ...product,
    inputs: [...product.inputs, saved],
    attributes: { ...product.attributes, gradientOf, ...alphaOf(slope) },
  };
}

/**
 * The same where a change of shape stands between, as behind a Flatten: dy = reshape(dz W^T);
 * dx = dy * f'(y)  ->  dx = reshape((dz W^T) * f'(reshape(y))); a change of shape costs nothing.
 */
function fuseReshapedSlope(nodes: (Node | null)[], index: number, context: Rewrite): void {
  const node = nodes[index];
  const reshape = vanishing(nodes, node?.inputs[0], context);
  if (!node || reshape?.node.op !== "reshape") return;
  const product = upstreamProduct(nodes, reshape.node.inputs[0], context);
  const [flat = -1] = product?.node.outputs ?? [];
  const [saved = -1] = node.inputs.slice(1);
  const [result = -1] = node.outputs;
  const { tensors } = context;
  const [shape, of, goal] = [tensors[flat]?.shape, tensors[saved], tensors[result]];
  if (!product || !shape || !of || !goal || goal.place !== null) return;
  const flatSaved = tensors.push({ ...of, shape, place: null }) - 1;
  const alias = (input: TensorId, output: TensorId, to: Shape): Node => {
    return { op: "reshape", inputs: [input], outputs: [output], attributes: { shape: to } };
  };
  nodes[product.index] = alias(saved, flatSaved, shape);
  nodes[reshape.index] = withSlope(product.node, node, flatSaved);
  nodes[index] = alias(flat, result, goal.shape);
}

/** dW = x^T dz; db = sum over rows of dz  ->  one kernel that reads dz once */
function fuseColumnSums(nodes: (Node | null)[], index: number, { tensors }: Rewrite): void {
  const sums = nodes[index];
  if (sums?.op !== "reduce") return;
  const { attributes } = sums;
  if (attributes["function"] !== "sum" || attributes["over"] !== "rows") return;
  const partner = nodes.findIndex((node) => isWeightGradient(node, sums, tensors));
  const weight = nodes[partner];
  if (!weight) return;
  nodes[partner] = null;
  nodes[index] = null;
  nodes[Math.max(partner, index)] = {
    ...weight,
    outputs: [...weight.outputs, ...sums.outputs],
    attributes: { ...weight.attributes, sumColumns: true },
  };
}

/** Makes dW from x and an upstream, the second input. */
function makesWeightGradient({ op, attributes }: Node): boolean {
  if (op === "convolutionKernelGradient") return true;
  return op === "matmul" && attributes["transposeA"] === true && attributes["batched"] !== true;
}

/** A weight gradient over the same upstream, whose result lies beside the sums. */
function isWeightGradient(node: Node | null, sums: Node, tensors: readonly Tensor[]): boolean {
  if (!node || !makesWeightGradient(node) || node.attributes["sumColumns"] === true) return false;
  if (node.inputs[1] !== sums.inputs[0]) return false;
  // Partial sums stand before the gradient.
  const weight = tensors[node.outputs.at(-1) ?? -1];
  const bias = tensors[sums.outputs[0] ?? -1];
  const columns = weight?.shape.slice(-1) ?? [];
  const buffer = weight?.place?.buffer;
  const together = buffer !== undefined && buffer === bias?.place?.buffer;
  return together && sameShape(bias?.shape ?? [], columns);
}

/** dx = (dz W^T) * f'(saved); dW = x^T dz  ->  one node, as both read dz */
function fuseBackward(nodes: (Node | null)[], index: number, { tensors }: Rewrite): void {
  const dx = nodes[index];
  if (dx?.op !== "matmul" || dx.attributes["transposeB"] !== true) return;
  const partner = nodes.findIndex((node) => isDenseGradient(node, dx, tensors));
  const dw = nodes[partner];
  const [dz, weights, ...saved] = dx.inputs;
  const [x] = dw?.inputs ?? [];
  if (!dw || dz === undefined || weights === undefined || x === undefined) return;
  const [first, last] = [Math.min(partner, index), Math.max(partner, index)];
  const between = nodes.slice(first + 1, last);
  if (!mayMovePast(first === index ? dx : dw, between, tensors)) return;
  nodes[first] = null;
  nodes[last] = {
    op: "denseBackward",
    inputs: [dz, weights, x, ...saved],
    outputs: [...dx.outputs, ...dw.outputs],
    attributes: {
      gradientOf: dx.attributes["gradientOf"] ?? null,
      sumColumns: dw.attributes["sumColumns"] === true,
      ...alphaOf(dx),
    },
  };
}

/** The weight gradient of the layer that `dx` is the input gradient of. */
function isDenseGradient(node: Node | null, dx: Node, tensors: readonly Tensor[]): boolean {
  if (node?.op !== "matmul" || node.attributes["transposeA"] !== true) return false;
  if (!plain(node.attributes) || node.attributes["batched"] === true) return false;
  if (dx.attributes["activation"] !== "linear" || dx.attributes["bias"] === true) return false;
  const [dz, weights] = dx.inputs;
  const [x, upstream] = node.inputs;
  const alike = (a: TensorId | undefined, b: TensorId | undefined) => {
    const [left, right] = [tensors[a ?? -1], tensors[b ?? -1]];
    return left !== undefined && right !== undefined && sameShape(left.shape, right.shape);
  };
  const runs = (id: TensorId | undefined) => tensors[id ?? -1]?.runs;
  const [input, weight] = [dx.outputs[0], node.outputs[0]];
  // One dispatch cannot write one buffer through two bindings.
  const place = tensors[input ?? -1]?.place ?? null;
  const apart = place === null || place.buffer !== tensors[weight ?? -1]?.place?.buffer;
  return (
    apart &&
    dz === upstream &&
    tensors[weights ?? -1]?.shape.length === 2 &&
    alike(weights, weight) &&
    alike(x, input) &&
    runs(input) === runs(weight)
  );
}

/** Whether a node may come after others: none reads what it writes, or writes what it reads. */
function mayMovePast(
  node: Node,
  others: readonly (Node | null)[],
  tensors: readonly Tensor[],
): boolean {
  // Tensors in lasting memory may overlap, so they stand for their whole buffer.
  const memory = (id: TensorId) => tensors[id]?.place?.buffer ?? id;
  const read = new Set(node.inputs.map(memory));
  const written = new Set(node.outputs.map(memory));
  return others.every((other) => {
    const reads = other?.inputs.some((id) => written.has(memory(id))) ?? false;
    const writes = other?.outputs.some((id) => read.has(memory(id))) ?? false;
    return !reads && !writes;
  });
}

function isActivationOfOutput(name: string): boolean {
  const row = Object.entries(unaryFunctions).find(([key]) => key === name)?.[1];
  return row?.activation === true && row.saves === "output";
}
