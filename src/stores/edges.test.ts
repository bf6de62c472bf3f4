import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { layers } from "../spec/catalogue.ts";
import { defaultExperiment, rowDefault } from "../spec/defaults.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { parseExperiment } from "../spec/parse.ts";
import { edit, restoreDocument, undo, useDocument } from "./document.ts";
import {
  connected,
  connectLayers,
  connectRefusal,
  disconnected,
  disconnectLayers,
  insertOnEdge,
  readsOf,
} from "./edges.ts";
import { orderConflict } from "./layer-graph.ts";

type Inputs = LayerSpec["inputs"];

const layer = (kind: "input" | "dense" | "add", id: string, inputs: Inputs): LayerSpec => ({
  ...rowDefault(layers, kind),
  id,
  inputs,
});
const dense = (id: string, inputs: Inputs = [null]) => layer("dense", id, inputs);
const add = (id: string, inputs: Inputs) => layer("add", id, inputs);
/** i, a, b, m of b, z. */
const plain = [
  layer("input", "i", []),
  dense("a"),
  dense("b"),
  add("m", [null]),
  dense("z"),
] as const;

const reads = (stack: readonly LayerSpec[]) => Object.fromEntries(readsOf(stack));
const ids = (stack: readonly LayerSpec[]) => stack.map(({ id }) => id);
const inputs = (stack: readonly LayerSpec[], id: string) =>
  stack.find((each) => each.id === id)?.inputs;
const stackNow = () => useDocument.getState().experiment.network.layers;

describe("connecting", () => {
  it("adds an input to a merge and leaves the order", () => {
    const next = connected(plain, "a", "m");
    expect(inputs(next, "m")).toEqual([null, "a"]);
    expect(ids(next)).toEqual(ids(plain));
  });

  it("replaces the input of any other layer", () => {
    expect(inputs(connected(plain, "a", "z"), "z")).toEqual(["a"]);
  });

  it("names no layer that stands right before", () => {
    const skipping = connected(plain, "a", "z");
    expect(inputs(connected(skipping, "m", "z"), "z")).toEqual([null]);
  });

  it("puts the reader behind what it reads; all others read what they have read", () => {
    // b and c read a side by side; b shall read c, which stands behind it.
    const stack = [
      layer("input", "i", []),
      dense("a"),
      dense("b"),
      dense("c", ["a"]),
      add("m", [null, "b"]),
      dense("z"),
    ];
    const next = connected(stack, "c", "b");
    expect(ids(next)).toEqual(["i", "a", "c", "b", "m", "z"]);
    expect(reads(next)).toEqual({ ...reads(stack), b: ["c"] });
    expect(inputs(next, "c")).toEqual([null]);
    expect(inputs(next, "b")).toEqual([null]);
    expect(inputs(next, "m")).toEqual(["c", null]);
  });

  it("takes the reader's own readers along", () => {
    const stack = [
      layer("input", "i", []),
      dense("a"),
      dense("b"),
      dense("c", ["i"]),
      add("m", [null, "b"]),
      dense("z"),
    ];
    const next = connected(stack, "c", "a");
    expect(ids(next)).toEqual(["i", "c", "a", "b", "m", "z"]);
    expect(reads(next)).toEqual({ ...reads(stack), a: ["c"] });
  });

  it.each([
    ["a", "a", "self"],
    ["m", "a", "cycle"],
    ["z", "b", "cycle"],
    ["a", "i", "intoInput"],
    ["b", "m", "already"],
    ["i", "a", "already"],
    ["a", "m", null],
  ])("%s to %s is refused: %s", (from, to, refusal) => {
    expect(connectRefusal(plain, from, to)).toBe(refusal);
  });

  it("leaves the output last", () => {
    const stack = [...plain.slice(0, 3), dense("z", ["a"])];
    expect(connectRefusal(stack, "z", "b")).toBe("fromOutput");
  });
});

describe("disconnecting", () => {
  it("takes one input from a merge", () => {
    const joined = connected(plain, "a", "m");
    expect(disconnected(joined, "m", 0)).toMatchObject(
      connected(plain, "a", "m").with(3, add("m", ["a"])),
    );
    expect(disconnected(joined, "m", 1)).toEqual([...plain]);
  });

  it("gives any other layer the one before again", () => {
    expect(disconnected(connected(plain, "a", "z"), "z", 0)).toEqual([...plain]);
  });

  it("is refused where nothing else could be read", () => {
    expect(disconnected(plain, "b", 0)).toBe("lastInput");
    expect(disconnected(plain, "m", 0)).toBe("lastInput");
    expect(disconnected(plain, "i", 0)).toBe("lastInput");
  });
});

describe("on the document", () => {
  beforeEach(() => restoreDocument(defaultExperiment(), false));

  it("a layer is put on an edge, in one step of undo", () => {
    edit((draft) => {
      draft.network.layers = [...plain];
    });
    connectLayers("a", "m");
    const before = stackNow();
    const id = insertOnEdge("dense", "m", 1);
    expect(reads(stackNow())).toEqual({ ...reads(before), [id!]: ["a"], m: ["b", id] });
    undo();
    expect(stackNow()).toEqual(before);
  });

  it("a merge is joined with what fits before the layer it reads", () => {
    const [, , target] = stackNow();
    const shapes = [[2], [2], [8], [3]];
    const id = insertOnEdge("add", target!.id, 0, shapes);
    expect(reads(stackNow())[id!]).toEqual([stackNow()[1]!.id, stackNow()[0]!.id]);
  });

  it("what is refused leaves no trace", () => {
    const before = stackNow();
    const [, first] = before;
    expect(connectLayers(before.at(-1)!.id, first!.id)).toBe("cycle");
    expect(disconnectLayers(first!.id, 0)).toBe("lastInput");
    expect(stackNow()).toBe(before);
  });

  it("keeps an order, its ends and everybody else's inputs, whatever is connected", () => {
    const action = fc.record({
      do: fc.constantFrom("connect", "connect", "disconnect", "insert"),
      kind: fc.constantFrom("add" as const, "dense" as const),
      from: fc.nat(20),
      to: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        restoreDocument(defaultExperiment(), false);
        for (const each of actions) {
          const before = stackNow();
          const from = before[each.from % before.length]!.id;
          const to = before[each.to % before.length]!.id;
          if (each.do === "insert") insertOnEdge(each.kind, to, 0);
          if (each.do === "disconnect") disconnectLayers(to, each.from % 2);
          const refusal = each.do === "connect" ? connectLayers(from, to) : null;
          const after = stackNow();
          expect(orderConflict(after)).toBeNull();
          expect([after[0]!.id, after.at(-1)!.id]).toEqual([before[0]!.id, before.at(-1)!.id]);
          if (refusal !== null) expect(after).toBe(before);
          if (each.do === "connect" && refusal === null) {
            expect(reads(after)[to]).toContain(from);
            expect({ ...reads(after), [to]: [] }).toEqual({ ...reads(before), [to]: [] });
          }
        }
        const { experiment } = useDocument.getState();
        expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
      }),
    );
  });
});
