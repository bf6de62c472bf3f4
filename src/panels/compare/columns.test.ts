import { expect, test } from "vitest";
import { initializers, optimizers } from "../../spec/catalogue.ts";
import { asBuilt, defaultRun, rowDefault } from "../../spec/defaults.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import {
  columnIds,
  columnLabel,
  differingColumns,
  readColumns,
  shownColumns,
  usualColumns,
} from "./columns.ts";

const network = rowDefault(initializers, "heNormal");
const run = defaultRun();
const of = (changes: Partial<RunSpec>): RunSpec => ({ ...run, ...changes });

test("each column finds its own difference, and no other column does", () => {
  const changes: Partial<Record<(typeof columnIds)[number], Partial<RunSpec>>> = {
    learningRate: { optimizer: { ...rowDefault(optimizers, "adam"), learningRate: 0.5 } },
    schedule: { schedule: { kind: "cosine", lowest: 0 } },
    initializer: { initializer: { kind: "zeros" } },
    activation: { structure: { ...asBuilt(), activation: "relu" } },
    batchNormalization: { structure: { ...asBuilt(), batchNormalization: "off" } },
    width: { structure: { ...asBuilt(), width: 2 } },
    seed: { seed: 2 },
    l1: { l1: 1 },
    l2: { l2: 1 },
    weightDecay: { weightDecay: 0.1 },
    dropout: { dropout: 0.1 },
    clipNorm: { clipNorm: 1 },
    clipValue: { clipValue: 1 },
    maxNorm: { maxNorm: 1 },
    warmup: { warmup: 1 },
  };
  for (const [column, change] of Object.entries(changes)) {
    expect(differingColumns([run, of(change)], network)).toEqual([column]);
  }
  const momentum = rowDefault(optimizers, "momentum");
  const runs = [of({ optimizer: momentum }), of({ optimizer: { ...momentum, momentum: 0.5 } })];
  expect(differingColumns(runs, network)).toEqual(["momentum"]);
});

test("the network's initializer named by a run is no difference", () => {
  expect(differingColumns([run, of({ initializer: network })], network)).toEqual([]);
});

test("what differs comes first, then what is chosen", () => {
  const columns = shownColumns([run, of({ l2: 0.1 })], usualColumns, network);
  expect(columns).toEqual(["l2", ...usualColumns]);
  expect(shownColumns([run, of({ l2: 0.1 })], ["l2", "seed"], network)).toEqual(["l2", "seed"]);
});

test("every column has a name", () => {
  const labels = columnIds.map(columnLabel);
  expect(labels.filter((label) => label === "" || label.includes("catalogue."))).toEqual([]);
  expect(new Set(labels).size).toBe(columnIds.length);
});

test.each([
  [null, usualColumns],
  ["{", usualColumns],
  ['{"columns":7}', usualColumns],
  ['{"columns":[]}', []],
  // In the order of the table, whatever was chosen first; what is no column is left out.
  ['{"columns":["seed","optimizer","colour",3]}', ["optimizer", "seed"]],
] as const)("columns of the last visit: %s", (text, expected) => {
  expect(readColumns(text)).toEqual(expected);
});
