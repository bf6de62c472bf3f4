import { describe, expect, it } from "vitest";
import { readView } from "./ui.ts";

const fresh = { theme: "system", locale: null, singleKeys: true, engine: "auto" };

describe("the look kept from the last visit", () => {
  it("comes back", () => {
    const kept = { theme: "dark", locale: "zh-CN", singleKeys: false, engine: "cpu" };
    expect(readView(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([
    null,
    "",
    "{",
    "null",
    "7",
    '"dark"',
    "[]",
    '{"theme":"pink","locale":"xx","engine":"abacus"}',
  ])("falls back to that of a first visit: %s", (text) => {
    expect(readView(text)).toEqual(fresh);
  });
});
