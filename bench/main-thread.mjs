// Whether the page stays smooth while it trains, and its memory flat: npm run bench:page [-- --help]
import { loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { replaceSection } from "../scripts/document-section.mjs";
import { ensureInstalled, requireNode } from "../scripts/install.mjs";
import { today } from "./report.mjs";
import { CATEGORIES, eventsOf, LONG, mainThreadTasks, summary } from "./trace.mjs";

const FIRST_CURVE_LIMIT = 3000;

const HELP = `npm run bench:page -- [options]
  --only visit|views   without it both are measured: a first visit, and every view while four runs train
  --seconds 20         of the visit
  --view a,b           only these views
  --view-seconds 6     that each view is watched, in the column and wide
  --document a,b       spiral, digits: what the four runs train on
  --minutes 10         instead: memory over so many minutes, the views in turns
  --engine auto        or gpu, cpu; for memory gpu unless said otherwise
  --profile            names the functions of long tasks, on a build that keeps their names
  --write              puts what was measured into docs/performance.md`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    seconds: { type: "string", default: "20" },
    view: { type: "string" },
    "view-seconds": { type: "string", default: "6" },
    document: { type: "string" },
    minutes: { type: "string" },
    engine: { type: "string" },
    profile: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

/**
 * @typedef {{ start: number, duration: number }} LongTask
 * @typedef {{ longTasks: LongTask[], clicked: number, moved: number, redraws: number }} Watch
 */

/** Runs in the page before anything else: listens for long tasks and for curves that move. */
function watchPage() {
  /** @type {Watch} */
  const watch = { longTasks: [], clicked: 0, moved: 0, redraws: 0 };
  Object.assign(window, { watch });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      watch.longTasks.push({ start: startTime, duration });
    }
  }).observe({ type: "longtask", buffered: true });
  document.addEventListener("click", ({ timeStamp }) => (watch.clicked ||= timeStamp), {
    capture: true,
  });
  let shape = "";
  const look = () => {
    const now = document.querySelector("path.recharts-line-curve")?.getAttribute("d") ?? "";
    // One point is no curve yet.
    if (now !== shape && now.includes("L")) {
      watch.redraws += 1;
      if (watch.clicked > 0) watch.moved ||= performance.now();
    }
    shape = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Bytes of JavaScript objects in use after a collection. @param {import("playwright").CDPSession} session */
async function heapBytes(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

/** @param {"auto" | "gpu"} usual */
function engineChoice(usual) {
  const choices = /** @type {const} */ (["auto", "gpu", "cpu"]);
  const asked = values.engine ?? usual;
  const choice = choices.find((each) => each === asked);
  if (choice === undefined) throw new Error(`--engine: expected one of ${choices.join(", ")}`);
  return choice;
}

/** @param {import("playwright").Page} page */
async function ready(page) {
  const isReady = () => "trainyard" in window && window.trainyard.engine() !== null;
  await page.waitForFunction(isReady, null, { timeout: 60_000 });
}

/** @param {import("playwright").Page} page */
async function measure(page) {
  const session = await page.context().newCDPSession(page);
  const browser = page.context().browser();
  await ready(page);
  await page.evaluate((choice) => window.trainyard.setEngine(choice), engineChoice("auto"));
  // As the page arrives, but without an end to its training.
  await page.evaluate(() => {
    const experiment = window.trainyard.experiment();
    const training = { ...experiment.training, limitUnit: "steps", limit: 100_000_000 };
    return window.trainyard.load({ ...experiment, training });
  });
  const before = await heapBytes(session);
  await browser?.startTracing(page, { categories: CATEGORIES.slice(0, 1) });
  await page
    .getByRole("button", { name: /^Train/ })
    .first()
    .click();
  await page.waitForTimeout(Number(values.seconds) * 1000);
  const watch = await page.evaluate(
    () => /** @type {{ watch: Watch }} */ (/** @type {unknown} */ (window)).watch,
  );
  // Putting the trace together makes the page stutter: only now.
  const trace = (await browser?.stopTracing()) ?? Buffer.from('{"traceEvents":[]}');
  const steps = await page.evaluate(() => window.trainyard.history().step.at(-1) ?? 0);
  const engine = await page.evaluate(() => window.trainyard.engine()?.kind);
  await page.evaluate(() => window.trainyard.pause());
  return {
    before,
    after: await heapBytes(session),
    tasks: mainThreadTasks(eventsOf(trace)),
    watch,
    steps,
    engine,
  };
}

/** @param {Awaited<ReturnType<typeof measure>>} result */
function report({ before, after, tasks, watch, steps, engine }) {
  const seconds = Number(values.seconds);
  const training = watch.longTasks.filter(({ start }) => start >= watch.clicked);
  const wait = watch.moved > 0 ? watch.moved - watch.clicked : Number.POSITIVE_INFINITY;
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const smooth = tasks.every(({ processor }) => processor <= LONG);
  const lines = [
    `engine: ${engine}, ${Math.round(steps / seconds)} steps/s`,
    `first curve: ${wait.toFixed(0)} ms after the click (${wait < FIRST_CURVE_LIMIT ? "pass" : "**fail**"}: under ${FIRST_CURVE_LIMIT} ms)`,
    `curves redrawn: ${(watch.redraws / seconds).toFixed(1)} times a second`,
    `long tasks, wall time: ${summary(tasks.map(({ wall }) => wall))}`,
    `long tasks, CPU time: ${summary(tasks.map(({ processor }) => processor))} (${smooth ? "pass" : "**fail**"}: none)`,
    `long tasks that the page heard of: ${training.length}`,
    `main thread busy: ${(tasks.reduce((sum, { processor }) => sum + processor, 0) / seconds / 10).toFixed(0)} % of a core`,
    `JavaScript heap: ${megabytes(before)} before, ${megabytes(after)} after`,
  ];
  console.log(lines.join("\n"));
  if (values.write)
    replaceSection(
      "docs/performance.md",
      "page",
      [`${today()}; load ${loadavg()[0]?.toFixed(1)}.\n`, ...lines.map((line) => `- ${line}`)].join(
        "\n",
      ),
    );
  return smooth && wait < FIRST_CURVE_LIMIT;
}

/** @param {import("playwright").Page} page */
async function visit(page) {
  const isSmooth = report(await measure(page));
  await page.screenshot({ path: path.resolve(".cache", "bench-page.png") });
  return isSmooth;
}

/** The documents asked for. */
async function documents() {
  const { fourRuns } = await import("./page-documents.mjs");
  const all = await fourRuns();
  const names = values.document?.split(",") ?? Object.keys(all);
  const chosen = Object.entries(all).filter(([name]) => names.includes(name));
  if (chosen.length < names.length)
    throw new Error(`--document: expected ${Object.keys(all).join(", ")}`);
  return Object.fromEntries(chosen);
}

/** @param {import("playwright").Page} page */
async function views(page) {
  const { measureViews, reportViews } = await import("./views.mjs");
  await ready(page);
  await page.evaluate((choice) => window.trainyard.setEngine(choice), engineChoice("auto"));
  const settings = {
    seconds: Number(values["view-seconds"]),
    profile: values.profile,
    views: values.view?.split(",") ?? null,
  };
  const rows = await measureViews(page, await documents(), settings);
  const engine = await page.evaluate(() => window.trainyard.engine()?.kind ?? "none");
  // A part of the views does not replace all of them.
  const isWhole = values.view === undefined && values.document === undefined && !values.profile;
  return reportViews(rows, { engine, write: values.write && isWhole });
}

/** @param {import("playwright").Page} page */
async function endurance(page) {
  const { endure, reportEndurance } = await import("./endurance.mjs");
  await ready(page);
  const [experiment] = Object.values(await documents());
  if (!experiment) throw new Error("--document: expected one");
  const minutes = Number(values.minutes);
  const result = await endure(page, { minutes, experiment, engine: engineChoice("gpu") });
  return reportEndurance(result, values.write);
}

function chosenParts() {
  if (values.minutes !== undefined) return [endurance];
  if (values.view !== undefined) return [views];
  const all = { visit, views };
  if (values.only === undefined) return Object.values(all);
  const part = Object.entries(all).find(([name]) => name === values.only);
  if (!part) throw new Error(`--only: expected one of ${Object.keys(all).join(", ")}\n${HELP}`);
  return [part[1]];
}

/** @param {string} address @param {(page: import("playwright").Page) => Promise<boolean>} part */
async function onFreshPage(address, part) {
  const { launchOptions } = await import("../scripts/chromium.mjs");
  const { chromium } = await import("playwright");
  const browser = await chromium.launch(launchOptions());
  try {
    const viewport = { width: 1440, height: 900 };
    const page = await browser.newPage({ viewport, locale: "en-US" });
    page.on("pageerror", (error) => console.error(`page: ${error.message}`));
    await page.addInitScript(watchPage);
    await page.goto(address);
    return await part(page);
  } finally {
    await browser.close();
  }
}

async function main() {
  if (values.help) {
    console.log(HELP);
    return;
  }
  process.chdir(path.resolve(import.meta.dirname, ".."));
  const parts = chosenParts();
  requireNode();
  ensureInstalled(".", { withDev: true });
  const { ensureChromium } = await import("../scripts/browser.mjs");
  const { build, preview } = await import("vite");
  ensureChromium();
  const outDir = path.resolve(".cache", values.profile ? "bench-page-named" : "bench-page");
  const minify = values.profile ? false : "oxc";
  await build({ logLevel: "error", build: { outDir, emptyOutDir: true, minify } });
  const server = await preview({ logLevel: "error", build: { outDir }, preview: { port: 0 } });
  try {
    for (const part of parts) {
      if (!(await onFreshPage(server.resolvedUrls?.local[0] ?? "", part))) process.exitCode = 1;
    }
  } finally {
    await server.close();
  }
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
