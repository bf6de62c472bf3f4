/**
 * How lively the units of a layer are: its output y [..., units] -> the share of units that are 0 for
 * every row, and the share of values on the flat ends of the layer's function, from `low` down and from
 * `high` up (null: no such end) [2]. Counts of each unit over parts of the rows come first [parts, 2,
 * units].
 */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import { partsOf } from "./norm-sums.ts";
import type { Attributes, Dispatch, KernelRequest, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, floats, grid, item, place, read, write } from "./operands.ts";

/** Beyond every finite float32. */
const largest = 3.4028234663852886e38;

function endsOf(attributes: Attributes): { low: number; high: number } {
  const end = (key: string, otherwise: number) =>
    attributes[key] === null ? otherwise : numberOf(attributes, key);
  return { low: end("low", -largest), high: end("high", largest) };
}

function reference(call: ReferenceCall<Attributes>): void {
  const y = floats(call, 0);
  const { rows, columns: units } = rowsAndColumns(item(call.inputShapes, 0));
  const { low, high } = endsOf(call.attributes);
  const [shares, partials] = [item(call.outputs, 0), item(call.outputs, 1)];
  const parts = partsOf(rows);
  partials.fill(0);
  for (let row = 0; row < rows; row++) {
    const at = (row % parts) * 2 * units;
    for (let unit = 0; unit < units; unit++) {
      const value = y[row * units + unit] ?? 0;
      const to = at + unit;
      if (value !== 0) partials[to] = (partials[to] ?? 0) + 1;
      if (value <= low || value >= high) partials[to + units] = (partials[to + units] ?? 0) + 1;
    }
  }
  let [dead, flat] = [0, 0];
  for (let unit = 0; unit < units; unit++) {
    let lively = 0;
    for (let at = unit; at < partials.length; at += 2 * units) {
      lively += partials[at] ?? 0;
      flat += partials[at + units] ?? 0;
    }
    if (lively === 0) dead++;
  }
  shares[0] = dead / units;
  shares[1] = flat / (rows * units);
}

/** Parts are for the many lanes of a GPU; here the first notes which units are lively. */
function cpu(call: ReferenceCall<Attributes>): void {
  const y = floats(call, 0);
  const { columns: units } = rowsAndColumns(item(call.inputShapes, 0));
  const { low, high } = endsOf(call.attributes);
  const [shares, lively] = [item(call.outputs, 0), item(call.outputs, 1)];
  lively.fill(0, 0, units);
  let flat = 0;
  for (let row = 0; row < y.length; row += units) {
    for (let unit = 0; unit < units; unit++) {
      const value = y[row + unit] ?? 0;
      // Not branches: no processor guesses which values are 0.
      lively[unit] = (lively[unit] ?? 0) + Number(value !== 0);
      flat += Number(value <= low) | Number(value >= high);
    }
  }
  let dead = 0;
  for (let unit = 0; unit < units; unit++) dead += Number(lively[unit] === 0);
  shares[0] = dead / units;
  shares[1] = flat / y.length;
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const y = item(request.inputs, 0);
  const [shares, partials] = [item(request.outputs, 0), item(request.outputs, 1)];
  const { rows, columns: units } = rowsAndColumns(y.shape);
  const { low, high } = endsOf(request.attributes);
  const runs = dispatchedRuns(request);
  const sizes = { rows, units, parts: partsOf(rows) };
  return [
    {
      shader: "unit-activity-parts",
      constants: { LOW: low, HIGH: high },
      sizes: { ...sizes, ...place("y", y), ...place("partials", partials) },
      bindings: [read(y), write(partials)],
      workgroups: grid(sizes.parts * units, runs),
    },
    {
      shader: "unit-activity",
      constants: {},
      sizes: { ...sizes, ...place("partials", partials), ...place("shares", shares) },
      bindings: [read(partials), write(shares)],
      workgroups: [1, 1, runs],
    },
  ];
}

/** Every third unit is 0; others are now and then, and NaN once. */
function sample(shape: Shape, ends: { low: number | null; high: number | null }) {
  const { rows, columns } = rowsAndColumns(shape);
  const values = Array.from({ length: rows * columns }, (_, i) => {
    if ((i % columns) % 3 === 1 || i % 5 === 0) return 0;
    return i === 7 ? Number.NaN : ((i * 37) % 64) / 32 - 1;
  });
  const name = `${shape.join("x")}, flat from ${ends.low} down and ${ends.high} up`;
  const inputs = [{ shape, values }];
  return { name, inputs, attributes: ends, differentiable: [] } satisfies Sample<Attributes>;
}

export const unitActivity: Op = {
  infer: (inputs, attributes) => {
    endsOf(attributes);
    const { rows, columns } = rowsAndColumns(item(inputs, 0));
    return [[2], [partsOf(rows), 2, columns]];
  },
  reference,
  cpu,
  kernels,
  samples: [
    sample([1, 1], { low: null, high: null }),
    sample([9, 4], { low: -0.5, high: 0.5 }),
    sample([5, 7, 67], { low: null, high: 0.25 }),
    sample([20, 11, 3], { low: 0, high: 0.9 }),
    sample([131, 130], { low: null, high: null }),
  ],
};
