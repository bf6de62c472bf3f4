import { loadavg } from "node:os";
import { chromium } from "playwright";
import { launchOptions } from "../scripts/chromium.mjs";
import { processorSeconds } from "./processor-time.mjs";

/**
 * @typedef {import("./tasks.mjs").Task} Task
 * @typedef {import("./tasks.mjs").Engine} Engine
 * @typedef {Awaited<ReturnType<typeof import("./serve.mjs").serve>>} Server
 * @typedef {{ steps: number, milliseconds: number, looks?: number, processor: number | null }} Block
 *   processor: milliseconds that all of the browser's processes spent on all cores
 * @typedef {{
 *   engine: Engine,
 *   firstStep: number | null,
 *   losses: Record<number, number[]>,
 *   blocks: Block[],
 *   failure: string | null,
 * }} Row losses after so many steps, one a run
 * @typedef {{ task: Task, rows: Row[], browser: string, adapter: string, software: boolean, digits: boolean, quick: boolean, load: number[] }} Result
 */

const PARITY_STEPS = [5, 20];
/** Seconds. */
const LIMITS = { open: 60, start: 90, parity: 120, block: 60 };
/** A contender that needs longer for the twenty steps is compared after five only. */
const PARITY_PATIENCE = 40;

class LimitError extends Error {}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {number} seconds
 * @param {string} what
 */
async function within(work, seconds, what) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    const error = new LimitError(`${what} took more than ${seconds} s`);
    timer = setTimeout(() => reject(error), seconds * 1000);
  });
  try {
    return /** @type {T} */ (await Promise.race([work, late]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @typedef {{ task: Task, engines: Engine[], quick: boolean, hardware: boolean, server: Server, milliseconds?: number }} Request
 *   milliseconds: of a block, where it is not to be as long as usual
 */

/** @param {Request} request */
async function openPage({ task, hardware, server: { address, hasDigits } }) {
  // A browser of its own for each task: nothing is compiled or cached before.
  const browser = await chromium.launch(launchOptions({ hardware }));
  const page = await browser.newPage();
  page.on("pageerror", ({ message }) => console.error(`page: ${message}`));
  await page.goto(address);
  const request = { name: task.name, hasDigits };
  const open = page.evaluate((asked) => window.bench.open(asked.name, asked.hasDigits), request);
  const adapter = await within(open, LIMITS.open, "opening the page");
  return { browser, page, adapter };
}

/** @typedef {Awaited<ReturnType<typeof openPage>>} Opened */

/** @param {Opened} opened @param {Row} row */
async function startRow({ page }, row) {
  const { name } = row.engine;
  const train = (/** @type {number} */ steps) =>
    within(
      page.evaluate((asked) => window.bench.train(asked.name, asked.steps), { name, steps }),
      LIMITS.parity,
      `${steps} steps`,
    );
  const start = page.evaluate((engine) => window.bench.start(engine), name);
  row.firstStep = (await within(start, LIMITS.start, "the first step")).milliseconds;
  let done = 1;
  let seconds = 0;
  for (const steps of PARITY_STEPS) {
    // The loss after so many steps is that of the batch of the next one.
    const more = steps + 1 - done;
    if (seconds > 0 && (seconds / (done - 1)) * more > PARITY_PATIENCE) break;
    const begun = performance.now();
    row.losses[steps] = await train(more);
    seconds += (performance.now() - begun) / 1000;
    done += more;
  }
}

/** @param {Opened} opened @param {Row} row @param {number} milliseconds */
async function runBlock({ page }, row, milliseconds) {
  const before = processorSeconds();
  const request = { name: row.engine.name, milliseconds };
  const work = page.evaluate(
    (asked) => window.bench.block(asked.name, asked.milliseconds),
    request,
  );
  const block = await within(work, LIMITS.block, "a block");
  const after = processorSeconds();
  const processor = before === null || after === null ? null : (after - before) * 1000;
  row.blocks.push({ ...block, processor });
}

/**
 * Rows in turn. What fails is noted in its row; a contender that hangs takes its page with it, so
 * the others start again on a new one without it.
 * @param {Request} request @param {Row[]} rows
 */
async function measureRows(request, rows) {
  const rounds = request.quick ? 3 : 5;
  const milliseconds = (request.milliseconds ?? 2000) / (request.quick ? 4 : 1);
  const opened = await openPage(request);
  /** @type {(row: Row, work: Promise<void>) => Promise<boolean>} */
  const survives = async (row, work) => {
    try {
      await work;
    } catch (error) {
      row.failure = error instanceof Error ? firstLine(error.message) : String(error);
      if (error instanceof LimitError || opened.page.isClosed()) return false;
    }
    return true;
  };
  try {
    for (const row of rows) {
      if (!(await survives(row, startRow(opened, row)))) return null;
    }
    for (let round = 0; round < rounds; round++) {
      for (const row of rows.filter(({ failure }) => failure === null)) {
        if (!(await survives(row, runBlock(opened, row, milliseconds)))) return null;
      }
    }
    const { name: adapter, software } = opened.adapter;
    return { adapter, software, browser: opened.browser.version() };
  } finally {
    await opened.browser.close();
  }
}

/** @param {string} message */
function firstLine(message) {
  return (message.split("\n")[0] ?? "").replace(/^page\.evaluate: /, "").slice(0, 160);
}

/**
 * @param {Request} request
 * @returns {Promise<Result>}
 */
export async function measureTask(request) {
  const { task, engines, quick, server } = request;
  /** @type {Row[]} */
  const rows = engines.map((engine) => ({ engine, ...emptyRow(), failure: null }));
  const load = loadavg();
  for (;;) {
    const racing = rows.filter(({ failure }) => failure === null);
    for (const row of racing) Object.assign(row, emptyRow());
    const done = await measureRows(request, racing);
    if (done) return { task, rows, ...done, digits: server.hasDigits, quick, load };
  }
}

/** @returns {Pick<Row, "firstStep" | "losses" | "blocks">} */
function emptyRow() {
  return { firstStep: null, losses: {}, blocks: [] };
}
