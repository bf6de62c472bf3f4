import { describe, expect, it } from "vitest";
import { keptSettings, readRunChoices, readSettings } from "./kept-settings.ts";

const first = { chosen: {}, log: false, smoothing: 10, unit: "step" };
const chosen = {
  chosen: { accuracy: false, learningRate: true },
  log: true,
  smoothing: 50,
  unit: "epoch",
} as const;
const ofRuns = { hidden: new Set([0, 2]), solo: 1, pinned: 2 };

describe("settings of the charts kept from the last visit", () => {
  it("come back", () => {
    const text = JSON.stringify(keptSettings({ ...chosen, ...ofRuns }, 3));
    expect(readSettings(text)).toEqual(chosen);
    expect(readRunChoices(text, 3)).toEqual(ofRuns);
  });

  it("say nothing about runs of a document of more or fewer", () => {
    const text = JSON.stringify(keptSettings({ ...chosen, ...ofRuns }, 3));
    expect(readRunChoices(text, 2)).toBeNull();
    expect(readRunChoices(text, 4)).toBeNull();
  });

  it.each([
    null,
    "",
    "{",
    "null",
    "7",
    '"epoch"',
    "[]",
    '{"chosen":7,"log":"yes","smoothing":"10","unit":"miles"}',
    '{"chosen":{"loss":"no","joy":true},"smoothing":0}',
    '{"chosen":null,"log":1,"smoothing":1.5,"unit":null}',
    '{"smoothing":1e9,"unit":["step"]}',
  ])("are those of a first visit where they cannot be read: %s", (text) => {
    expect(readSettings(text)).toEqual(first);
    expect(readRunChoices(text, 3)).toBeNull();
  });

  it("leave out runs that there are not", () => {
    const text = '{"runs":3,"hidden":[1,3,-1,0.5,"2",null],"solo":3,"pinned":"0"}';
    const none = { solo: null, pinned: null };
    expect(readRunChoices(text, 3)).toEqual({ hidden: new Set([1]), ...none });
    expect(readRunChoices('{"runs":3,"hidden":"1"}', 3)).toEqual({ hidden: new Set(), ...none });
  });
});
