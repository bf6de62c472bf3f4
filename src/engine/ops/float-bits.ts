/** A float32's bits, as a shader finds it among its `Sizes`, which are whole numbers. */
export function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
}
