/**
 * The contract of an op: one record holds its shape rule, its gradient, its WGSL kernels, its plain
 * float64 reference, an optional faster CPU loop, and the samples on which the conformance suites
 * hold all of these against each other.
 */
import type { Shape } from "../core/shape.ts";

/** Attributes are plain JSON, so that a graph and a plan print and compare. */
export type Attribute = number | string | boolean | readonly number[] | null;
export type Attributes = Readonly<Record<string, Attribute>>;

/** Index of a tensor in its graph. */
export type TensorId = number;

/** What an op's gradient may do: add nodes to the same graph. */
export interface Emitter {
  shape(tensor: TensorId): Shape;
  /** Adds a node and returns its outputs. */
  emit(op: string, inputs: readonly TensorId[], attributes?: Attributes): TensorId[];
}

export interface GradientRequest<A> {
  readonly emitter: Emitter;
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
  /** Gradient of the loss with respect to each output; null where nothing flows back. */
  readonly upstream: readonly (TensorId | null)[];
  /** For each input, whether its gradient is wanted. */
  readonly wanted: readonly boolean[];
  readonly attributes: A;
}

/** Arrays in float64 (reference) or float32 (cpu); one run's view of each operand. */
export type NumberArray = Float64Array | Float32Array;

/** Numbers that differ from step to step; the batch is the same for every run. */
export interface Step {
  /** Updates made before this one, from 0. */
  readonly step: number;
  readonly epoch: number;
  /** Place of the first example of the batch within the epoch. */
  readonly offset: number;
  /** Rows of the batch that count; fewer than its size only in the last batch of an evaluation. */
  readonly count: number;
  /** Row of the metrics ring that this step writes. */
  readonly slot: number;
}

export interface ReferenceCall<A> {
  readonly inputs: readonly (NumberArray | Uint8Array)[];
  readonly outputs: readonly NumberArray[];
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
  readonly attributes: A;
  readonly step: Step;
  /** Index of the run within the cohort. */
  readonly run: number;
  /** This run's row of the table of hyper-parameters; columns as in `plan.table`. */
  readonly table: Float64Array;
  /** This step's four numbers for this run: learning rate and what the optimizer derives from t. */
  readonly scalars: Float64Array;
}

/** Where an operand lies on the device. Offsets and strides count elements (bytes for u8). */
export interface Operand {
  /** Index into `plan.buffers`. */
  readonly buffer: number;
  readonly offset: number;
  /** Distance between the runs; 0 when all runs share the operand. */
  readonly runStride: number;
  readonly shape: Shape;
  readonly storage: Storage;
}

/** u8 is packed four to a word on the device. */
export type Storage = "f32" | "u8";

/** What decides between kernel variants; never a vendor's name. */
export interface AdapterTraits {
  /** A CPU that plays GPU: barriers are very slow, register tiles are not. */
  readonly software: boolean;
  /** Size of a subgroup where the feature is on and the size is fixed, else 0. */
  readonly subgroupSize: number;
}

export interface KernelRequest<A> {
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Operand[];
  readonly attributes: A;
  readonly runs: number;
  /** Columns of a row of the runs table. */
  readonly tableColumns: number;
  readonly traits: AdapterTraits;
}

/** One operand bound to a dispatch, in the order of `@group(0) @binding(1..)`. */
export interface Binding {
  readonly operand: Operand;
  readonly access: "read" | "read_write";
}

/**
 * One dispatch: which file, specialised how, over what. In the shader, group 0 binding 0 is the
 * uniform `Sizes` (the u32 fields of `sizes`, in order), bindings 1.. are `bindings`; group 1 binding
 * 0 is the uniform `Step` (dynamic offset), 1 the runs table (u32 bits), 2 the step scalars.
 */
export interface Dispatch {
  /** File name under shaders/ without extension, as `matmul`. */
  readonly shader: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly bindings: readonly Binding[];
  readonly workgroups: readonly [number, number, number];
}

/** What the conformance suites run: inputs are drawn from `seed` unless given. */
export interface Sample<A> {
  readonly name: string;
  readonly inputs: readonly SampleInput[];
  readonly attributes: A;
  /** Inputs whose gradient is checked by centred differences; default: all that are f32. */
  readonly differentiable?: readonly number[];
  /** Columns of the runs table that the op reads, by run: made for up to 3 runs. */
  readonly table?: (run: number) => Readonly<Record<number, number>>;
  readonly scalars?: (run: number) => readonly number[];
  readonly step?: Partial<Step>;
}

export interface SampleInput {
  readonly shape: Shape;
  /** Shared by all runs, as a batch is. */
  readonly shared?: boolean;
  readonly storage?: Storage;
  /** Fixed values; otherwise uniform in [-range, range] with range 1. */
  readonly values?: readonly number[];
  readonly range?: number;
}

export interface Op<A = Attributes> {
  /** Shapes of the outputs, without the runs axis. Throws when the inputs do not fit. */
  readonly infer: (inputs: readonly Shape[], attributes: A) => readonly Shape[];
  /** Adds the gradient's nodes; absent where nothing flows back (data, metrics, updates). */
  readonly gradient?: (request: GradientRequest<A>) => readonly (TensorId | null)[];
  /** Plain loops, one run at a time; with Float64Arrays it is the oracle. */
  readonly reference: (call: ReferenceCall<A>) => void;
  /** A faster float32 loop with the same meaning, where one pays. */
  readonly cpu?: (call: ReferenceCall<A>) => void;
  readonly kernels: (request: KernelRequest<A>) => readonly Dispatch[];
  /** Outputs that have no runs axis even when R > 1 (a batch of data). Default: every output has it if any input has, or if `perRun`. */
  readonly perRun?: boolean;
  /** Outputs are the input's own memory under another shape. */
  readonly alias?: boolean;
  /** Outputs with these indices are written in place into the input of the given index. */
  readonly inPlace?: Readonly<Record<number, number>>;
  readonly samples: readonly Sample<A>[];
}

/** Columns of the runs table that every cohort has; optimizers and layers add theirs after. */
export const tableColumns = {
  seed: 0,
  l1: 1,
  l2: 2,
  clipNorm: 3,
  clipValue: 4,
  weightDecay: 5,
  optimizer: 8,
  layers: 16,
} as const;
