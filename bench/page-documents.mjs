import { runnerImport } from "vite";

/** @typedef {import("../src/spec/experiment.ts").Experiment} Experiment */
/** @typedef {"spiral" | "digits"} DocumentName */

/** Without an end to its training. @param {Experiment} experiment @returns {Experiment} */
function endless(experiment) {
  const training = { ...experiment.training, limitUnit: "steps", limit: 100_000_000 };
  return /** @type {Experiment} */ ({ ...experiment, training });
}

/**
 * Four optimizers side by side: on the spiral of a first visit, which trains fastest and so tells
 * most, and on digits, which have most to show.
 * @returns {Promise<Record<DocumentName, Experiment>>}
 */
export async function fourRuns() {
  /** @typedef {typeof import("../src/spec/presets.ts")} Presets */
  const presets = await runnerImport("/src/spec/presets.ts", { logLevel: "error" });
  const all = /** @type {Presets} */ (presets.module).presets();
  const experimentOf = (/** @type {string} */ id) => {
    const preset = all.find((each) => each.id === id);
    if (!preset) throw new Error(`no preset ${id}`);
    return preset.experiment;
  };
  const [spiral, digits] = [experimentOf("spiral"), experimentOf("optimizers")];
  return { spiral: endless({ ...spiral, runs: digits.runs }), digits: endless(digits) };
}
