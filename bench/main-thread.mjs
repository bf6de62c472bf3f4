// Whether the page stays smooth while it trains: npm run bench:page [-- --seconds 20 --engine auto --write]
import { loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { replaceSection } from "../scripts/document-section.mjs";
import { ensureInstalled, requireNode } from "../scripts/install.mjs";
import { today } from "./report.mjs";

/** Milliseconds; what the browser itself calls a long task. */
const LONG = 50;
const FIRST_CURVE_LIMIT = 3000;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    engine: { type: "string", default: "auto" },
    write: { type: "boolean", default: false },
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

/**
 * Tasks of the page's main thread, from a trace: milliseconds on the wall and on the processor,
 * which differ where other processes want the same cores.
 * @param {Buffer} trace
 */
function mainThreadTasks(trace) {
  /** @type {{ name: string, pid: number, tid: number, dur?: number, tdur?: number, args?: { name?: string } }[]} */
  const events = JSON.parse(trace.toString()).traceEvents;
  const mains = events.filter(
    ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
  );
  const tasks = events.filter(
    ({ name, pid, tid }) =>
      name === "RunTask" && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, processor: tdur / 1000 }));
}

/** @param {readonly number[]} durations */
function summary(durations) {
  const long = durations.filter((each) => each > LONG);
  const longest = Math.max(0, ...durations);
  return `${long.length} over ${LONG} ms, longest ${longest.toFixed(0)} ms`;
}

function engineChoice() {
  const choices = /** @type {const} */ (["auto", "gpu", "cpu"]);
  const choice = choices.find((each) => each === values.engine);
  if (choice === undefined) throw new Error(`--engine: expected one of ${choices.join(", ")}`);
  return choice;
}

/** @param {import("playwright").Page} page */
async function measure(page) {
  const session = await page.context().newCDPSession(page);
  const browser = page.context().browser();
  const ready = () => "trainyard" in window && window.trainyard.engine() !== null;
  await page.waitForFunction(ready, null, { timeout: 60_000 });
  await page.evaluate((choice) => window.trainyard.setEngine(choice), engineChoice());
  // As the page arrives, but without an end to its training.
  await page.evaluate(() => {
    const experiment = window.trainyard.experiment();
    const training = { ...experiment.training, limitUnit: "steps", limit: 100_000_000 };
    return window.trainyard.load({ ...experiment, training });
  });
  const before = await heapBytes(session);
  await browser?.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
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
    tasks: mainThreadTasks(trace),
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

async function main() {
  process.chdir(path.resolve(import.meta.dirname, ".."));
  requireNode();
  ensureInstalled(".", { withDev: true });
  const { ensureChromium } = await import("../scripts/browser.mjs");
  const { launchOptions } = await import("../scripts/chromium.mjs");
  const { build, preview } = await import("vite");
  const { chromium } = await import("playwright");
  ensureChromium();
  const outDir = path.resolve(".cache", "bench-page");
  await build({ logLevel: "error", build: { outDir, emptyOutDir: true } });
  const server = await preview({ logLevel: "error", build: { outDir }, preview: { port: 0 } });
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: "en-US",
    });
    page.on("pageerror", (error) => console.error(`page: ${error.message}`));
    await page.addInitScript(watchPage);
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    if (!report(await measure(page))) process.exitCode = 1;
    await page.screenshot({ path: path.resolve(".cache", "bench-page.png") });
  } finally {
    await browser.close();
    await server.close();
  }
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
