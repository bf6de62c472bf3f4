/** The picture of what the network says over its plane (two inputs) or line (one input). */
import type { DataSet, Examples } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { Session } from "../train/session.ts";
import { normalised } from "./normalised.ts";
import type { Surface } from "./protocol.ts";
import type { Question } from "./watch.ts";

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** [rows * columns, inputs], raw. */
  readonly inputs: Float32Array;
}

/** The grid for a data set of one or two features; null for any other. */
function surfaceGrid(dataset: DataSet, size: number): Grid | null {
  const features = elements(dataset.inputShape);
  if (dataset.inputShape.length !== 1 || features > 2) return null;
  const parts = [dataset.training, dataset.validation];
  const xRange = paddedRange(parts, 0, features);
  if (features === 1) {
    const inputs = Float32Array.from({ length: size }, (_, column) => at(xRange, column, size));
    return { columns: size, rows: 1, xRange, yRange: [0, 0], inputs };
  }
  const yRange = paddedRange(parts, 1, features);
  const inputs = new Float32Array(size * size * 2);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const cell = 2 * (row * size + column);
      inputs[cell] = at(xRange, column, size);
      // Row 0 is the top, where y is largest.
      inputs[cell + 1] = at(yRange, size - 1 - row, size);
    }
  }
  return { columns: size, rows: size, xRange, yRange, inputs };
}

/** Centre of cell `index` of `count` in a range. */
function at([low, high]: readonly [number, number], index: number, count: number): number {
  return low + ((index + 0.5) / count) * (high - low);
}

const padding = 0.08;

function paddedRange(
  parts: readonly Examples[],
  feature: number,
  features: number,
): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { x } of parts) {
    for (let index = feature; index < x.length; index += features) {
      const value = x[index] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high > low)) return [low - 1, low + 1];
  const pad = padding * (high - low);
  return [low - pad, high + pad];
}

/** What the network of each run says on the grid now. */
async function predictSurface(session: Session, grid: Grid): Promise<Surface> {
  const { step } = session;
  const inputs = normalised(session.training.dataset, grid.inputs);
  const { columns, rows, xRange, yRange } = grid;
  const values = await session.predict({ inputs, count: columns * rows, lengths: null });
  const outputs = session.first.program.model.outputUnits;
  return { step, columns, rows, xRange, yRange, outputs, values };
}

/** Asks for the picture, `size` cells a side; its grid is made once for each session. */
export function surfaceQuestion(size: number): Question {
  let made: { session: Session; grid: Grid | null } | null = null;
  return async (session) => {
    if (made?.session !== session) {
      made = { session, grid: surfaceGrid(session.training.dataset, size) };
    }
    if (made.grid === null) return null;
    return { type: "surface", surface: await predictSurface(session, made.grid) };
  };
}
