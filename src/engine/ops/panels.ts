/**
 * The inner loop of products on the host: 4 x 4 sums in registers over packed panels, with the depth
 * contiguous and in float64, so that it reads eight neighbouring numbers for 32 operations and converts
 * none; about 3 GFLOP/s on one thread.
 */

/** Rows of a left panel, and columns of a right one. */
export const panelSide = 4;

/** The sums of the last product, row by row. */
export const panelTile = new Float64Array(panelSide * panelSide);

/** The panels if they have room for `length` numbers, else larger ones; contents are lost. */
export function grownPanels(
  panels: Float64Array<ArrayBuffer>,
  length: number,
): Float64Array<ArrayBuffer> {
  return panels.length >= length ? panels : new Float64Array(length);
}

/** panelTile += left[startLeft..][k][row] * right[startRight..][k][column], summed over the depth k */
export function addPanelProduct(
  left: Float64Array,
  startLeft: number,
  right: Float64Array,
  startRight: number,
  depth: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  const end = startLeft + depth * panelSide;
  for (let i = startLeft, j = startRight; i < end; i += panelSide, j += panelSide) {
    const b0 = right[j] ?? 0;
    const b1 = right[j + 1] ?? 0;
    const b2 = right[j + 2] ?? 0;
    const b3 = right[j + 3] ?? 0;
    const a0 = left[i] ?? 0;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = left[i + 1] ?? 0;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = left[i + 2] ?? 0;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = left[i + 3] ?? 0;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  addToRow(0, s00, s01, s02, s03);
  addToRow(4, s10, s11, s12, s13);
  addToRow(8, s20, s21, s22, s23);
  addToRow(12, s30, s31, s32, s33);
}

function addToRow(at: number, a: number, b: number, c: number, d: number): void {
  panelTile[at] = (panelTile[at] ?? 0) + a;
  panelTile[at + 1] = (panelTile[at + 1] ?? 0) + b;
  panelTile[at + 2] = (panelTile[at + 2] ?? 0) + c;
  panelTile[at + 3] = (panelTile[at + 3] ?? 0) + d;
}
