/** Weights of one run by name, in Keras's names and layouts. */
import { elements, sameShape, shapeText } from "../engine/core/shape.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/layout.ts";
import { Fault } from "../spec/fault.ts";
import type { Program } from "./program.ts";
import type { Session } from "./session.ts";

export interface WeightArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

function checkRun(program: Program, run: number): void {
  const { runs } = program.plan;
  if (!Number.isInteger(run) || run < 0 || run >= runs) {
    throw new Fault("engine.unknownRun", { run, runs });
  }
}

export async function readWeights(
  program: Program,
  executor: Executor,
  run: number,
): Promise<Record<string, WeightArray>> {
  checkRun(program, run);
  const { parameterStride, movingStride, parameters } = program.plan;
  const read = (name: string, stride: number) =>
    stride > 0 ? executor.read(name, run * stride, stride) : new Float32Array(0);
  const flat = {
    parameters: await read(buffers.parameters, parameterStride),
    moving: await read(buffers.moving, movingStride),
  };
  return Object.fromEntries(
    parameters.map(({ name, shape, buffer, offset }) => [
      name,
      { shape, data: flat[buffer].slice(offset, offset + elements(shape)) },
    ]),
  );
}

/** Writes the named weights of a run; those not named stay. Nothing is written if one does not fit. */
export function writeWeights(
  program: Program,
  executor: Executor,
  run: number,
  weights: Readonly<Record<string, WeightArray>>,
): void {
  checkRun(program, run);
  const { parameterStride, movingStride, parameters } = program.plan;
  const strides = { parameters: parameterStride, moving: movingStride };
  const writes = Object.entries(weights).map(([name, weight]) => {
    const place = parameters.find((parameter) => parameter.name === name);
    if (!place) {
      const known = parameters.map((parameter) => parameter.name).join(", ");
      throw new Fault("engine.unknownWeight", { name, known });
    }
    const fits =
      sameShape(place.shape, weight.shape) && weight.data.length === elements(place.shape);
    if (!fits) {
      const values = { expected: shapeText(place.shape), got: shapeText(weight.shape) };
      throw new Fault("engine.weightShape", { name, ...values });
    }
    const at = run * strides[place.buffer] + place.offset;
    return { buffer: buffers[place.buffer], at, data: weight.data };
  });
  for (const { buffer, at, data } of writes) executor.write(buffer, Float32Array.from(data), at);
}

/** A run of the document with its first seed. Throws `engine.unknownRun`. */
export function placeOfRun(session: Session, run: number) {
  const { seeds } = session.experiment.training;
  const place = session.placeOf(run * seeds);
  if (place) return place;
  throw new Fault("engine.unknownRun", { run, runs: session.experiment.runs.length });
}

export function readRunWeights(
  session: Session,
  run: number,
): Promise<Record<string, WeightArray>> {
  const { cohort, run: row } = placeOfRun(session, run);
  return readWeights(cohort.program, cohort.executor, row);
}

/** Writes the named weights of a run of the document, with its first seed. */
export function writeRunWeights(
  session: Session,
  run: number,
  weights: Readonly<Record<string, WeightArray>>,
): void {
  const { cohort, run: row } = placeOfRun(session, run);
  writeWeights(cohort.program, cohort.executor, row, weights);
}
