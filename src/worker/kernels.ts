/** The weights of one layer as the page draws them, of every run with its first seed. */
import { elements } from "../engine/core/shape.ts";
import { buffers } from "../nn/layout.ts";
import type { Cohort } from "../train/cohort.ts";
import type { Session } from "../train/session.ts";
import type { RunKernel, WatchedKernel } from "./kernel.ts";
import type { Question } from "./watch.ts";

/** What decays are kernels and embeddings; gains and shifts of a normalisation are no picture. */
function firstKernel(session: Session): string | null {
  return session.first.program.plan.parameters.find(({ decays }) => decays)?.name ?? null;
}

/** Asks for the weights; a session without them has no answer. */
export function kernelQuestion({ parameter, units }: WatchedKernel): Question {
  return async (session) => {
    const name = parameter ?? firstKernel(session);
    if (name === null) return null;
    const { step, experiment } = session;
    const runs = await Promise.all(
      experiment.runs.map((_, run) => readRun(session, run, name, units)),
    );
    if (runs.every((kernel) => kernel === null)) return null;
    return { type: "kernel", kernel: { step, parameter: name, runs } };
  };
}

async function readRun(
  session: Session,
  run: number,
  name: string,
  units: number,
): Promise<RunKernel | null> {
  const place = session.placeOf(run * session.experiment.training.seeds);
  return place ? readKernel(place.cohort, place.run, name, units) : null;
}

/** `row`: which of the cohort's runs. */
async function readKernel(
  { program, executor }: Cohort,
  row: number,
  name: string,
  units: number,
): Promise<RunKernel | null> {
  const { parameters, parameterStride, movingStride } = program.plan;
  const place = parameters.find((parameter) => parameter.name === name);
  if (!place) return null;
  const stride = { parameters: parameterStride, moving: movingStride }[place.buffer];
  const at = row * stride + place.offset;
  const all = await executor.read(buffers[place.buffer], at, elements(place.shape));
  return firstUnits(place.shape, all, units);
}

/** [..., units] with at most `wanted` of its units. */
export function firstUnits(
  shape: readonly number[],
  values: Float32Array,
  wanted: number,
): RunKernel {
  const units = shape.at(-1) ?? 1;
  if (units <= wanted) return { shape, values, units };
  const rows = values.length / units;
  const cut = new Float32Array(rows * wanted);
  for (let row = 0; row < rows; row++) {
    cut.set(values.subarray(row * units, row * units + wanted), row * wanted);
  }
  return { shape: [...shape.slice(0, -1), wanted], values: cut, units };
}
