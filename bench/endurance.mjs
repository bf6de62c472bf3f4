/** Whether memory stays flat while four runs train for minutes and the views take turns. */
import { loadavg } from "node:os";
import { replaceSection } from "../scripts/document-section.mjs";
import { watchMemory } from "./memory.mjs";
import { today } from "./report.mjs";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./memory.mjs").Memory} Memory */
/** @typedef {Memory & { minutes: number, step: number }} Sample */

/** The last is the one that is open when memory is read. */
const TOUR = ["inside", "examples", "checks", "compare", "search", "operations", "labs", "curves"];
/** Milliseconds that a view stays open. */
const STAY = 2000;
/** Share of the time in which the views are opened first; not counted. */
const WARM_UP = 0.1;
/** Steps of four runs after which the page keeps no more values of its curves, only fewer of each. */
const FULL_STEPS = 2 ** 18;
/** In which as many looks inside come as the page keeps. Milliseconds. */
const FULL_LOOKS = 75_000;
/** Milliseconds. */
const FILL_LIMIT = 600_000;
/** By which the last third may lie above the first. */
const MOST_GROWTH = 0.1;

/** @param {Page} page */
const lastStep = (page) => page.evaluate(() => window.trainyard.history().step.at(-1) ?? 0);

/**
 * Trains where steps are quickest until what the page keeps of the past has reached its bounds: that
 * it grows until then is meant.
 * @param {Page} page
 */
async function fillHistories(page) {
  const start = performance.now();
  await page.locator("#view-tab-inside").click();
  await page.waitForTimeout(FULL_LOOKS);
  // The view that moves least leaves training the most time.
  await page.locator("#view-tab-search").click();
  while ((await lastStep(page)) < FULL_STEPS && performance.now() - start < FILL_LIMIT) {
    await page.waitForTimeout(5000);
  }
}

/**
 * @param {Page} page
 * @param {{ minutes: number, experiment: import("../src/spec/experiment.ts").Experiment, engine: "auto" | "gpu" | "cpu" }} options
 */
export async function endure(page, { minutes, experiment, engine }) {
  await page.evaluate(() => window.trainyard.setEngine("cpu"));
  const memory = await watchMemory(page);
  const built = await page.evaluate((value) => window.trainyard.load(value), experiment);
  const fresh = await memory();
  await page.evaluate(() => void window.trainyard.train());
  await fillHistories(page);
  const filled = await lastStep(page);
  // Training goes on with the same weights and curves.
  await page.evaluate((choice) => window.trainyard.setEngine(choice), engine);
  console.log(`histories hold ${filled} steps`);
  /** @type {Sample[]} */
  const samples = [];
  const start = performance.now();
  const since = () => (performance.now() - start) / 60_000;
  while (since() < minutes) {
    for (const view of TOUR) {
      await page.locator(`#view-tab-${view}`).click();
      await page.waitForTimeout(STAY);
    }
    const sample = { minutes: since(), step: await lastStep(page), ...(await memory()) };
    console.log(sampleText(sample));
    samples.push(sample);
  }
  await page.evaluate(() => window.trainyard.pause());
  const kind = await page.evaluate(() => window.trainyard.engine()?.kind ?? "none");
  return { samples, fresh, filled, planBytes: built.bytes, engine: kind, minutes };
}

/** @param {number} bytes */
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;

/** @param {Sample} sample */
function sampleText({ minutes, step, page, worker, gpu, buffers, resident }) {
  const held = resident === null ? "" : `, processes ${mebibytes(resident)}`;
  return `${minutes.toFixed(2)} min, step ${step}: page ${mebibytes(page)}, worker ${mebibytes(worker)}, GPU ${mebibytes(gpu)} in ${buffers} buffers${held}`;
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Least squares: growth a minute, and its standard error from what the line leaves over.
 * @param {readonly number[]} minutes @param {readonly number[]} values
 */
function slope(minutes, values) {
  const [middle, level] = [mean(minutes), mean(values)];
  const spread = minutes.reduce((sum, at) => sum + (at - middle) ** 2, 0);
  const pairs = minutes.map((at, index) => ({
    at: at - middle,
    value: (values[index] ?? 0) - level,
  }));
  const growth = pairs.reduce((sum, { at, value }) => sum + at * value, 0) / spread;
  const left = pairs.reduce((sum, { at, value }) => sum + (value - growth * at) ** 2, 0);
  return { growth, error: Math.sqrt(left / Math.max(1, values.length - 2) / spread) };
}

/** @param {readonly Sample[]} samples @param {string} what @param {(sample: Sample) => number | null} of @param {(value: number) => string} show */
function seriesRow(samples, what, of, show) {
  const values = samples.map((sample) => of(sample) ?? Number.NaN);
  if (values.some(Number.isNaN)) return { text: [], isFlat: true };
  const third = Math.max(1, Math.floor(values.length / 3));
  const [first, last] = [mean(values.slice(0, third)), mean(values.slice(-third))];
  const { growth, error } = slope(
    samples.map(({ minutes }) => minutes),
    values,
  );
  const isFlat = last <= first * (1 + MOST_GROWTH);
  const cells = [
    what,
    show(first),
    show(last),
    `${show(growth)} ± ${show(error)}`,
    isFlat ? "pass" : "**fail**",
  ];
  return { text: [`| ${cells.join(" | ")} |`], isFlat };
}

/** Tells, and writes where asked; whether all is flat. @param {Awaited<ReturnType<typeof endure>>} result @param {boolean} write */
export function reportEndurance(
  { samples: all, fresh, filled, planBytes, engine, minutes },
  write,
) {
  const samples = all.filter((sample) => sample.minutes >= WARM_UP * minutes);
  const rows = [
    seriesRow(samples, "page: JavaScript heap", ({ page }) => page, mebibytes),
    seriesRow(samples, "worker: JavaScript heap", ({ worker }) => worker, mebibytes),
    seriesRow(samples, "bytes in the GPU's buffers", ({ gpu }) => gpu, mebibytes),
    seriesRow(
      samples,
      "the GPU's buffers",
      ({ buffers }) => buffers,
      (value) => value.toFixed(2),
    ),
    seriesRow(
      samples,
      "what the browser's processes have written and hold",
      ({ resident }) => resident,
      mebibytes,
    ),
  ];
  const isFlat = rows.every((row) => row.isFlat);
  const steps = (all.at(-1)?.step ?? 0) - filled;
  const text = [
    `${today()}; engine ${engine}; load ${loadavg()[0]?.toFixed(1)}; ${minutes} minutes, ${steps.toLocaleString("en-US")} steps of four runs, ${samples.length} readings. The plan asks for ${mebibytes(planBytes)}. Before the first step the page's heap was ${mebibytes(fresh.page)}, the worker's ${mebibytes(fresh.worker)}; then ${filled.toLocaleString("en-US")} steps filled the histories.`,
    "",
    `| | mean of the first third | mean of the last third | growth a minute | at most ${100 * MOST_GROWTH} % more |`,
    "|---|---|---|---|---|",
    ...rows.flatMap((row) => row.text),
  ].join("\n");
  console.log(`\n${text}`);
  if (write) replaceSection("docs/performance.md", "endurance", text);
  return isFlat;
}
