import { expect, test } from "vitest";
import { Column } from "./column.ts";

test("keeps everything up to its limit, then every second value", () => {
  const column = new Column(4, "double");
  for (let i = 0; i < 4; i++) column.push(i);
  expect([...column.values()]).toEqual([0, 1, 2, 3]);
  for (let i = 4; i < 9; i++) column.push(i);
  expect(column.stride).toBe(4);
  expect([...column.values()]).toEqual([0, 4, 8]);
  expect(column.at(8)).toBe(8);
  expect(column.at(7)).toBe(4);
  expect(column.at(9)).toBeNaN();
});

test("grows past its first capacity", () => {
  const column = new Column(1 << 16);
  for (let i = 0; i < 5000; i++) column.push(i);
  expect(column.length).toBe(5000);
  expect(column.at(4999)).toBe(4999);
});

test("after truncating, new values take the place of the forgotten ones", () => {
  const column = new Column(16);
  for (let i = 0; i < 6; i++) column.push(i);
  column.truncate(3);
  column.push(30);
  expect([...column.values()]).toEqual([0, 1, 2, 30]);
});
