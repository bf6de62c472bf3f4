import { expect, test } from "vitest";
import type { Operation, OperationPart } from "../../train/operations.ts";
import { edgesOf, layoutOf } from "./layout.ts";

function operation(index: number, part: OperationPart, from: number[][] = []): Operation {
  const inputs = from.map((makers) => ({ from: makers, name: "", shape: [1], runs: true }));
  const plain = { op: "matmul", name: "", layer: "", attributes: {}, outputs: [], dispatches: 1 };
  return { ...plain, index, part, inputs };
}

test("forward goes down, back goes up, the loss and its gradient meet at the bottom", () => {
  const parts: OperationPart[] = ["data", "forward", "loss", "backward", "update"];
  const { places, rows } = layoutOf(parts.map((part, index) => operation(index, part)));
  expect(rows).toBe(3);
  expect(places.map(({ column }) => column)).toEqual([0, 0, 0, 1, 1]);
  expect(places.map(({ row }) => row)).toEqual([0, 1, 2, 2, 1]);
});

test("a longer way back leaves room above the way forward", () => {
  const parts: OperationPart[] = ["forward", "loss", "backward", "backward", "update"];
  const { places, rows } = layoutOf(parts.map((part, index) => operation(index, part)));
  expect(rows).toBe(3);
  expect(places.map(({ row }) => row)).toEqual([1, 2, 2, 1, 0]);
  expect(new Set(places.map(({ column, row }) => `${column}/${row}`)).size).toBe(5);
});

test("an operation that reads two parts of one other has one edge from it", () => {
  const edges = edgesOf([
    operation(0, "data"),
    operation(1, "forward", [[0], [0]]),
    operation(2, "update", [[0, 1]]),
  ]);
  expect(edges).toEqual([
    { from: 0, to: 1 },
    { from: 0, to: 2 },
    { from: 1, to: 2 },
  ]);
});
