/** Which of the convolution shaders runs, over how many workgroups, with which sizes. */
import { elements } from "../core/shape.ts";
import {
  type ConvolutionGeometry,
  convolutionAttributes,
  convolutionGeometry,
  gradientOf,
  inputGradientGeometry,
  kernelGradientGeometry,
  slicesOf,
  type WindowAxis,
} from "./convolution-geometry.ts";
import type { AdapterTraits, Attributes, Dispatch, KernelRequest, Operand } from "./op.ts";
import { dispatchedRuns, grid, item, place, read, write } from "./operands.ts";
import { alphaOf, functionConstants } from "./unary.ts";

interface Variant {
  /** Behind the name of the family; "" for the portable one. */
  readonly suffix: string;
  readonly constants: Readonly<Record<string, number>>;
  /** What one workgroup makes: so many tiles of rows x columns. */
  readonly tile: readonly [rows: number, columns: number];
  readonly tiles: number;
}

const variants = {
  /** Registers only, no barriers, no optional features. */
  portable: { suffix: "", constants: { LANES: 64 }, tile: [4, 4], tiles: 64 },
  /** The same where a workgroup is a task of a CPU: small ones spread over its cores. */
  small: { suffix: "", constants: { LANES: 16 }, tile: [4, 4], tiles: 16 },
  /** For CPUs that play GPU: a large tile in registers, loads shared within a subgroup. */
  subgroup: { suffix: "-subgroup", constants: {}, tile: [20, 20], tiles: 1 },
  /** For GPUs: operands staged in workgroup memory. */
  workgroup: { suffix: "-workgroup", constants: {}, tile: [32, 32], tiles: 1 },
  tallWorkgroup: { suffix: "-workgroup", constants: { TALL: 1 }, tile: [64, 32], tiles: 1 },
} as const satisfies Record<string, Variant>;

/** WebGPU's default limit for one dimension of a dispatch. */
const mostGroups = 65_535;

/** So many workgroups over two dimensions; a shader counts through both. */
function groupsFor(count: number): [number, number] {
  const across = Math.min(count, mostGroups);
  return [across, Math.ceil(count / across)];
}

/** Workgroups for a result of [rows, columns]. */
function groupsOf({ tile, tiles }: Variant, rows: number, columns: number): [number, number] {
  const count = Math.ceil(rows / tile[0]) * Math.ceil(columns / tile[1]);
  return groupsFor(Math.ceil(count / tiles));
}

/** A tile of 20 x 20 is mostly waste for fewer numbers than this. */
const fewForSubgroup = 2 ** 10;
/** From here on there are tiles enough for every core even if they are large. */
const manyOutputs = 2 ** 16;

/** Depends on shapes and adapter only, never on the number of runs: any run's bits stay the same. */
function chooseVariant(outputs: number, traits: AdapterTraits, mayBeTall: boolean): Variant {
  if (traits.software) {
    if (outputs <= fewForSubgroup) return variants.small;
    return traits.subgroupSize === 4 ? variants.subgroup : variants.portable;
  }
  return mayBeTall && outputs >= manyOutputs ? variants.tallWorkgroup : variants.workgroup;
}

/** What is gathered: x for y, or dy for dx. */
interface Gathering {
  readonly geometry: ConvolutionGeometry;
  readonly inputGradient: boolean;
  /** Bias, saved output, or nothing. */
  readonly extra: Operand | undefined;
  readonly constants: Readonly<Record<string, number>>;
}

const extraCodes = { none: 0, bias: 1, saved: 2 } as const;

export function convolutionKernels(request: KernelRequest<Attributes>): Dispatch[] {
  const attributes = convolutionAttributes(request.attributes);
  const [x, kernel, bias] = request.inputs;
  const geometry = convolutionGeometry(x?.shape ?? [], kernel?.shape ?? [], attributes);
  const alpha = alphaOf(request.attributes);
  const constants = {
    EXTRA: attributes.bias ? extraCodes.bias : extraCodes.none,
    ...functionConstants("ACTIVATION", attributes.activation, alpha),
  };
  return [gather(request, { geometry, inputGradient: false, extra: bias, constants })];
}

export function inputGradientKernels(request: KernelRequest<Attributes>): Dispatch[] {
  const shapes = request.inputs.map(({ shape }) => shape);
  const geometry = inputGradientGeometry(shapes, request.attributes);
  const name = gradientOf(request.attributes);
  const constants = {
    EXTRA: name === null ? extraCodes.none : extraCodes.saved,
    ...functionConstants("ACTIVATION", name ?? "linear", alphaOf(request.attributes)),
  };
  const extra = request.inputs[2];
  return [gather(request, { geometry, inputGradient: true, extra, constants })];
}

function gather(request: KernelRequest<Attributes>, gathering: Gathering): Dispatch {
  const [x, kernel] = [item(request.inputs, 0), item(request.inputs, 1)];
  const y = item(request.outputs, 0);
  const extra = gathering.extra ?? x;
  const { inputGradient, geometry, constants } = gathering;
  const sizes = gatheringSizes(gathering);
  const variant = chooseVariant(elements(y.shape), request.traits, true);
  return {
    shader: `convolution${variant.suffix}`,
    constants: {
      ...variant.constants,
      ...constants,
      INPUT_GRADIENT: inputGradient ? 1 : 0,
      PADDED: inputGradient || reachesBeyond(geometry) ? 1 : 0,
    },
    sizes: {
      ...sizes,
      xOffset: x.offset,
      xRun: x.runStride,
      kernelOffset: kernel.offset,
      kernelRun: kernel.runStride,
      extraOffset: extra.offset,
      extraRun: extra.runStride,
      yOffset: y.offset,
      yRun: y.runStride,
    },
    bindings: [read(x), read(kernel), read(extra), write(y)],
    workgroups: [
      ...groupsOf(variant, rowsOfPhase(gathering), sizes.columns),
      sizes.phases * dispatchedRuns(request),
    ],
  };
}

/** Rows of y, or with strides the most that an input gradient has in one phase. */
function rowsOfPhase({ geometry, inputGradient }: Gathering): number {
  const { batch, high, wide } = geometry;
  const side = (axis: WindowAxis) =>
    inputGradient ? Math.ceil(axis.input / axis.stride) : axis.output;
  return batch * side(high) * side(wide);
}

/** Whether a window covers cells that are not there. */
function reachesBeyond({ high, wide }: ConvolutionGeometry): boolean {
  return [high, wide].some(({ before, after }) => before > 0 || after > 0);
}

/** Taps after which the remainder by the stride comes again: stride / gcd(stride, dilation). */
function periodOf({ stride, dilation }: WindowAxis): number {
  let period = 1;
  while ((period * dilation) % stride !== 0) period++;
  return period;
}

/** Inputs that differ in the taps which lead to them. */
function phasesOf({ stride, input }: WindowAxis): number {
  return Math.min(stride, input);
}

function gatheringSizes({ geometry, inputGradient }: Gathering) {
  const { batch, channels, filters, high, wide } = geometry;
  const source = inputGradient ? "output" : "input";
  const goal = inputGradient ? "input" : "output";
  const under = inputGradient ? filters : channels;
  // Without gaps, the numbers under a whole row of taps lie side by side, in x and in the kernel.
  const joined = !inputGradient && (wide.dilation === 1 || wide.taps === 1);
  return {
    batch,
    sourceHigh: high[source],
    rowLength: wide[source] * under,
    channels: under,
    high: high[goal],
    wide: wide[goal],
    columns: inputGradient ? channels : filters,
    depth: joined ? wide.taps * under : under,
    tapsHigh: high.taps,
    tapsWide: joined ? 1 : wide.taps,
    ...walkSizes(geometry),
    periodHigh: periodOf(high),
    periodWide: periodOf(wide),
    phases: inputGradient ? phasesOf(high) * phasesOf(wide) : 1,
    phasesWide: inputGradient ? phasesOf(wide) : 1,
  };
}

function walkSizes({ high, wide }: ConvolutionGeometry) {
  return {
    strideHigh: high.stride,
    strideWide: wide.stride,
    dilationHigh: high.dilation,
    dilationWide: wide.dilation,
    beforeHigh: high.before,
    beforeWide: wide.before,
  };
}

export function kernelGradientKernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [x, dy] = [item(request.inputs, 0), item(request.inputs, 1)];
  const geometry = kernelGradientGeometry([x.shape, dy.shape], request.attributes);
  const slices = slicesOf(geometry);
  const partials = slices.count > 1 ? item(request.outputs, 0) : null;
  const [kernel, sums] = request.outputs.slice(partials ? 1 : 0);
  if (!kernel) throw new Error("convolutionKernelGradient: expected an output");
  if (sums && sums.buffer !== kernel.buffer) {
    throw new Error(`convolution: expected dKernel and sums in one buffer, got ${sums.buffer}`);
  }
  const goal = { kernel, sums, partials, slices };
  const products = makeProducts(request, geometry, goal);
  return partials ? [products, addSlices(request, { ...goal, partials })] : [products];
}

/** Where the gradient goes. */
interface Goal {
  readonly kernel: Operand;
  readonly sums: Operand | undefined;
  readonly partials: Operand | null;
  readonly slices: ReturnType<typeof slicesOf>;
}

function makeProducts(
  request: KernelRequest<Attributes>,
  geometry: ConvolutionGeometry,
  { kernel, sums, partials, slices }: Goal,
): Dispatch {
  const [x, dy] = [item(request.inputs, 0), item(request.inputs, 1)];
  const { high, wide, channels, filters } = geometry;
  const rows = high.taps * wide.taps * channels;
  const result = partials ?? kernel;
  const variant = chooseVariant(rows * filters, request.traits, false);
  return {
    shader: `convolution-kernel-gradient${variant.suffix}`,
    constants: {
      ...variant.constants,
      PADDED: reachesBeyond(geometry) ? 1 : 0,
      SUM_COLUMNS: sums || partials ? 1 : 0,
    },
    sizes: {
      batch: geometry.batch,
      sourceHigh: high.input,
      rowLength: wide.input * channels,
      channels,
      high: high.output,
      wide: wide.output,
      columns: filters,
      rows,
      tapsWide: wide.taps,
      ...walkSizes(geometry),
      slices: slices.count,
      fours: slices.fours,
      foursOfSlice: slices.foursOfSlice,
      xOffset: x.offset,
      xRun: x.runStride,
      dyOffset: dy.offset,
      dyRun: dy.runStride,
      resultOffset: result.offset,
      resultRun: result.runStride,
      resultSlice: partials ? (partials.shape[1] ?? 0) : 0,
      sumsOffset: partials ? partials.offset + rows * filters : (sums?.offset ?? 0),
    },
    bindings: [read(x), read(dy), write(result)],
    workgroups: [...groupsOf(variant, rows, filters), slices.count * dispatchedRuns(request)],
  };
}

function addSlices(
  request: KernelRequest<Attributes>,
  { kernel, sums, partials, slices }: Goal & { readonly partials: Operand },
): Dispatch {
  const kernelCount = elements(kernel.shape);
  const count = kernelCount + elements(sums?.shape ?? [0]);
  return {
    shader: "convolution-kernel-gradient-sums",
    constants: {},
    sizes: {
      count,
      kernelCount,
      slices: slices.count,
      slice: partials.shape[1] ?? 0,
      ...place("partials", partials),
      ...place("kernel", kernel),
      sumsOffset: sums?.offset ?? 0,
    },
    bindings: [read(partials), write(kernel)],
    workgroups: grid(count, dispatchedRuns(request)),
  };
}
