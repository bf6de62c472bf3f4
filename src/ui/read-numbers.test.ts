import { expect, test } from "vitest";
import { layers, losses, schedules } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import { readNumbers } from "./read-numbers.ts";
import { countChanged, shownNames } from "./row-fields.ts";

const shape = layers.reshape.fields.shape;
const milestones = schedules.milestones.fields.at;
const weights = losses.softmaxCrossEntropy.fields.classWeights;

test("lists are understood as people write them", () => {
  expect(readNumbers("80, 3", shape)).toEqual([80, 3]);
  expect(readNumbers("80×3", shape)).toEqual([80, 3]);
  expect(readNumbers("8 8 -1", shape)).toEqual([8, 8, -1]);
  expect(readNumbers("１００、２００", milestones)).toEqual([100, 200]);
  expect(readNumbers("0.5; 2，1e-1", weights)).toEqual([0.5, 2, 0.1]);
  expect(readNumbers("  ", weights)).toEqual([]);
});

test("lists are refused that the field does not take", () => {
  expect(readNumbers("1, two", shape)).toBeNull();
  expect(readNumbers("1.5", shape)).toBeNull();
  expect(readNumbers("-2", shape)).toBeNull();
  expect(readNumbers("1, 2, 3, 4", shape)).toBeNull();
  expect(readNumbers("0", milestones)).toBeNull();
});

test("a field without meaning beside the others is not shown", () => {
  const { fields } = layers.dense;
  const dense = rowDefault(layers, "dense");
  expect(shownNames(fields, dense)).not.toContain("alpha");
  expect(shownNames(fields, { ...dense, activation: "elu" })).toContain("alpha");
});

test("fields at their default are not counted as changed", () => {
  const dense = { ...rowDefault(layers, "dense"), l2: 0.1, trainable: false };
  const names = ["l1", "l2", "trainable", "initializer", "units"];
  expect(countChanged(layers.dense.fields, dense, names)).toBe(2);
});
