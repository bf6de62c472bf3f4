/** Shapes: plain arrays of positive sizes, row-major; the runs axis never appears in them. */
export type Shape = readonly number[];

export function elements(shape: Shape): number {
  let product = 1;
  for (const size of shape) product *= size;
  return product;
}

/** `[28, 28]` as people read it: 28×28; a scalar is "1". */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? "1" : shape.join("×");
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** Sizes of the last axis and of all others together: `[batch, time, channels]` is rows x channels. */
export function rowsAndColumns(shape: Shape): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: elements(shape) / columns, columns };
}
