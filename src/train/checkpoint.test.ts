import { expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import { Fault } from "../spec/fault.ts";
import {
  checkpointSnapshot,
  decodeCheckpoint,
  encodeCheckpoint,
  startWeights,
} from "./checkpoint.ts";
import { allOps, compileExperiment, initialState } from "./program.ts";
import { decodeTensors } from "./safetensors.ts";
import { Session } from "./session.ts";
import { chain, rings, ringsExperiment, runOf, stack } from "./test-experiments.ts";
import { trainingOf } from "./training.ts";

const quiet = { metrics: () => {}, diverged: () => {}, checkpoint: () => {}, progressed: () => {} };
const about = {
  kind: "manual",
  name: "mine",
  createdAt: 5,
  step: 40,
  loss: [0.5],
  accuracy: [0.75],
} as const;

function normalized() {
  const experiment = ringsExperiment([runOf("adam"), runOf("sgd")]);
  const dense = { ...rowDefault(layers, "dense"), units: 5 };
  const network = {
    ...experiment.network,
    layers: chain(dense, rowDefault(layers, "batchNormalization"), { ...dense, units: 2 }),
  };
  return compileExperiment({ ...experiment, network }, rings());
}

/** Of the only cohort. */
function state({ snapshot }: Session) {
  const [first] = snapshot.cohorts;
  if (!first) throw new Error("expected a cohort");
  return first;
}

async function trained(steps: number) {
  const program = normalized();
  const session = new Session(
    trainingOf(program),
    [createCpuExecutor(program.plan, allOps, "test")],
    quiet,
  );
  await session.train(steps);
  return { program, session };
}

test("what is restored from a file goes on exactly as what was kept", async () => {
  const { program, session } = await trained(40);
  const file = encodeCheckpoint(trainingOf(program), session.snapshot, about);
  const decoded = decodeCheckpoint(file, "mine.safetensors");
  expect(decoded.experiment).toEqual(program.experiment);
  expect(decoded.about).toEqual(about);
  const snapshot = checkpointSnapshot(trainingOf(program), decoded);
  const executor = createCpuExecutor(program.plan, allOps, "test");
  const again = new Session(trainingOf(program), [executor], quiet, snapshot);
  await session.train(60);
  await again.train(60);
  expect(state(again).parameters).toEqual(state(session).parameters);
  expect(state(again).moving).toEqual(state(session).moving);
});

test("other tools find the weights under Keras's names", async () => {
  const { program, session } = await trained(3);
  const { tensors } = decodeTensors(
    encodeCheckpoint(trainingOf(program), session.snapshot, about),
    "x",
  );
  expect(tensors["run_1/dense_1/kernel"]?.shape).toEqual([2, 5]);
  expect(tensors["run_2/batch_normalization_1/moving_variance"]?.shape).toEqual([5]);
});

test("a damaged file is refused and says where", async () => {
  const { program, session } = await trained(1);
  const file = encodeCheckpoint(trainingOf(program), session.snapshot, about);
  for (const bytes of [new Uint8Array(4), file.slice(0, file.length - 8), file.slice(8)]) {
    expect(() => decodeCheckpoint(bytes, "x")).toThrow(Fault);
  }
});

test("lower layers start from a checkpoint, the head is drawn; a network of other shapes is refused", async () => {
  const experiment = ringsExperiment();
  const program = compileExperiment(experiment, rings());
  const session = new Session(
    trainingOf(program),
    [createCpuExecutor(program.plan, allOps, "test")],
    quiet,
  );
  await session.train(20);
  const checkpoint = decodeCheckpoint(
    encodeCheckpoint(trainingOf(program), session.snapshot, about),
    "x",
  );
  const start = { name: "mine", sha256: "0".repeat(64), layers: 2 };
  const next = { ...experiment, network: { ...experiment.network, start } };
  const built = compileExperiment(next, rings(), startWeights(next, checkpoint, [2]));
  const kernel = 2 * 8;
  const { parameters } = initialState(built);
  expect([...parameters.subarray(0, kernel)]).toEqual([
    ...state(session).parameters.subarray(0, kernel),
  ]);
  const drawn = initialState(program).parameters;
  expect(parameters.subarray(kernel + 8)).toEqual(drawn.subarray(kernel + 8));
  const other = { ...next, network: { ...next.network, layers: stack(9, 2) } };
  expect(() => startWeights(other, checkpoint, [2])).toThrow(
    expect.objectContaining({ code: "checkpoint.shapes" }),
  );
});
