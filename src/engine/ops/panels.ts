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
  const tile = panelTile;
  let s00 = tile[0] ?? 0;
  let s01 = tile[1] ?? 0;
  let s02 = tile[2] ?? 0;
  let s03 = tile[3] ?? 0;
  let s10 = tile[4] ?? 0;
  let s11 = tile[5] ?? 0;
  let s12 = tile[6] ?? 0;
  let s13 = tile[7] ?? 0;
  let s20 = tile[8] ?? 0;
  let s21 = tile[9] ?? 0;
  let s22 = tile[10] ?? 0;
  let s23 = tile[11] ?? 0;
  let s30 = tile[12] ?? 0;
  let s31 = tile[13] ?? 0;
  let s32 = tile[14] ?? 0;
  let s33 = tile[15] ?? 0;
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
  tile[0] = s00;
  tile[1] = s01;
  tile[2] = s02;
  tile[3] = s03;
  tile[4] = s10;
  tile[5] = s11;
  tile[6] = s12;
  tile[7] = s13;
  tile[8] = s20;
  tile[9] = s21;
  tile[10] = s22;
  tile[11] = s23;
  tile[12] = s30;
  tile[13] = s31;
  tile[14] = s32;
  tile[15] = s33;
}
