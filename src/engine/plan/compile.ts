/**
 * Graphs -> Plan: fuses, keeps the order, and gives every tensor a place. Values of a step share
 * whole buffers by lifetime (WebGPU forbids reading and writing one buffer in one dispatch, even at
 * disjoint ranges, so there is no arena); placed tensors keep their own.
 */
import { elements } from "../core/shape.ts";
import type { Graph, Node, Ops, Tensor } from "../graph/graph.ts";
import { tensorElements } from "../graph/graph.ts";
import type { Operand, Storage, TensorId } from "../ops/op.ts";
import { fuse } from "./fuse.ts";
import {
  type Call,
  eachSequence,
  type ParameterPlace,
  type Plan,
  type PlanBuffer,
  type SequenceName,
} from "./plan.ts";

export interface CompileRequest {
  readonly ops: Ops;
  readonly graphs: Readonly<Record<SequenceName, Graph>>;
  readonly runs: number;
  readonly parameters: readonly ParameterPlace[];
  readonly parameterStride: number;
  readonly movingStride: number;
  readonly tableColumns: number;
  readonly ringRows: number;
  /** The tensor of the predict graph that holds what is predicted. */
  readonly prediction: TensorId;
  readonly predictionBatch: number;
}

export function compile(request: CompileRequest): Plan {
  const memory = new Memory(request.runs);
  const { graphs, ops } = request;
  for (const graph of Object.values(graphs)) memory.pin(graph);
  // The largest batch first, so that the others find room in what it leaves.
  const predict = placeGraph(graphs.predict, ops, memory);
  const placed = eachSequence((name) =>
    name === "predict" ? predict : placeGraph(graphs[name], ops, memory),
  );
  return {
    runs: request.runs,
    buffers: memory.finish(),
    sequences: eachSequence((name) => placed[name].calls),
    parameters: request.parameters,
    parameterStride: request.parameterStride,
    movingStride: request.movingStride,
    tableColumns: request.tableColumns,
    ringRows: request.ringRows,
    prediction: {
      operand: predict.operand(request.prediction),
      batch: request.predictionBatch,
    },
  };
}

const bytesPerNumber = 4;

/** Buffers under construction: pinned ones by name, others in a pool that lifetimes share. */
class Memory {
  readonly runs: number;
  private readonly sizes: { name: string; storage: Storage; elements: number; pinned: boolean }[] =
    [];
  private readonly byName = new Map<string, number>();
  private readonly strides = new Map<string, number>();
  private free: number[] = [];
  private poolCount = 0;

  constructor(runs: number) {
    this.runs = runs;
  }

  /** Makes room for every placed tensor of a graph. */
  pin(graph: Graph): void {
    for (const tensor of graph.tensors) {
      if (tensor.place === null) continue;
      const { buffer, offset } = tensor.place;
      const end = offset + elements(tensor.shape);
      const stride = Math.max(this.strides.get(buffer) ?? 0, end);
      this.strides.set(buffer, stride);
      const size = stride * (tensor.runs ? this.runs : 1);
      const index = this.byName.get(buffer);
      const known = index === undefined ? undefined : this.sizes[index];
      if (known) known.elements = Math.max(known.elements, size);
      else {
        this.byName.set(buffer, this.sizes.length);
        this.sizes.push({ name: buffer, storage: tensor.storage, elements: size, pinned: true });
      }
    }
  }

  pinnedOperand(tensor: Tensor, place: { buffer: string; offset: number }): Operand {
    const buffer = this.byName.get(place.buffer);
    if (buffer === undefined) throw new Error(`plan: buffer ${place.buffer} is not pinned`);
    const runStride = tensor.runs ? (this.strides.get(place.buffer) ?? 0) : 0;
    const { shape, storage } = tensor;
    return { buffer, offset: place.offset, runStride, shape, storage };
  }

  /** The free buffer that fits best: the smallest that is large enough, else the largest, grown. */
  take(size: number): number {
    const bySize = [...this.free].sort((a, b) => this.sizeOf(a) - this.sizeOf(b));
    const chosen = bySize.find((index) => this.sizeOf(index) >= size) ?? bySize.at(-1);
    if (chosen === undefined) {
      const name = `values ${++this.poolCount}`;
      this.sizes.push({ name, storage: "f32", elements: size, pinned: false });
      return this.sizes.length - 1;
    }
    this.free = this.free.filter((index) => index !== chosen);
    const known = this.sizes[chosen];
    if (known) known.elements = Math.max(known.elements, size);
    return chosen;
  }

  release(buffer: number): void {
    this.free.push(buffer);
  }

  finish(): PlanBuffer[] {
    return this.sizes.map((buffer) => {
      // Bytes are packed four to a word on the device.
      const bytes =
        buffer.storage === "u8"
          ? Math.ceil(buffer.elements / 4) * 4
          : buffer.elements * bytesPerNumber;
      return { ...buffer, bytes };
    });
  }

  private sizeOf(buffer: number): number {
    return this.sizes[buffer]?.elements ?? 0;
  }
}

interface Placed {
  readonly calls: Call[];
  operand(id: TensorId): Operand;
}

function placeGraph(graph: Graph, ops: Ops, memory: Memory): Placed {
  const fused = fuse(graph);
  const operands = new Map<TensorId, Operand>();
  const roots = aliasRoots(fused, ops);
  const lastUse = lifetimes(fused, roots);
  const operandOf = (id: TensorId) => requireOperand(fused, operands, memory, roots, id);
  const calls: Call[] = [];
  for (const [index, node] of fused.nodes.entries()) {
    if (ops[node.op]?.alias !== true) calls.push(placeCall(fused, node, operandOf));
    for (const [id, last] of lastUse) {
      const held = last === index ? operands.get(id) : undefined;
      if (held) memory.release(held.buffer);
    }
  }
  return { calls, operand: operandOf };
}

function placeCall(graph: Graph, node: Node, operandOf: (id: TensorId) => Operand): Call {
  return {
    op: node.op,
    attributes: node.attributes,
    // Inputs are looked up before outputs are given room, so that the two never share a buffer.
    inputs: node.inputs.map(operandOf),
    outputs: node.outputs.map(operandOf),
    names: node.outputs.map((id) => graph.tensors[id]?.name ?? "?"),
  };
}

function requireOperand(
  graph: Graph,
  operands: Map<TensorId, Operand>,
  memory: Memory,
  roots: ReadonlyMap<TensorId, TensorId>,
  id: TensorId,
): Operand {
  const known = operands.get(id);
  if (known) return known;
  const tensor = graph.tensors[id];
  if (!tensor) throw new Error(`plan: expected a tensor, got id ${id}`);
  const root = roots.get(id);
  const operand =
    root !== undefined
      ? { ...requireOperand(graph, operands, memory, roots, root), shape: tensor.shape }
      : placeTensor(tensor, memory);
  operands.set(id, operand);
  return operand;
}

function placeTensor(tensor: Tensor, memory: Memory): Operand {
  if (tensor.place !== null) return memory.pinnedOperand(tensor, tensor.place);
  const { shape, storage, runs } = tensor;
  const runStride = runs ? elements(shape) : 0;
  const buffer = memory.take(tensorElements(tensor, memory.runs));
  return { buffer, offset: 0, runStride, shape, storage };
}

/** For each output of an alias op, the tensor whose memory it is. */
function aliasRoots(graph: Graph, ops: Ops): Map<TensorId, TensorId> {
  const roots = new Map<TensorId, TensorId>();
  for (const node of graph.nodes) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    if (ops[node.op]?.alias !== true || input === undefined || output === undefined) continue;
    // An alias put into lasting memory would need a copy; the builder makes one before that.
    roots.set(output, roots.get(input) ?? input);
  }
  return roots;
}

/** Index of the last node that touches each value of a step; a value never read dies where made. */
function lifetimes(graph: Graph, roots: ReadonlyMap<TensorId, TensorId>): Map<TensorId, number> {
  const last = new Map<TensorId, number>();
  for (const [index, node] of graph.nodes.entries()) {
    for (const id of [...node.inputs, ...node.outputs]) {
      const root = roots.get(id) ?? id;
      if (graph.tensors[root]?.place === null) last.set(root, index);
    }
  }
  return last;
}
