import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { describeNetwork } from "../nn/describe.ts";
import { inputPlaces } from "../nn/network.ts";
import { isMerge, type LayerKind, layers } from "../spec/catalogue.ts";
import { defaultExperiment } from "../spec/defaults.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { parseExperiment } from "../spec/parse.ts";
import { redo, restoreDocument, undo, useDocument } from "./document.ts";
import { orderConflict } from "./layer-graph.ts";
import {
  addLayer,
  applyRemedy,
  duplicateLayer,
  moveLayer,
  removeLayer,
  setInputs,
} from "./network.ts";

const stack = () => useDocument.getState().experiment.network.layers;
const inputsOf = (id: string) => stack().find((layer) => layer.id === id)?.inputs;
const targets = { kind: "classes", names: ["0", "1"] } as const;
const outputs = () =>
  describeNetwork(useDocument.getState().experiment, [2], targets).layers.map(
    (layer) => layer.outputShape,
  );

/** Who reads whom, by id. */
function reads(list: readonly LayerSpec[]): Record<string, string[]> {
  const feeds = inputPlaces(list);
  return Object.fromEntries(
    list.map(({ id }, at) => [id, (feeds[at] ?? []).map((place) => list[place]!.id)]),
  );
}

/** input 1, dense 2, dense 3, add 5 of 3 and 2, dense 4. */
function residual(): string {
  const id = addLayer("add", 3, outputs());
  if (id === null) throw new Error("the default has room for a merge");
  return id;
}

beforeEach(() => restoreDocument(defaultExperiment(), false));

describe("a merge", () => {
  it("is joined with the nearest earlier layer of the same shape", () => {
    const id = residual();
    expect(inputsOf(id)).toEqual([null, "2"]);
    expect(describeNetwork(useDocument.getState().experiment, [2], targets).fault).toBeNull();
  });

  it("waits for its second input where no shape fits", () => {
    const id = addLayer("multiply", 1, outputs());
    expect(inputsOf(id!)).toEqual([null]);
  });

  it("that concatenates is joined with other channels too", () => {
    expect(inputsOf(addLayer("concatenate", 2, outputs())!)).toEqual([null, "1"]);
  });

  it("keeps its inputs when it is copied, other layers read what they are copied from", () => {
    const id = residual();
    expect(inputsOf(duplicateLayer(id)!)).toEqual([null, "2"]);
    setInputs("4", ["3"]);
    expect(inputsOf(duplicateLayer("4")!)).toEqual([null]);
  });
});

describe("removing a layer", () => {
  it("leaves its reader with what it has read", () => {
    const id = residual();
    removeLayer("2");
    expect(inputsOf(id)).toEqual([null, "1"]);
    removeLayer("3");
    expect(reads(stack())[id]).toEqual(["1", "1"]);
  });

  it("hands its named input to the layer behind it", () => {
    setInputs("3", ["1"]);
    removeLayer("3");
    expect(reads(stack())["4"]).toEqual(["1"]);
  });
});

describe("moving a layer", () => {
  it("behind one that names it is refused, and nothing changes", () => {
    const id = residual();
    const before = stack();
    expect(moveLayer("2", 3)).toEqual({ layer: id, input: "2" });
    expect(moveLayer(id, 1)).toEqual({ layer: id, input: "2" });
    expect(stack()).toBe(before);
  });

  it("elsewhere is done", () => {
    residual();
    expect(moveLayer("3", 1)).toBeNull();
    expect(stack().map(({ id }) => id)).toEqual(["1", "3", "2", "5", "4"]);
  });
});

describe("remedies of a merge", () => {
  it("bridge a skip whose channels differ, without disturbing the main path", () => {
    const id = residual();
    setInputs(id, [null, "1"]);
    const faulty = () =>
      describeNetwork(useDocument.getState().experiment, [2], targets).layers.find(
        (layer) => layer.fault,
      );
    const remedy = faulty()?.remedy;
    if (!remedy) throw new Error("a conflict of channels has a remedy");
    applyRemedy(remedy);
    expect(faulty()).toBeUndefined();
    const bridge = stack()[3]!;
    expect(reads(stack())).toMatchObject({ [bridge.id]: ["1"], [id]: ["3", bridge.id] });
  });
});

it("no edit leaves a name without a layer, or a layer before its input", () => {
  const kinds = (Object.keys(layers) as LayerKind[]).filter((kind) => kind !== "input");
  const action = fc.record({
    do: fc.constantFrom("add", "move", "copy", "remove", "connect", "heal", "undo", "redo"),
    kind: fc.constantFrom(...kinds),
    at: fc.nat(20),
    other: fc.nat(20),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      restoreDocument(defaultExperiment(), false);
      for (const each of actions) {
        const { id, kind, inputs } = stack()[each.at % stack().length]!;
        const other = stack()[each.other % stack().length]!.id;
        if (each.do === "add") addLayer(each.kind, each.at, outputs());
        if (each.do === "move") moveLayer(id, each.at);
        if (each.do === "copy") duplicateLayer(id);
        if (each.do === "remove") removeLayer(id);
        if (each.do === "connect") setInputs(id, isMerge(kind) ? [...inputs, other] : [other]);
        if (each.do === "undo") undo();
        if (each.do === "redo") redo();
        if (each.do === "heal") {
          const described = describeNetwork(useDocument.getState().experiment, [2], targets);
          const remedy = described.layers.find((layer) => layer.remedy)?.remedy;
          if (remedy) applyRemedy(remedy);
        }
        expect(orderConflict(stack())).toBeNull();
      }
      const { experiment } = useDocument.getState();
      expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    }),
  );
});
