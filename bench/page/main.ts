/** The page of the benchmark: `window.bench`, which the script outside drives step by step. */
import { contendersOf, studies } from "../studies.mjs";
import { type Engine, engines, tasks } from "../tasks.mjs";
import { type Block, type Contender, Stepped } from "./contender.ts";
import { Inspected } from "./inspected.ts";
import { JaxStepper } from "./jax.ts";
import { type Digits, makeProblem, type Problem } from "./problem.ts";
import { Singles } from "./singles.ts";
import { TfjsStepper } from "./tfjs.ts";
import { Trainyard } from "./trainyard.ts";

export interface Adapter {
  readonly name: string;
  /** A processor that plays a GPU. */
  readonly software: boolean;
}

export interface Bench {
  /** Loads a task's data; resolves with WebGPU's adapter. */
  open(task: string, withDigits: boolean): Promise<Adapter>;
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

function contenderFor({ name, kind }: Engine, opened: Problem): Contender {
  switch (name) {
    case "gpu":
    case "cpu":
      return new Trainyard(opened, kind);
    case "gpu-singles":
    case "cpu-singles":
      return new Singles(opened, kind);
    case "gpu-inspected":
    case "cpu-inspected":
      return new Inspected(opened, kind);
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
async function wakeAdapter(): Promise<Adapter> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return { name: "none", software: true };
  const device = await adapter.requestDevice();
  await device.queue.onSubmittedWorkDone();
  device.destroy();
  const { vendor, architecture, device: model, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture, model].filter((part) => part !== "").join(" ");
  return { name, software: isFallbackAdapter };
}

const contenderTypes = [...engines, ...studies.flatMap(contendersOf)];

window.bench = {
  open: async (name, withDigits) => {
    const task = tasks.find((each) => each.name === name);
    if (!task) throw new Error(`no task ${name}`);
    problem = makeProblem(task, withDigits ? await loadDigits() : null);
    return wakeAdapter();
  },
  start: async (name) => {
    const engine = contenderTypes.find((each) => each.name === name);
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
