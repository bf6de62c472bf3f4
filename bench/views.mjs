/** What each view of the results costs the page's main thread while four runs train. */
import { loadavg } from "node:os";
import { replaceSection } from "../scripts/document-section.mjs";
import { today } from "./report.mjs";
import {
  CATEGORIES,
  eventsOf,
  functionsOf,
  LONG,
  mainThreadTasks,
  PROFILE_CATEGORY,
  partsOf,
} from "./trace.mjs";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./page-documents.mjs").DocumentName} DocumentName */
/** @typedef {import("./trace.mjs").Task} Task */

/** The curves are on the page from its start: opened last, they are opened too. */
const VIEWS = [
  "inside",
  "examples",
  "checks",
  "compare",
  "search",
  "operations",
  "labs",
  "surface lab",
  "initializer lab",
  "curves",
];

const MARK = "view opens";
/** Milliseconds of a task whose functions are named: nearly too long, with a profile running. */
const TELLING = 0.6 * LONG;
/** Milliseconds after the click that belong to opening a view. */
const OPENING = 1000;

/**
 * @typedef {{ task: Task | null, long: number, parts: string, functions: string[] }} Longest
 * @typedef {{ document: DocumentName, view: string, wide: boolean, opening: Longest, open: Longest, busy: number, heard: number, heardLongest: number, stepsPerSecond: number }} ViewRow
 *   busy: share of a core; heard: long tasks that the page's own observer told, on the wall
 */

/** @param {Page} page @param {string} view */
async function openView(page, view) {
  if (view === "surface lab") await page.getByRole("radio", { name: "Surfaces" }).check();
  else if (view === "initializer lab")
    await page.getByRole("radio", { name: "Initial weights" }).check();
  else await page.locator(`#view-tab-${view}`).click();
}

/** @param {Page} page @param {boolean} wide */
async function widen(page, wide) {
  const name = wide ? "Use the whole page" : "Show the experiment again";
  const button = page.getByRole("button", { name });
  if (await button.isVisible()) await button.click();
}

/** @param {import("./trace.mjs").TraceEvent[]} events @param {readonly Task[]} tasks @returns {Longest} */
function longestOf(events, tasks) {
  const task = tasks.reduce(
    (longest, each) => (longest && longest.processor >= each.processor ? longest : each),
    /** @type {Task | null} */ (null),
  );
  const long = tasks.filter(({ processor }) => processor > LONG).length;
  if (!task) return { task, long, parts: "", functions: [] };
  return { task, long, parts: partsOf(events, task), functions: functionsOf(events, task) };
}

/** @param {Page} page */
const heardSoFar = (page) =>
  page.evaluate(() =>
    /** @type {{ watch: { longTasks: { duration: number }[] } }} */ (
      /** @type {unknown} */ (window)
    ).watch.longTasks.map(({ duration }) => duration),
  );

/** @param {Page} page */
const lastStep = (page) => page.evaluate(() => window.trainyard.history().step.at(-1) ?? 0);

/** @typedef {{ seconds: number, profile: boolean }} Settings */

/** @param {Page} page @param {string} view @param {Settings} settings */
async function measureView(page, view, { seconds, profile }) {
  const browser = page.context().browser();
  const categories = profile ? [...CATEGORIES, PROFILE_CATEGORY] : CATEGORIES;
  await browser?.startTracing(page, { categories });
  // A trace that begins is a long task of its own.
  await page.waitForTimeout(1000);
  const before = await heardSoFar(page);
  const steps = await lastStep(page);
  await page.evaluate((mark) => performance.mark(mark), MARK);
  const clickedAt = Date.now();
  await openView(page, view);
  await page.waitForTimeout(seconds * 1000);
  const took = (Date.now() - clickedAt) / 1000;
  // Putting the trace together makes the page stutter: asked before.
  const heard = (await heardSoFar(page)).slice(before.length);
  const done = await lastStep(page);
  const events = eventsOf((await browser?.stopTracing()) ?? Buffer.from('{"traceEvents":[]}'));
  // What begins later is the browser's, which puts the trace together.
  const tasks = mainThreadTasks(events, MARK).filter(
    ({ begin }) => begin >= 0 && begin < 1000 * took,
  );
  const opened = tasks.filter(({ begin }) => begin < OPENING);
  const later = tasks.filter(({ begin }) => begin >= OPENING);
  return {
    opening: longestOf(events, opened),
    open: longestOf(events, later),
    busy: later.reduce((sum, { processor }) => sum + processor, 0) / (1000 * took - OPENING),
    heard: heard.length,
    heardLongest: Math.max(0, ...heard),
    stepsPerSecond: (done - steps) / took,
  };
}

/**
 * @param {Page} page @param {Partial<Record<DocumentName, import("../src/spec/experiment.ts").Experiment>>} documents
 * @param {Settings & { views: readonly string[] | null }} settings
 */
export async function measureViews(page, documents, settings) {
  /** @type {ViewRow[]} */
  const rows = [];
  const views = VIEWS.filter((view) => settings.views?.includes(view) ?? true);
  for (const [name, experiment] of Object.entries(documents)) {
    const document = /** @type {DocumentName} */ (name);
    for (const wide of [false, true]) {
      await page.evaluate((value) => window.trainyard.load(value), experiment);
      await widen(page, wide);
      await page.locator("#view-tab-curves").click();
      await page.evaluate(() => void window.trainyard.train());
      await page.waitForTimeout(1500);
      for (const view of views) {
        if (view.endsWith(" lab")) await page.locator("#view-tab-labs").click();
        const row = { document, view, wide, ...(await measureView(page, view, settings)) };
        console.log(rowText(row));
        for (const each of settings.profile ? [row.opening, row.open] : []) {
          if ((each.task?.processor ?? 0) > TELLING) console.log(each.functions.join("\n"));
        }
        rows.push(row);
      }
      await page.evaluate(() => window.trainyard.pause());
    }
    await widen(page, false);
  }
  return rows;
}

/** @param {Longest} longest */
function longestText({ task, long, parts }) {
  if (!task) return "-";
  const text = `${task.processor.toFixed(0)} ms`;
  return long > 0 ? `**${text}**, ${long} over ${LONG}: ${parts}` : text;
}

/** @param {ViewRow} row */
function rowText({
  document,
  view,
  wide,
  opening,
  open,
  busy,
  heard,
  heardLongest,
  stepsPerSecond,
}) {
  const cells = [
    document,
    view,
    wide ? "wide" : "column",
    longestText(opening),
    longestText(open),
    `${heard} (${heardLongest.toFixed(0)} ms)`,
    `${(100 * busy).toFixed(0)} %`,
    Math.round(stepsPerSecond).toLocaleString("en-US"),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** @param {readonly ViewRow[]} rows */
const isSmooth = (rows) => rows.every(({ opening, open }) => opening.long + open.long === 0);

/** @param {readonly ViewRow[]} rows @param {string} engine */
function viewsText(rows, engine) {
  const worst = rows.reduce(
    (most, { opening, open }) =>
      Math.max(most, opening.task?.processor ?? 0, open.task?.processor ?? 0),
    0,
  );
  return [
    `${today()}; engine ${engine}; load ${loadavg()[0]?.toFixed(1)}. Longest task ${worst.toFixed(0)} ms of CPU time (${isSmooth(rows) ? "pass" : "**fail**"}: none over ${LONG} ms).`,
    "",
    "| runs on | view | width | longest task while it opens | longest task while it is open | long tasks that the page heard of, on the wall (longest) | main thread busy | steps/s |",
    "|---|---|---|---|---|---|---|---|",
    ...rows.map(rowText),
  ].join("\n");
}

/** Tells, and writes where asked; whether no task was long. @param {readonly ViewRow[]} rows @param {{ engine: string, write: boolean }} options */
export function reportViews(rows, { engine, write }) {
  const text = viewsText(rows, engine);
  console.log(`\n${text}`);
  if (write) replaceSection("docs/performance.md", "views", text);
  return isSmooth(rows);
}
