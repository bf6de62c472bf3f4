/** Weights of one run by name, in Keras's names and layouts. */
import { elements, sameShape, shapeText } from "../engine/core/shape.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/model.ts";
import { Fault } from "../spec/fault.ts";
import type { Program } from "./program.ts";

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
  const { parameterStride, parameters } = program.plan;
  const flat = await executor.read(buffers.parameters, run * parameterStride, parameterStride);
  return Object.fromEntries(
    parameters.map(({ name, shape, offset }) => [
      name,
      { shape, data: flat.slice(offset, offset + elements(shape)) },
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
  const { parameterStride, parameters } = program.plan;
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
    return { at: run * parameterStride + place.offset, data: weight.data };
  });
  for (const { at, data } of writes)
    executor.write(buffers.parameters, Float32Array.from(data), at);
}
