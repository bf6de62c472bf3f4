/** The page of the benchmark: `window.bench`, which the script outside drives step by step. */
import { type Engine, engines, tasks } from "../tasks.mjs";
import { type Block, type Contender, Stepped } from "./contender.ts";
import { JaxStepper } from "./jax.ts";
import { type Digits, makeProblem, type Problem } from "./problem.ts";
import { TfjsStepper } from "./tfjs.ts";
import { Trainyard } from "./trainyard.ts";

export interface Bench {
  /** Loads a task's data; resolves with the name of WebGPU's adapter. */
  open(task: string, withDigits: boolean): Promise<string>;
  /** Trains the first step; milliseconds it took from nothing. */
  start(engine: string): Promise<{ milliseconds: number; losses: number[] }>;
  train(engine: string, steps: number): Promise<number[]>;
  block(engine: string, milliseconds: number): Promise<Block>;
  dispose(engine: string): void;
}

declare global {
  interface Window {
    bench: Bench;
  }
}

let problem: Problem | null = null;
const contenders = new Map<string, Contender>();

function contenderFor({ name }: Engine, opened: Problem): Contender {
  switch (name) {
    case "gpu":
    case "cpu":
      return new Trainyard(opened, name);
    case "jax-webgpu":
      return new Stepped(new JaxStepper(opened, "webgpu"));
    case "jax-wasm":
      return new Stepped(new JaxStepper(opened, "wasm"));
    default:
      return new Stepped(new TfjsStepper(opened, name.slice("tfjs-".length)));
  }
}

function started(engine: string): Contender {
  const contender = contenders.get(engine);
  if (!contender) throw new Error(`${engine}: expected start() before`);
  return contender;
}

async function loadDigits(): Promise<Digits> {
  const response = await fetch("/data/digits.bin");
  if (!response.ok) throw new Error(`digits.bin: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Starts the browser's GPU process, so that no contender pays for it. */
async function wakeAdapter(): Promise<string> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return "none";
  const device = await adapter.requestDevice();
  await device.queue.onSubmittedWorkDone();
  device.destroy();
  const { vendor, architecture, device: name, description } = adapter.info;
  return description || [vendor, architecture, name].filter((part) => part !== "").join(" ");
}

window.bench = {
  open: async (name, withDigits) => {
    const task = tasks.find((each) => each.name === name);
    if (!task) throw new Error(`no task ${name}`);
    problem = makeProblem(task, withDigits ? await loadDigits() : null);
    return wakeAdapter();
  },
  start: async (name) => {
    const engine = engines.find((each) => each.name === name);
    if (!engine || !problem) throw new Error(`no engine ${name}`);
    const start = performance.now();
    const contender = contenderFor(engine, problem);
    contenders.set(name, contender);
    const losses = await contender.start();
    return { milliseconds: performance.now() - start, losses };
  },
  train: (engine, steps) => started(engine).train(steps),
  block: (engine, milliseconds) => started(engine).block(milliseconds),
  dispose: (engine) => {
    contenders.get(engine)?.dispose();
    contenders.delete(engine);
  },
};
