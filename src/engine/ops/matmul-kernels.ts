/** Which of the matmul shaders runs, over how many workgroups, with which sizes. */
import { rowsAndColumns } from "../core/shape.ts";
import {
  type MatmulAttributes,
  type MatmulGeometry,
  matmulAttributes,
  matmulGeometry,
} from "./matmul-geometry.ts";
import type { AdapterTraits, Attributes, Dispatch, KernelRequest, Operand } from "./op.ts";
import { functionConstants } from "./unary.ts";

interface Variant {
  readonly shader: string;
  readonly constants: Readonly<Record<string, number>>;
  /** Workgroups across and down for y [rows, columns]. */
  readonly groups: (rows: number, columns: number) => readonly [number, number];
}

/** One workgroup for each block of y. */
function blocks(high: number, wide: number): Variant["groups"] {
  return (rows, columns) => [Math.ceil(columns / wide), Math.ceil(rows / high)];
}

/** WebGPU's default limit for one dimension of a dispatch. */
const mostGroups = 65_535;

/** Tiles of 4 x 4 in one row, `lanes` of them to a workgroup. */
function tileRow(lanes: number): Variant["groups"] {
  return (rows, columns) => {
    const groups = Math.ceil((Math.ceil(rows / 4) * Math.ceil(columns / 4)) / lanes);
    const across = Math.min(groups, mostGroups);
    return [across, Math.ceil(groups / across)];
  };
}

const variants = {
  /** Registers only, no barriers, no optional features. */
  portable: { shader: "matmul", constants: { LANES: 64 }, groups: tileRow(64) },
  /** The same where a workgroup is a task of a CPU: small ones spread over its cores. */
  small: { shader: "matmul", constants: { LANES: 16 }, groups: tileRow(16) },
  /** For CPUs that play GPU: a large tile in registers, loads shared within a subgroup. */
  subgroup: { shader: "matmul-subgroup", constants: {}, groups: blocks(20, 20) },
  /** For GPUs: operands staged in workgroup memory. */
  workgroup: { shader: "matmul-workgroup", constants: { TALL: 0 }, groups: blocks(32, 32) },
  tallWorkgroup: { shader: "matmul-workgroup", constants: { TALL: 1 }, groups: blocks(64, 32) },
  /** For GPUs, where a long depth makes few numbers. */
  split: { shader: "matmul-split", constants: {}, groups: blocks(16, 16) },
} as const satisfies Record<string, Variant>;

/** A tile of 20 x 20 is mostly waste for fewer numbers than this. */
const fewForSubgroup = 2 ** 10;
/** Fewer numbers than this leave a GPU idle unless the depth is split too. */
const fewOutputs = 2 ** 14;
const longDepth = 128;
/** A CPU that plays GPU runs both sides of a branch: two products in one kernel pay for each other. */
const shortDepth = 32;
/** From here on there are tiles enough for every core even if they are large. */
const manyOutputs = 2 ** 16;

/** Depends on shapes and adapter only, never on the number of runs: any run's bits stay the same. */
function chooseVariant({ rows, columns, depth }: MatmulGeometry, traits: AdapterTraits): Variant {
  const outputs = rows * columns;
  if (traits.software) {
    if (outputs <= fewForSubgroup) return variants.small;
    return traits.subgroupSize === 4 ? variants.subgroup : variants.portable;
  }
  if (outputs <= fewOutputs && depth >= longDepth) return variants.split;
  return outputs >= manyOutputs ? variants.tallWorkgroup : variants.workgroup;
}

/**
 * Whether a product is so small that tiles of 4 x 4 in registers do well on any adapter, so that it
 * may share its dispatch with another.
 */
export function fitsRegisterTiles(
  { rows, columns, depth }: MatmulGeometry,
  { software }: AdapterTraits,
): boolean {
  const outputs = rows * columns;
  if (software) return outputs <= fewForSubgroup && depth <= shortDepth;
  return outputs <= fewOutputs && depth < longDepth;
}

const extraCodes = { none: 0, bias: 1, saved: 2 } as const;

export function matmulKernels(request: KernelRequest<Attributes>): Dispatch[] {
  const { inputs, outputs } = request;
  const attributes = matmulAttributes(request.attributes);
  const [a, b, given] = inputs;
  const [y, sums] = outputs;
  if (!a || !b || !y) throw new Error("matmul: expected two inputs and an output");
  const geometry = matmulGeometry(a.shape, b.shape, attributes);
  const variant = chooseVariant(geometry, request.traits);
  const runs = y.runStride === 0 ? 1 : request.runs;
  const extra = given ?? a;
  return [
    {
      shader: variant.shader,
      constants: { ...variant.constants, ...constants(attributes) },
      sizes: {
        rows: geometry.rows,
        columns: geometry.columns,
        depth: geometry.depth,
        batches: geometry.batches,
        ...factorSizes(geometry, a, b),
        ...extraSizes(geometry, extra, attributes),
        yOffset: y.offset,
        yRun: y.runStride,
        yBatch: geometry.rows * geometry.columns,
        sumsOffset: sums?.offset ?? 0,
        sumsRun: sums?.runStride ?? 0,
      },
      bindings: [
        { operand: a, access: "read" },
        { operand: b, access: "read" },
        { operand: extra, access: "read" },
        { operand: sums ? besides(y, sums) : y, access: "read_write" },
      ],
      workgroups: [...variant.groups(geometry.rows, geometry.columns), geometry.batches * runs],
    },
  ];
}

/** The column sums are stored through the binding of y. */
function besides(y: Operand, sums: Operand): Operand {
  if (y.buffer === sums.buffer) return y;
  throw new Error(
    `matmul: expected y and columnSums in one buffer, got ${y.buffer} and ${sums.buffer}`,
  );
}

function constants({ bias, activation, gradientOf, alpha, sumColumns }: MatmulAttributes) {
  const extra = bias ? extraCodes.bias : gradientOf === null ? extraCodes.none : extraCodes.saved;
  return {
    EXTRA: extra,
    ...functionConstants("ACTIVATION", gradientOf ?? activation, alpha),
    SUM_COLUMNS: sumColumns ? 1 : 0,
  };
}

function factorSizes(geometry: MatmulGeometry, a: Operand, b: Operand) {
  return {
    aOffset: a.offset,
    aRun: a.runStride,
    aBatch: geometry.a.batch,
    aRow: geometry.a.row,
    aDepth: geometry.a.depth,
    bOffset: b.offset,
    bRun: b.runStride,
    bBatch: geometry.b.batch,
    bDepth: geometry.b.depth,
    bColumn: geometry.b.column,
  };
}

/** A bias has one row for all; saved values lie as y does. */
function extraSizes(geometry: MatmulGeometry, extra: Operand, attributes: MatmulAttributes) {
  const perRow = attributes.bias ? 0 : rowsAndColumns(extra.shape).columns;
  return {
    extraOffset: extra.offset,
    extraRun: extra.runStride,
    extraBatch: attributes.bias ? 0 : geometry.rows * geometry.columns,
    extraRow: perRow,
  };
}
