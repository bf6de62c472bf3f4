import type { DataSet } from "../engine/core/dataset.ts";

/** x' = (x - shift) * scale, feature by feature, as batches are normalised. */
export function normalised(dataset: DataSet, inputs: Float32Array | Uint8Array): Float32Array {
  const { shift, scale } = dataset.normalization;
  const features = shift.length;
  return Float32Array.from(inputs, (value, index) => {
    const feature = index % features;
    return (value - (shift[feature] ?? 0)) * (scale[feature] ?? 1);
  });
}
