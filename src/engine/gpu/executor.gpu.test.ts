import { afterEach, expect, test } from "vitest";
import { Fault } from "../../spec/fault.ts";
import { engineOps } from "../ops/index.ts";
import type { Op, Operand } from "../ops/op.ts";
import { eachSequence, type Plan, type PlanBuffer } from "../plan/plan.ts";
import { type Gpu, openGpu } from "./device.ts";
import { createGpuExecutor } from "./executor.ts";

const opened: Gpu[] = [];

async function open(): Promise<Gpu> {
  const gpu = await openGpu();
  opened.push(gpu);
  return gpu;
}

afterEach(() => {
  for (const gpu of opened.splice(0)) gpu.dispose();
});

function buffer(name: string, elements: number, storage: "f32" | "u8" = "f32"): PlanBuffer {
  const bytes = storage === "u8" ? Math.ceil(elements / 4) * 4 : elements * 4;
  return { name, storage, elements, bytes, pinned: true };
}

function operand(index: number, count: number): Operand {
  return { buffer: index, offset: 0, runStride: 0, shape: [count], storage: "f32" };
}

/** sum += x */
function accumulate(count: number, into = 2): Plan {
  const inputs = [operand(0, count), operand(1, count)];
  const add = {
    op: "binary",
    attributes: { function: "add" },
    inputs,
    outputs: [operand(into, count)],
    names: ["sum"],
  };
  const copy = {
    op: "unary",
    attributes: { function: "linear" },
    inputs: [operand(2, count)],
    outputs: [operand(0, count)],
    names: ["copy"],
  };
  return {
    runs: 1,
    buffers: [
      buffer("sum", count),
      buffer("x", count),
      buffer("next", count),
      buffer("bytes", 13, "u8"),
    ],
    sequences: { ...eachSequence(() => []), train: [add, copy] },
    parameters: [],
    parameterStride: 0,
    movingStride: 0,
    tableColumns: 4,
    ringRows: 1,
    prediction: { operand: operand(0, count), batch: 1 },
  };
}

function steps(count: number) {
  const step = (index: number) => ({ step: index, epoch: 0, offset: 0, count: 1, slot: 0 });
  return {
    steps: Array.from({ length: count }, (_, index) => step(index)),
    scalars: new Float64Array(count * 4),
  };
}

test("replays a sequence once for each step, however many go into one submit", async () => {
  const executor = await createGpuExecutor({
    plan: accumulate(3),
    ops: engineOps,
    gpu: await open(),
  });
  executor.write("x", Float32Array.of(1, 2, 3));
  for (const count of [1, 5, 200, 7]) executor.run("train", steps(count));
  expect([...(await executor.read("sum", 0, 3))]).toEqual([213, 426, 639]);
  executor.run("train", steps(0));
  await executor.settled();
  executor.dispose();
});

test("writes and reads parts of buffers, floats and bytes, several at a time", async () => {
  const executor = await createGpuExecutor({
    plan: accumulate(9),
    ops: engineOps,
    gpu: await open(),
  });
  executor.write("x", Float64Array.of(1, 2, 3), 4);
  executor.write("x", Float32Array.of(9), 8);
  executor.write("bytes", Uint8Array.of(1, 2, 3, 255));
  executor.write("bytes", Uint8Array.of(7, 8, 9, 10, 11), 8);
  const [x, part, bytes] = await Promise.all([
    executor.read("x", 0, 9),
    executor.read("x", 5, 2),
    executor.read("bytes", 3, 10),
  ]);
  expect([...x]).toEqual([0, 0, 0, 0, 1, 2, 3, 0, 9]);
  expect([...part]).toEqual([2, 3]);
  expect([...bytes]).toEqual([255, 0, 0, 0, 0, 7, 8, 9, 10, 11]);
  expect(() => executor.write("bytes", Uint8Array.of(1), 2)).toThrow(/multiple of 4/);
  await expect(executor.read("elsewhere", 0, 1)).rejects.toThrow(/elsewhere/);
  executor.dispose();
});

test("a device that is destroyed is not reported lost, but what is asked of it fails", async () => {
  const gpu = await open();
  const executor = await createGpuExecutor({ plan: accumulate(3), ops: engineOps, gpu });
  let reported = false;
  void executor.lost.then(() => {
    reported = true;
  });
  const pending = executor.read("sum", 0, 3);
  gpu.dispose();
  await expect(pending).rejects.toBeInstanceOf(Fault);
  await gpu.device.lost;
  await expect(executor.settled()).rejects.toMatchObject({ code: "engine.lost" });
  expect(() => executor.run("train", steps(1))).toThrow(Fault);
  expect(reported).toBe(false);
});

test("disposing of one executor leaves others on the same device at work", async () => {
  const gpu = await open();
  const build = () => createGpuExecutor({ plan: accumulate(2), ops: engineOps, gpu });
  const [first, second] = await Promise.all([build(), build()]);
  first.dispose();
  second.write("x", Float32Array.of(1, 2));
  second.run("train", steps(2));
  expect([...(await second.read("sum", 0, 2))]).toEqual([2, 4]);
  expect(() => first.run("train", steps(1))).toThrow(/notBuilt/);
  second.dispose();
});

test("each pipeline is compiled once, and progress counts them", async () => {
  const gpu = await open();
  const heard: [number, number][] = [];
  const onProgress = (done: number, total: number) => heard.push([done, total]);
  const plan = accumulate(2);
  const twice = { ...plan, sequences: { ...plan.sequences, evaluate: plan.sequences.train } };
  const executor = await createGpuExecutor({ plan: twice, ops: engineOps, gpu, onProgress });
  expect(heard).toEqual([
    [1, 2],
    [2, 2],
  ]);
  executor.dispose();
});

test("a buffer that a dispatch reads and writes is refused when the plan is built", async () => {
  const gpu = await open();
  const building = createGpuExecutor({ plan: accumulate(3, 0), ops: engineOps, gpu });
  await expect(building).rejects.toThrow(/sum.*bound twice/);
});

test("a shader that does not compile says which, and where", async () => {
  const gpu = await open();
  const broken: Op = {
    ...engineOps["binary"],
    kernels: (request) => [
      // The files that others use have no entry point of their own.
      { ...engineOps["binary"].kernels(request)[0]!, shader: "numbers", constants: {} },
    ],
  };
  const building = createGpuExecutor({
    plan: accumulate(3),
    ops: { ...engineOps, binary: broken },
    gpu,
  });
  await expect(building).rejects.toMatchObject({
    code: "engine.shader",
    values: { shader: "numbers", message: expect.stringContaining("main") },
  });
});

test("constants that a shader does not have are told of in the same way", async () => {
  const gpu = await open();
  const broken: Op = {
    ...engineOps["binary"],
    kernels: (request) => [
      { ...engineOps["binary"].kernels(request)[0]!, constants: { NO_SUCH_CONSTANT: 1 } },
    ],
  };
  const building = createGpuExecutor({
    plan: accumulate(3),
    ops: { ...engineOps, binary: broken },
    gpu,
  });
  await expect(building).rejects.toMatchObject({ code: "engine.shader" });
});

test("a plan that a device cannot hold is refused before anything is made", async () => {
  const gpu = await open();
  const plan = accumulate(3);
  const huge = { ...plan, buffers: [...plan.buffers, buffer("huge", 2 ** 26)] };
  const building = createGpuExecutor({ plan: huge, ops: engineOps, gpu });
  await expect(building).rejects.toMatchObject({
    code: "engine.outOfMemory",
    values: { needed: 2 ** 28 },
  });
});

test("an error that nobody caught makes later results fail", async () => {
  const gpu = await open();
  const executor = await createGpuExecutor({ plan: accumulate(3), ops: engineOps, gpu });
  gpu.device.createBuffer({ size: 16, usage: 0 });
  await expect(executor.read("sum", 0, 3).then(() => executor.settled())).rejects.toMatchObject({
    code: "engine.validation",
  });
  executor.dispose();
});
