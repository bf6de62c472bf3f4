import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Inspection, TensorStatistics } from "../train/inspection.ts";
import { InspectionStore, inspections, watchInspections } from "./inspections.ts";
import { applyEvent, initialRuns, useRuns } from "./runs.ts";

const statistics: TensorStatistics = {
  count: 4,
  notFinite: 0,
  mean: 0,
  std: 1,
  min: -1,
  max: 1,
  norm: 2,
  zeros: 0,
  bins: new Float32Array(32).fill(0.125),
};

function inspectionAt(step: number, parameters = 1): Inspection {
  const parameter = {
    name: "dense_1/kernel",
    layer: "dense_1",
    shape: [2, 2],
    weights: statistics,
    gradient: statistics,
    update: statistics,
    ratio: 1e-3,
  };
  return {
    step,
    examples: 8,
    runs: [
      {
        layers: [],
        parameters: Array.from({ length: parameters }, () => parameter),
        gradientNorm: 1,
      },
    ],
  };
}

const stepsOf = (store: InspectionStore) => store.history.map(({ step }) => step);

describe("history of inspections", () => {
  test("keeps everything while there is room", () => {
    const store = new InspectionStore();
    for (let step = 0; step < 200; step++) store.append(inspectionAt(step));
    expect(stepsOf(store)).toEqual(Array.from({ length: 200 }, (_, step) => step));
  });

  test("is thinned by halves, evenly over time, and always ends with the newest", () => {
    const store = new InspectionStore();
    for (let step = 0; step < 5000; step++) {
      store.append(inspectionAt(step));
      expect(store.history.at(-1)?.step).toBe(step);
      expect(store.latest?.step).toBe(step);
      expect(store.history.length).toBeLessThanOrEqual(201);
    }
    const steps = stepsOf(store);
    expect(steps.length).toBeGreaterThan(100);
    const gaps = steps.slice(1, -1).map((step, index) => step - (steps[index] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([32]));
    expect(steps[0]).toBe(0);
  });

  test("keeps fewer moments of large networks", () => {
    const store = new InspectionStore();
    for (let step = 0; step < 300; step++) store.append(inspectionAt(step, 1000));
    expect(store.history.length).toBeLessThanOrEqual(33);
    expect(store.latest?.step).toBe(299);
  });

  test("takes the second look at a step instead of the first", () => {
    const store = new InspectionStore();
    store.append(inspectionAt(0));
    store.append(inspectionAt(5));
    const again = inspectionAt(5);
    store.append(again);
    expect(stepsOf(store)).toEqual([0, 5]);
    expect(store.latest).toBe(again);
  });

  test("is cut where training was rewound, and goes on from there", () => {
    const store = new InspectionStore();
    for (const step of [0, 10, 20, 30]) store.append(inspectionAt(step));
    store.rewind(20);
    expect(stepsOf(store)).toEqual([0, 10, 20]);
    expect(store.latest?.step).toBe(20);
    store.append(inspectionAt(24));
    expect(stepsOf(store)).toEqual([0, 10, 20, 24]);
  });

  test("is cut after it was thinned, too", () => {
    const store = new InspectionStore();
    for (let step = 0; step < 450; step++) store.append(inspectionAt(step));
    store.rewind(101);
    expect(store.latest?.step).toBe(100);
    store.append(inspectionAt(102));
    expect(stepsOf(store).slice(-2)).toEqual([100, 102]);
  });

  test("tells its readers of every change", () => {
    const store = new InspectionStore();
    const seen: number[] = [];
    const leave = store.subscribe(() => seen.push(store.version));
    store.append(inspectionAt(0));
    store.clear();
    leave();
    store.append(inspectionAt(0));
    expect(seen).toEqual([1, 2]);
    expect(store.latest?.step).toBe(0);
  });
});

describe("inspections of the page", () => {
  beforeEach(() => applyEvent({ type: "restarted" }));

  test("follow the engine's events", () => {
    applyEvent({ type: "inspection", inspection: inspectionAt(3) });
    applyEvent({ type: "inspection", inspection: inspectionAt(9) });
    expect(stepsOf(inspections)).toEqual([3, 9]);
    applyEvent({ type: "rewound", step: 5 });
    expect(stepsOf(inspections)).toEqual([3]);
    applyEvent({ type: "restarted" });
    expect(inspections.latest).toBeNull();
  });
});

describe("watching", () => {
  afterEach(() => useRuns.setState(initialRuns));

  function connect() {
    const ask = vi.fn(() => Promise.resolve(null));
    useRuns.setState({ commands: { ...initialRuns.commands, ask } });
    return ask;
  }

  test("asks for the highest rate wanted, and the last to leave turns it off", () => {
    const ask = connect();
    const slow = watchInspections(1);
    const fast = watchInspections(4);
    const middling = watchInspections(2);
    fast();
    middling();
    slow();
    expect(ask.mock.calls).toEqual([
      ["watchInspection", { hertz: 1 }],
      ["watchInspection", { hertz: 4 }],
      ["watchInspection", { hertz: 2 }],
      ["watchInspection", { hertz: 1 }],
      ["watchInspection", null],
    ]);
  });

  test("asks again when another engine is connected, and not before the first", () => {
    const leave = watchInspections(4);
    const first = connect();
    const second = connect();
    expect(first.mock.calls).toEqual([["watchInspection", { hertz: 4 }]]);
    expect(second.mock.calls).toEqual([["watchInspection", { hertz: 4 }]]);
    leave();
    expect(second.mock.calls.at(-1)).toEqual(["watchInspection", null]);
  });
});
