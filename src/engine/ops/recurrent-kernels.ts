/**
 * Kernels of recurrent layers: one over all steps, or for each step a product and a kernel of its
 * own. An adapter that plays GPU takes the second way throughout: barriers cost it more than
 * dispatches do.
 */
import { choiceOf } from "./attributes.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import { matmulKernels } from "./matmul-kernels.ts";
import type { AdapterTraits, Attributes, Dispatch, KernelRequest, Operand } from "./op.ts";
import { dispatchedRuns, grid, item, place, read, write } from "./operands.ts";
import {
  forwardGeometry,
  gradientGeometry,
  type RecurrentAttributes,
  type RecurrentGeometry,
  recurrentAttributes,
  recurrentCells,
  recurrentInputs,
  upstreamPlaces,
} from "./recurrent-geometry.ts";
import { reduce } from "./reduce.ts";
import { unaryFunctions } from "./unary.ts";

type Request = KernelRequest<Attributes>;

/** Shares of a product that are worth a barrier's wait have at least as many terms. */
const fewestTerms = 8;
/** The default limit, and the largest workgroup that a CPU's small ones are helped by. */
const mostThreads = { gpu: 256, software: 64 } as const;

interface Layout {
  readonly SHARES: number;
  readonly THREADS: number;
}

/** How many invocations work on a unit, and how many there are. */
function layoutFor(units: number, { software }: AdapterTraits): Layout {
  const most = software ? mostThreads.software : mostThreads.gpu;
  const room = Math.floor(most / units);
  const useful = Math.floor(units / fewestTerms);
  const SHARES = software ? 1 : Math.max(1, Math.min(room, useful));
  return { SHARES, THREADS: Math.min(most, Math.ceil((SHARES * units) / 32) * 32) };
}

function isFused({ form, cell }: RecurrentAttributes, { software }: AdapterTraits): boolean {
  return cell === "gruResetBefore" || (form === "fused" && !software);
}

function cellConstants({ cell, activation, masked }: RecurrentAttributes): Record<string, number> {
  const { code, gates, kept } = recurrentCells[cell];
  return {
    CELL: code,
    ACTIVATION: unaryFunctions[activation].code,
    GATES: gates,
    KEPT: kept,
    MASKED: masked ? 1 : 0,
  };
}

function places(operands: Readonly<Record<string, Operand>>): Record<string, number> {
  return Object.assign(
    {},
    ...Object.entries(operands).map(([name, operand]) => place(name, operand)),
  );
}

/** Part `index` of an operand, of the shape given. */
function part(operand: Operand, index: number, stride: number, shape: readonly number[]): Operand {
  return { ...operand, offset: operand.offset + index * stride, shape };
}

interface Forward {
  readonly request: Request;
  readonly attributes: RecurrentAttributes;
  readonly geometry: RecurrentGeometry;
  readonly projections: Operand;
  readonly kernel: Operand;
  readonly bias: Operand;
  readonly initial: Operand | null;
  readonly lengths: Operand;
  readonly y: Operand;
  readonly saved: Operand;
  readonly states: Operand;
  readonly final: Operand;
}

export function forwardKernels(request: Request): Dispatch[] {
  const attributes = recurrentAttributes(request.attributes);
  const shapes = request.inputs.map(({ shape }) => shape);
  const inputs = recurrentInputs(request.inputs, attributes);
  const forward: Forward = {
    request,
    attributes,
    geometry: forwardGeometry(shapes, attributes),
    ...inputs,
    // What is absent is bound to what is there.
    bias: inputs.bias ?? inputs.projections,
    lengths: inputs.lengths ?? inputs.projections,
    y: item(request.outputs, 0),
    saved: item(request.outputs, 1),
    states: item(request.outputs, 2),
    final: item(request.outputs, 3),
  };
  if (!isFused(attributes, request.traits)) return [startKernel(forward), ...stepKernels(forward)];
  return [...(inputs.initial ? [startKernel(forward)] : []), fusedKernel(forward)];
}

function startKernel({ request, attributes, geometry, ...operands }: Forward): Dispatch {
  const { batch, units, columns } = geometry;
  const { saved, states } = operands;
  const initial = operands.initial ?? operands.projections;
  return {
    shader: "recurrent-start",
    constants: {
      INITIAL: attributes.initial ? 1 : 0,
      CELLS: attributes.cell === "lstm" ? 1 : 0,
    },
    sizes: { count: batch * units, gates: batch * columns, ...places({ initial, saved, states }) },
    bindings: [read(initial), write(saved), write(states)],
    workgroups: grid(batch * units, dispatchedRuns(request)),
  };
}

function fusedKernel({ request, attributes, geometry, ...operands }: Forward): Dispatch {
  const { batch, steps, units } = geometry;
  const { projections, kernel, bias, lengths, y, saved, states, final } = operands;
  const inputs = { projections, kernel, bias, lengths };
  const outputs = { y, saved, states, final };
  const { gates } = recurrentCells[attributes.cell];
  return {
    shader: "recurrent",
    constants: {
      ...cellConstants(attributes),
      ...layoutFor(units, request.traits),
      UNITS: units,
      TOGETHER: attributes.cell === "gruResetBefore" ? 2 : gates,
      SEQUENCES: attributes.sequences ? 1 : 0,
      INITIAL: attributes.initial ? 1 : 0,
    },
    sizes: { batch, steps, ...places({ ...inputs, ...outputs }) },
    bindings: [...Object.values(inputs).map(read), ...Object.values(outputs).map(write)],
    workgroups: [batch, 1, dispatchedRuns(request)],
  };
}

/** states[t] kernel into the place of the gates, then the step. */
function stepKernels({ request, attributes, geometry, ...operands }: Forward): Dispatch[] {
  const { batch, steps, units, columns, savedStride } = geometry;
  const { projections, kernel, bias, lengths, y, saved, states, final } = operands;
  const inputs = { projections, bias, lengths };
  const outputs = { y, saved, states, final };
  const step = {
    shader: "recurrent-step",
    constants: { ...cellConstants(attributes), SEQUENCES: attributes.sequences ? 1 : 0 },
    bindings: [...Object.values(inputs).map(read), ...Object.values(outputs).map(write)],
    workgroups: grid(batch * units, dispatchedRuns(request)),
  };
  return Array.from({ length: steps }, (_, t) => [
    ...matmulKernels({
      ...request,
      attributes: plainMatmul,
      inputs: [part(states, t, batch * units, [batch, units]), kernel],
      outputs: [part(saved, t, savedStride, [batch, columns])],
    }),
    { ...step, sizes: { batch, steps, units, t, ...places({ ...inputs, ...outputs }) } },
  ]).flat();
}

interface Backward {
  readonly request: Request;
  readonly attributes: RecurrentAttributes;
  readonly geometry: RecurrentGeometry;
  readonly upstream: Operand;
  readonly saved: Operand;
  readonly states: Operand;
  readonly kernel: Operand;
  readonly lengths: Operand;
  readonly projected: Operand;
  readonly products: Operand;
  readonly initial: Operand;
}

export function gradientKernels(request: Request): Dispatch[] {
  const attributes = recurrentAttributes(request.attributes);
  const shapes = request.inputs.map(({ shape }) => shape);
  const [projected, products] = [item(request.outputs, 0), item(request.outputs, 1)];
  const backward: Backward = {
    request,
    attributes,
    geometry: gradientGeometry(shapes, attributes),
    upstream: item(request.inputs, 0),
    saved: item(request.inputs, 1),
    states: item(request.inputs, 2),
    kernel: item(request.inputs, 3),
    // What is absent is bound to what is there.
    lengths: request.inputs[4] ?? item(request.inputs, 2),
    projected,
    products,
    initial: item(request.outputs, 2),
  };
  const walk = isFused(attributes, request.traits)
    ? [fusedGradient(backward)]
    : gradientSteps(backward);
  const bias = request.outputs[3];
  return bias ? [...walk, ...biasKernels(request, [projected, products], bias)] : walk;
}

function gradientConstants({ request, attributes }: Backward): Record<string, number> {
  const placeOf = choiceOf(request.attributes, "place", upstreamPlaces);
  return { ...cellConstants(attributes), PLACE: upstreamPlaces.indexOf(placeOf) };
}

function fusedGradient(backward: Backward): Dispatch {
  const { request, geometry, upstream, saved, states, kernel, lengths } = backward;
  const { batch, steps, units } = geometry;
  const inputs = { upstream, saved, states, kernel, lengths };
  const { projected, products, initial } = backward;
  const outputs = { projected, products, initial };
  return {
    shader: "recurrent-gradient",
    constants: {
      ...gradientConstants(backward),
      ...layoutFor(units, request.traits),
      UNITS: units,
    },
    sizes: { batch, steps, ...places({ ...inputs, ...outputs }) },
    bindings: [...Object.values(inputs).map(read), ...Object.values(outputs).map(write)],
    workgroups: [batch, 1, dispatchedRuns(request)],
  };
}

/** For each step from the last: back through the cell, then its products with the kernel's rows. */
function gradientSteps(backward: Backward): Dispatch[] {
  const { request, attributes, geometry, upstream, saved, states, kernel, lengths } = backward;
  const { batch, steps, units, columns } = geometry;
  const inputs = { upstream, saved, states, lengths };
  const { projected, products, initial } = backward;
  const outputs = { projected, products, initial };
  // Past the kernel go a GRU's state and that of a row past its length.
  const passes = attributes.masked || attributes.cell === "gru";
  const step = {
    shader: "recurrent-gradient-step",
    constants: { ...gradientConstants(backward), PASSES: passes ? 1 : 0 },
    bindings: [...Object.values(inputs).map(read), ...Object.values(outputs).map(write)],
    workgroups: grid(batch * units, dispatchedRuns(request)),
  };
  const cell = (t: number): Dispatch => ({
    ...step,
    sizes: { batch, steps, units, t, ...places({ ...inputs, ...outputs }) },
  });
  const product = (t: number) =>
    matmulKernels({
      ...request,
      attributes: { ...plainMatmul, transposeB: true },
      inputs: [part(products, t, batch * columns, [batch, columns]), kernel],
      outputs: [part(initial, 0, 0, [batch, units])],
    });
  const later = Array.from({ length: steps - 1 }, (_, index) => steps - 1 - index);
  return [...later.flatMap((t) => [cell(t), ...product(t)]), cell(0), firstState(backward)];
}

function firstState({ request, geometry, kernel, products, initial }: Backward): Dispatch {
  const { batch, units, columns } = geometry;
  const count = batch * units;
  return {
    shader: "recurrent-gradient-end",
    constants: {},
    sizes: { count, units, columns, ...places({ kernel, products, initial }) },
    bindings: [read(kernel), read(products), write(initial)],
    workgroups: grid(count, dispatchedRuns(request)),
  };
}

/** Row 0 of a GRU's bias joins the projections, row 1 the products: sums of their columns. */
function biasKernels(request: Request, slopes: readonly Operand[], bias: Operand): Dispatch[] {
  const columns = bias.shape.at(-1) ?? 1;
  return slopes.flatMap((operand, row) =>
    reduce.kernels({
      ...request,
      attributes: { function: "sum", over: "rows" },
      inputs: [operand],
      outputs: [part(bias, row, columns, [columns])],
    }),
  );
}
