import { afterEach, beforeEach, expect, test } from "vitest";
import type { EngineClient } from "../client/client.ts";
import { defaultExperiment } from "../spec/defaults.ts";
import { Fault } from "../spec/fault.ts";
import { edit, restoreDocument } from "../stores/document.ts";
import { initialRuns, useRuns } from "../stores/runs.ts";
import { useUi } from "../stores/ui.ts";
import type { EngineEvent } from "../worker/protocol.ts";
import { EngineLink } from "./engine.ts";

let sent: string[];
let tell: (event: EngineEvent) => void;
let refuse: boolean;

const noCheckpoints: never[] = [];

/** An engine that answers at once and remembers what it was asked. */
function client(): EngineClient {
  return {
    send: (command) => {
      if (command === "checkpoints") return Promise.resolve(noCheckpoints);
      sent.push(command);
      if (refuse && command === "load") {
        return Promise.reject(new Fault("data.notLoaded", { name: "mine.csv" }));
      }
      // A build takes its time.
      const pause = command === "load" ? 60 : 0;
      return new Promise((resolve) => setTimeout(resolve, pause, null));
    },
    onEvent: (listener) => {
      tell = listener;
      return () => {};
    },
    dispose: () => {},
  };
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 450));

let link: EngineLink;

function open(): void {
  link = new EngineLink(client());
  link.begin();
}

afterEach(() => link.dispose());

function status(step: number): EngineEvent {
  const { status: idle } = initialRuns;
  return { type: "status", status: { ...idle, phase: step > 0 ? "paused" : "ready", step } };
}

beforeEach(() => {
  sent = [];
  refuse = false;
  useRuns.setState(initialRuns);
  restoreDocument(defaultExperiment(), false);
});

function setUnits(units: number): void {
  edit((draft) => {
    const layer = draft.network.layers[1];
    if (layer?.kind === "dense") layer.units = units;
  });
}

test("the engine chosen at the last visit is asked for before anything is built", async () => {
  useUi.setState({ engine: "cpu" });
  open();
  useUi.setState({ engine: "auto" });
  await quiet();
  expect(sent).toEqual(["setEngine", "load"]);
});

test("what is chosen on the page is sent, and stays chosen", async () => {
  open();
  await quiet();
  useRuns.getState().commands.setEngine("reference");
  expect(sent.at(-1)).toBe("setEngine");
  expect(useUi.getState().engine).toBe("reference");
  useUi.setState({ engine: "auto" });
});

test("before the first step an edit of the network is built at once", async () => {
  open();
  await quiet();
  setUnits(5);
  await quiet();
  expect(sent).toEqual(["load", "load"]);
  expect(useRuns.getState().stale).toBe(false);
});

test("after training the same edit only marks the run, and undoing it unmarks it", async () => {
  open();
  await quiet();
  tell(status(40));
  setUnits(5);
  await quiet();
  expect(sent).toEqual(["load"]);
  expect(useRuns.getState().stale).toBe(true);
  setUnits(16);
  expect(useRuns.getState().stale).toBe(false);
});

test("a rate goes to the engine while it trains", async () => {
  open();
  await quiet();
  tell(status(40));
  edit((draft) => {
    const run = draft.runs[0];
    if (run) run.optimizer.learningRate = 0.5;
  });
  await quiet();
  expect(sent).toEqual(["load", "adjust"]);
});

test("what cannot be built is not tried again until the document changes", async () => {
  refuse = true;
  open();
  await quiet();
  await quiet();
  expect(sent).toEqual(["load"]);
  expect(useRuns.getState().fault?.code).toBe("data.notLoaded");
  refuse = false;
  setUnits(5);
  await quiet();
  expect(sent).toEqual(["load", "load"]);
});

test("an edit that could not be built, taken back, leaves no fault behind", async () => {
  open();
  await quiet();
  refuse = true;
  setUnits(5);
  await quiet();
  expect(useRuns.getState().fault).not.toBeNull();
  setUnits(16);
  await quiet();
  expect(useRuns.getState().fault).toBeNull();
  expect(sent).toEqual(["load", "load"]);
});

test("Train waits for the last edit, even while an earlier one is being built", async () => {
  open();
  await quiet();
  setUnits(5);
  await new Promise((resolve) => setTimeout(resolve, 210));
  // The engine is at work on the first edit now.
  setUnits(7);
  useRuns.getState().commands.train();
  await quiet();
  expect(sent).toEqual(["load", "load", "load", "train"]);
});
