// Trains the experiments of ../shared/bands and judges what they come to: npm run verify [-- --only a,b --seeds 2 --engine gpu --epochs 3]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, requireNode } from "../scripts/install.mjs";
import { experiments } from "./experiments.mjs";

/**
 * @typedef {import("./experiments.mjs").Experiment & { name: import("./experiments.mjs").ExperimentName }} Named
 * @typedef {{ engine: "gpu" | "cpu", first: number, seeds: number | null, epochs: number | null, hardware: boolean, json: string | undefined, chosen: readonly Named[] }} Options
 */

const HELP = `npm run verify -- [options]
  --only a,b      only these: ${experiments.map(({ name }) => name).join(", ")}
  --seeds n       of each (otherwise ${experiments.map(({ name, seeds }) => `${name} ${seeds}`).join(", ")})
  --first n       the first seed, otherwise 1
  --engine name   gpu (WebGPU, the default) or cpu
  --epochs n      of the accelerometer networks
  --hardware      on this machine's GPU instead of the software adapter
  --json file     every figure of every seed
It passes when all final figures are in their bands and at least 98 of 100 of those on the way.
A section of docs/accuracy.md is replaced for each experiment on WebGPU with its usual seeds or more.`;

const REPORT = "docs/accuracy.md";
const DATA = path.resolve(import.meta.dirname, "..", "..", "shared", "data");

/** @param {string | undefined} text */
function countOf(text) {
  if (text === undefined) return null;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`Expected a count, got ${text}.\n${HELP}`);
  return count;
}

/** @returns {Options | null} null when only help is asked for */
function readOptions() {
  const text = /** @type {const} */ ({ type: "string" });
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseArgs({
    options: {
      only: text,
      seeds: text,
      first: text,
      epochs: text,
      json: text,
      engine: { ...text, default: "gpu" },
      hardware: flag,
      help: flag,
    },
  });
  if (values.help) return null;
  const { engine, only, hardware, json } = values;
  if (engine !== "gpu" && engine !== "cpu") throw new Error(`No engine ${engine}.\n${HELP}`);
  const names = only?.split(",");
  const unknown = names?.find((name) => !experiments.some((each) => each.name === name));
  if (unknown !== undefined) throw new Error(`Nothing is called ${unknown}.\n${HELP}`);
  const chosen = experiments.filter(({ name }) => names === undefined || names.includes(name));
  const seeds = countOf(values.seeds);
  const first = countOf(values.first) ?? 1;
  return { engine, first, seeds, epochs: countOf(values.epochs), hardware, json, chosen };
}

/** A file below ../shared/data. @param {string} name */
function sharedFile(name) {
  const file = path.resolve(DATA, name);
  return file.startsWith(DATA + path.sep) && existsSync(file) ? readFileSync(file) : undefined;
}

/** @param {Named} experiment @param {Options} options @param {string} address */
async function measure(experiment, { engine, seeds: count, first, epochs, hardware }, address) {
  const { chromium } = await import("playwright");
  const { launchOptions } = await import("../scripts/chromium.mjs");
  const seeds = Array.from({ length: count ?? experiment.seeds }, (_, index) => first + index);
  // A browser of its own for each: none trains in the memory that another left.
  const browser = await chromium.launch(launchOptions({ hardware }));
  try {
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`  ${message.text()}`));
    page.on("pageerror", ({ message }) => console.error(`page: ${message}`));
    await page.goto(address);
    const request = { name: experiment.name, engine, seeds, epochs: epochs ?? experiment.epochs };
    const begun = performance.now();
    const { figures, adapter } = await page.evaluate((asked) => window.verify(asked), request);
    const minutes = (performance.now() - begun) / 60_000;
    const device = engine === "gpu" ? `WebGPU on ${adapter}` : "the processor";
    const where = `${device}, Chromium ${browser.version()}`;
    return { figures, seeds, where, minutes };
  } finally {
    await browser.close();
  }
}

/** @param {Options} options @param {Named} experiment */
function isForReport({ engine, hardware, seeds, first, epochs }, experiment) {
  const usual = engine === "gpu" && !hardware && first === 1;
  return usual && (seeds ?? experiment.seeds) >= experiment.seeds && epochs === null;
}

/** @param {Options} options @param {string} address */
async function verifyAll(options, address) {
  const { judged: judge, passes } = await import("./bands.mjs");
  const { outcomeSection, summaryTable } = await import("./report.mjs");
  const { replaceSection } = await import("../scripts/document-section.mjs");
  /** @type {Record<string, unknown>} */
  const all = {};
  /** @type {string[]} */
  const failed = [];
  for (const experiment of options.chosen) {
    console.log(`\n${experiment.title}`);
    const { figures, ...found } = await measure(experiment, options, address);
    const judged = judge(experiment.name, figures);
    console.log(`\n${summaryTable(judged)}`);
    if (!passes(experiment, judged)) failed.push(experiment.name);
    all[experiment.name] = { ...found, judged };
    if (isForReport(options, experiment)) {
      const text = outcomeSection({ experiment, judged, ...found });
      replaceSection(REPORT, `verify ${experiment.name}`, text);
    }
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  const passed = failed.length === 0;
  console.log(passed ? "\nEverything passes." : `\nOut of their bands: ${failed.join(", ")}`);
  return passed;
}

async function main() {
  const options = readOptions();
  if (options === null) {
    console.log(HELP);
    return;
  }
  process.chdir(path.resolve(import.meta.dirname, ".."));
  requireNode();
  ensureInstalled(".", { withDev: true });
  // Only now: what these import is installed above.
  const { ensureChromium } = await import("../scripts/browser.mjs");
  const { servePage } = await import("../scripts/page-server.mjs");
  ensureChromium();
  const server = await servePage({ folder: "verify", source: sharedFile });
  try {
    if (!(await verifyAll(options, server.address))) process.exitCode = 1;
  } finally {
    await server.close();
  }
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
