import { beforeEach, describe, expect, test } from "vitest";
import type { BuildReport, Divergence, EngineInfo, Status } from "../worker/protocol.ts";
import { useNotices } from "./notices.ts";
import { applyEvent, initialRuns, type RunsState, reduceEvent, useRuns } from "./runs.ts";
import { series } from "./series.ts";
import { latestSurface } from "./surfaces.ts";

const engine: EngineInfo = {
  choice: "auto",
  kind: "cpu",
  device: "8 cores",
  software: false,
  reason: "faster",
  measured: { gpu: 10, cpu: 20 },
  fault: null,
};

const report: BuildReport = {
  layers: [],
  parameters: 10,
  bytes: 40,
  dispatchesPerStep: 9,
  runs: 1,
  engine,
  stepLimit: 100,
  stepsPerEpoch: 10,
};

const status = (phase: Status["phase"]): Status => ({ ...initialRuns.status, phase });
const divergence = (run: number, step: number): Divergence => ({
  run,
  seed: 0,
  step,
  tensor: "dense_1/kernel",
  value: "nan",
});

function metrics(): void {
  applyEvent({
    type: "metrics",
    batch: {
      runs: 1,
      firstStep: series.nextStep,
      loss: new Float32Array([1, 2]),
      accuracy: new Float32Array([0, 1]),
      penalty: new Float32Array(0),
      learningRate: new Float32Array(2).fill(0.01),
      seconds: 0.1,
      evaluations: [],
    },
  });
}

beforeEach(() => {
  useRuns.setState(initialRuns);
  useNotices.setState({ notices: [] });
  series.clear();
});

describe("events", () => {
  test("a built network is not stale and names its engine; its curves go on unless training starts again", () => {
    metrics();
    useRuns.setState({ stale: true, divergences: [divergence(0, 3)] });
    applyEvent({ type: "built", report });
    const state = useRuns.getState();
    expect(state.stale).toBe(false);
    expect(state.engine).toBe(engine);
    expect(state.divergences).toEqual([]);
    expect(series.count).toBe(2);
    applyEvent({ type: "restarted" });
    expect(series.count).toBe(0);
  });

  test("metrics reach the curves without touching the state", () => {
    const before = useRuns.getState();
    metrics();
    expect(series.count).toBe(2);
    expect(useRuns.getState()).toBe(before);
  });

  test("a restart forgets curves, picture and divergences", () => {
    metrics();
    applyEvent({ type: "diverged", divergence: divergence(0, 2) });
    expect(useRuns.getState().divergences).toHaveLength(1);
    applyEvent({ type: "restarted" });
    expect(useRuns.getState().divergences).toEqual([]);
    expect(series.count).toBe(0);
    expect(latestSurface()).toBeNull();
  });

  test("a run diverges once; rewinding before it takes it back", () => {
    let state: RunsState = { ...initialRuns, divergences: [divergence(0, 5)] };
    state = { ...state, ...reduceEvent(state, { type: "diverged", divergence: divergence(1, 9) }) };
    state = { ...state, ...reduceEvent(state, { type: "diverged", divergence: divergence(1, 9) }) };
    expect(state.divergences).toHaveLength(2);
    expect(reduceEvent(state, { type: "rewound", step: 7 })).toEqual({
      divergences: [divergence(0, 5)],
    });
  });

  test("progress ends with the phase it belongs to", () => {
    applyEvent({ type: "status", status: status("building") });
    applyEvent({ type: "progress", task: "compile", done: 1, total: 4 });
    expect(useRuns.getState().progress?.done).toBe(1);
    applyEvent({ type: "status", status: status("ready") });
    expect(useRuns.getState().progress).toBeNull();
  });

  test("an import's progress outlives the status of training that goes on", () => {
    applyEvent({ type: "status", status: status("training") });
    applyEvent({ type: "progress", task: "read", done: 1, total: 4 });
    applyEvent({ type: "status", status: status("training") });
    expect(useRuns.getState().progress?.task).toBe("read");
  });

  test("a failure is kept and told once, a recovery is told", () => {
    const fault = { code: "engine.outOfMemory", values: { needed: 5 } } as const;
    applyEvent({ type: "failed", fault });
    applyEvent({ type: "failed", fault });
    applyEvent({ type: "recovered", step: 40, engine: "gpu" });
    expect(useRuns.getState().fault).toEqual(fault);
    expect(useNotices.getState().notices.map((notice) => notice.tone)).toEqual([
      "error",
      "warning",
    ]);
    applyEvent({ type: "built", report });
    expect(useRuns.getState().fault).toBeNull();
  });
});

test("a command that is not connected says so", () => {
  expect(() => useRuns.getState().commands.train()).toThrow(/not connected/);
});
