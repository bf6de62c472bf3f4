/** [32, 16] as 32×16; a single number as it is. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "1" : shape.join("×");
}
