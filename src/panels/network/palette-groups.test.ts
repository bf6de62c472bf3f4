import { afterEach, expect, test } from "vitest";
import { setLocale } from "../../i18n/index.ts";
import { layers } from "../../spec/catalogue.ts";
import { kindsNamed, kindsOf, paletteGroups } from "./palette-groups.ts";

afterEach(() => setLocale("en"));

test("every layer but the input stands in a group", () => {
  const shown = new Set<string>(paletteGroups.flatMap(kindsOf));
  expect([...shown].toSorted()).toEqual(
    Object.keys(layers)
      .filter((kind) => kind !== "input")
      .toSorted(),
  );
});

test("layers are found by their label, by their name, and in Chinese by both", async () => {
  expect(kindsNamed("max pool")).toContain("maxPooling1d");
  expect(kindsNamed("conv1d")).toEqual(["conv1d"]);
  expect(kindsNamed("global_average_pooling2d")).toEqual(["globalAveragePooling2d"]);
  expect(kindsNamed("nothing of the kind")).toEqual([]);
  await setLocale("zh-CN");
  expect(kindsNamed("卷积")).toEqual(["conv1d", "conv2d"]);
  expect(kindsNamed("LSTM")).toEqual(["lstm"]);
});
