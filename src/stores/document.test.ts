import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeNetwork } from "../nn/describe.ts";
import { type LayerKind, layers } from "../spec/catalogue.ts";
import { defaultExperiment } from "../spec/defaults.ts";
import { limits } from "../spec/limits.ts";
import { redo, replaceDocument, restoreDocument, undo, useDocument } from "./document.ts";
import {
  addLayer,
  applyRemedy,
  duplicateLayer,
  moveLayer,
  removeLayer,
  setLoss,
  updateLayer,
} from "./network.ts";
import {
  duplicateRun,
  keepFitted,
  removeRun,
  setOrderSeed,
  setSource,
  setTitle,
  updateRun,
} from "./training.ts";

const now = () => useDocument.getState().experiment;
const kinds = () => now().network.layers.map((layer) => layer.kind);
const past = () => useDocument.temporal.getState().pastStates.length;

beforeEach(() => {
  vi.useFakeTimers();
  restoreDocument(defaultExperiment(), false);
});
afterEach(() => vi.useRealTimers());

/** Lets enough time go by that the next edit is one of its own. */
const wait = () => vi.advanceTimersByTime(5000);

describe("history", () => {
  it("takes an edit back and does it again", () => {
    const before = now();
    setTitle("one");
    expect(now().title).toBe("one");
    undo();
    expect(now()).toBe(before);
    redo();
    expect(now().title).toBe("one");
  });

  it("joins quick edits of one field into one step", () => {
    for (const title of ["a", "ab", "abc"]) setTitle(title);
    expect(past()).toBe(1);
    undo();
    expect(now().title).toBe("");
    redo();
    expect(now().title).toBe("abc");
  });

  it("keeps edits of different fields, and slow ones, apart", () => {
    setTitle("a");
    setOrderSeed(7);
    expect(past()).toBe(2);
    wait();
    setOrderSeed(8);
    expect(past()).toBe(3);
  });

  it("does not join an edit to one that was taken back", () => {
    setTitle("a");
    undo();
    setTitle("b");
    undo();
    expect(now().title).toBe("");
  });

  it("is not touched by an edit that changes nothing", () => {
    setTitle("");
    moveLayer("2", 1);
    setLoss("softmaxCrossEntropy");
    expect(past()).toBe(0);
    expect(useDocument.getState().touched).toBe(false);
  });

  it("brings the own document back after another was opened", () => {
    setTitle("mine");
    replaceDocument({ ...defaultExperiment(), title: "theirs" });
    expect(useDocument.getState().touched).toBe(false);
    undo();
    expect(now().title).toBe("mine");
  });

  it("keeps what was found out without a step of undo", () => {
    keepFitted({ shift: [1], scale: [2] });
    expect(now().data.fitted).toEqual({ shift: [1], scale: [2] });
    expect(past()).toBe(0);
    expect(useDocument.getState().touched).toBe(false);
  });
});

describe("layers", () => {
  it("are added before the output layer, like their neighbours", () => {
    const id = addLayer("dense");
    expect(kinds()).toEqual(["input", "dense", "dense", "dense", "dense"]);
    const added = now().network.layers[3];
    expect(added).toMatchObject({ id, kind: "dense", activation: "tanh" });
  });

  it("never come before the input", () => {
    addLayer("flatten", 0);
    expect(kinds()[0]).toBe("input");
    moveLayer("4", 0);
    expect(kinds()[0]).toBe("input");
    moveLayer("1", 3);
    removeLayer("1");
    expect(kinds()[0]).toBe("input");
  });

  it("move to the place that was asked for", () => {
    moveLayer("2", 3);
    expect(now().network.layers.map(({ id }) => id)).toEqual(["1", "3", "4", "2"]);
    moveLayer("2", 2);
    expect(now().network.layers.map(({ id }) => id)).toEqual(["1", "3", "2", "4"]);
  });

  it("stay within the cap", () => {
    while (addLayer("dropout") !== null) continue;
    expect(kinds()).toHaveLength(limits.layers);
    expect(duplicateLayer("2")).toBeNull();
  });

  it("keep unique ids and one input first, whatever is done", () => {
    const kind = fc.constantFrom(
      ...(Object.keys(layers) as LayerKind[]).filter((k) => k !== "input"),
    );
    const pick = fc.nat(20);
    const action = fc.oneof(
      fc.record({ do: fc.constant("add"), kind, at: pick }),
      fc.record({ do: fc.constantFrom("move", "copy", "remove", "undo", "redo"), kind, at: pick }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        restoreDocument(defaultExperiment(), false);
        for (const each of actions) {
          const stack = now().network.layers;
          const id = stack[each.at % stack.length]!.id;
          if (each.do === "add") addLayer(each.kind, each.at);
          if (each.do === "move") moveLayer(id, each.at);
          if (each.do === "copy") duplicateLayer(id);
          if (each.do === "remove") removeLayer(id);
          if (each.do === "undo") undo();
          if (each.do === "redo") redo();
          const after = now().network.layers;
          expect(new Set(after.map((layer) => layer.id)).size).toBe(after.length);
          expect(after.filter((layer) => layer.kind === "input")).toEqual([after[0]]);
        }
      }),
    );
  });
});

describe("remedies", () => {
  const digits = { kind: "classes" as const, names: "0123456789".split("") };
  const values = { kind: "values" as const, names: ["y"] };

  function heal(shape: number[], targets: typeof digits | typeof values): number {
    for (let count = 0; count < 10; count++) {
      const faulty = describeNetwork(now(), shape, targets).layers.find((layer) => layer.fault);
      if (!faulty?.remedy) return count;
      applyRemedy(faulty.remedy);
    }
    return 10;
  }

  it("lead to a network that fits, one after another", () => {
    expect(heal([28, 28], digits)).toBe(2);
    expect(describeNetwork(now(), [28, 28], digits).fault).toBeNull();
    expect(heal([1], values)).toBe(2);
    expect(now().loss.kind).toBe("meanSquaredError");
    expect(describeNetwork(now(), [1], values).fault).toBeNull();
  });

  it("help a network without any dense layer", () => {
    for (const id of ["2", "3", "4"]) removeLayer(id);
    heal([28, 28], digits);
    expect(describeNetwork(now(), [28, 28], digits).fault).toBeNull();
  });
});

describe("runs", () => {
  it("are copied without their name and removed, but never all", () => {
    const run = { ...now().runs[0]!, name: "first", seed: 3 };
    updateRun(0, run, "name");
    expect(duplicateRun(0)).toBe(1);
    expect(now().runs[1]).toEqual({ ...run, name: "" });
    removeRun(0);
    removeRun(0);
    expect(now().runs).toHaveLength(1);
  });

  it("stay within the cap", () => {
    while (duplicateRun(0) !== null) continue;
    expect(now().runs).toHaveLength(limits.runs);
  });
});

describe("data", () => {
  it("forgets fitted numbers when the source changes", () => {
    keepFitted({ shift: [1], scale: [2] });
    setSource({ kind: "moons", points: 500, noise: 0.1 });
    expect(now().data.fitted).toBeNull();
  });

  it("lets a layer be edited as a whole", () => {
    const layer = now().network.layers[1]!;
    if (layer.kind !== "dense") throw new Error("the default's second layer is dense");
    updateLayer({ ...layer, units: 99 }, "units");
    expect(now().network.layers[1]).toMatchObject({ units: 99 });
  });
});
