/**
 * The static op graph. Layers add forward nodes, `appendBackward` adds gradients to the same graph,
 * optimizers add updates; what is listed here is what runs. Nodes stand in an order in which every
 * input is made before it is used.
 */
import { elements, type Shape } from "../core/shape.ts";
import type { Attributes, Emitter, Op, Storage, TensorId } from "../ops/op.ts";

/** Ops by name; update ops of optimizers join those of the engine. */
export type Ops = Readonly<Record<string, Op>>;

/** Memory that outlives a step, found by name; several tensors may lie in one buffer. */
export interface Place {
  readonly buffer: string;
  /** Elements from the start of a run's part. */
  readonly offset: number;
}

export interface Tensor {
  readonly name: string;
  readonly shape: Shape;
  readonly storage: Storage;
  /** Whether each run has its own. */
  readonly runs: boolean;
  /** null: lives within one step only. */
  readonly place: Place | null;
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
  readonly attributes: Attributes;
}

export interface Graph {
  readonly tensors: readonly Tensor[];
  readonly nodes: readonly Node[];
}

export interface PinnedOptions {
  readonly buffer: string;
  readonly offset?: number;
  readonly runs: boolean;
  readonly storage?: Storage;
}

/** Builds a graph; `ops` gives the shape rules. */
export class GraphBuilder implements Emitter {
  readonly tensors: Tensor[] = [];
  readonly nodes: Node[] = [];
  readonly ops: Ops;
  private scope = "";

  constructor(ops: Ops) {
    this.ops = ops;
  }

  /** Names of what `work` emits start with `name`. */
  within<T>(name: string, work: () => T): T {
    const outer = this.scope;
    this.scope = name;
    const result = work();
    this.scope = outer;
    return result;
  }

  /** A tensor in memory that outlives the step. */
  pinned(name: string, shape: Shape, options: PinnedOptions): TensorId {
    const { buffer, offset = 0, runs, storage = "f32" } = options;
    this.tensors.push({ name, shape, storage, runs, place: { buffer, offset } });
    return this.tensors.length - 1;
  }

  tensor(id: TensorId): Tensor {
    const tensor = this.tensors[id];
    if (!tensor) throw new Error(`graph: expected a tensor, got id ${id}`);
    return tensor;
  }

  shape(id: TensorId): Shape {
    return this.tensor(id).shape;
  }

  op(name: string): Op {
    const op = this.ops[name];
    if (!op) throw new Error(`graph: expected an op, got "${name}"`);
    return op;
  }

  emit(name: string, inputs: readonly TensorId[], attributes: Attributes = {}): TensorId[] {
    const op = this.op(name);
    const shapes = op.infer(
      inputs.map((id) => this.shape(id)),
      attributes,
    );
    const runs = op.perRun === true || inputs.some((id) => this.tensor(id).runs);
    const outputs = shapes.map((shape, index) => {
      const target = op.inPlace?.[index];
      const written = target === undefined ? undefined : inputs[target];
      return written ?? this.value(name, shape, runs);
    });
    this.nodes.push({ op: name, inputs, outputs, attributes });
    return outputs;
  }

  /** The single output of an op. */
  emitOne(name: string, inputs: readonly TensorId[], attributes: Attributes = {}): TensorId {
    const [output] = this.emit(name, inputs, attributes);
    if (output === undefined) throw new Error(`graph: ${name} has no output`);
    return output;
  }

  /**
   * Puts a step's value into lasting memory; a value that lies somewhere already, or in the memory of
   * another under a second shape, is copied.
   */
  put(id: TensorId, name: string, place: Place): TensorId {
    const tensor = this.tensor(id);
    if (tensor.place !== null || this.isAlias(id)) {
      return this.put(this.emitOne("unary", [id], { function: "linear" }), name, place);
    }
    this.tensors[id] = { ...tensor, name, place };
    return id;
  }

  private isAlias(id: TensorId): boolean {
    const maker = this.nodes.find(({ outputs }) => outputs.includes(id));
    return maker !== undefined && this.op(maker.op).alias === true;
  }

  finish(): Graph {
    return { tensors: this.tensors, nodes: this.nodes };
  }

  private value(op: string, shape: Shape, runs: boolean): TensorId {
    const name = this.scope === "" ? op : `${this.scope}/${op}`;
    this.tensors.push({ name, shape, storage: "f32", runs, place: null });
    return this.tensors.length - 1;
  }
}

/** The graph as text, a line a node: `%7 dense_1/matmul [32,16] = matmul(%3, %5) {bias: true}`. */
export function printGraph(graph: Graph): string {
  return graph.nodes.map((node) => nodeLine(graph, node)).join("\n");
}

function nodeLine(graph: Graph, node: Node): string {
  const outputs = node.outputs.map((id) => {
    const tensor = graph.tensors[id];
    const runs = tensor?.runs ? "R " : "";
    return `%${id} ${tensor?.name ?? "?"} ${runs}[${tensor?.shape.join(",") ?? ""}]`;
  });
  const inputs = node.inputs.map((id) => `%${id}`).join(", ");
  const attributes = Object.entries(node.attributes)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(", ");
  const tail = attributes === "" ? "" : ` {${attributes}}`;
  return `${outputs.join(", ")} = ${node.op}(${inputs})${tail}`;
}

/** Elements of a tensor, all runs together. */
export function tensorElements(tensor: Tensor, runs: number): number {
  return elements(tensor.shape) * (tensor.runs ? runs : 1);
}
