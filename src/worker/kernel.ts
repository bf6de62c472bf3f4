/** What crosses between page and engine about the weights that the page draws. */

export interface WatchedKernel {
  /** As in Keras: `dense_1/kernel`. null: the first weights that the data meet. */
  readonly parameter: string | null;
  /** Units or filters, the last axis, that are wanted at most. */
  readonly units: number;
  readonly hertz: number;
}

export interface RunKernel {
  /** The last axis is cut to the units wanted. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Units in all. */
  readonly units: number;
}

export interface Kernel {
  /** Updates made before it. */
  readonly step: number;
  readonly parameter: string;
  /** One a run; null where a run's network has no such weights. */
  readonly runs: readonly (RunKernel | null)[];
}
