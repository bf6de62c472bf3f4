import type { DataSet } from "../engine/core/dataset.ts";

/** x' = (x - shift) * scale, feature by feature, as batches are normalised. */
export function normalised(dataset: DataSet, inputs: Float32Array | Uint8Array): Float32Array {
  const { shift, scale } = dataset.normalization;
  const features = shift.length;
  const values = new Float32Array(inputs.length);
  for (let start = 0; start < inputs.length; start += features) {
    for (let feature = 0; feature < features; feature++) {
      const value = inputs[start + feature] ?? 0;
      values[start + feature] = (value - (shift[feature] ?? 0)) * (scale[feature] ?? 1);
    }
  }
  return values;
}
