// Everything that must hold, on a fresh machine too: npm test [-- stage ...]
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { ensureInstalled, requireNode } from "./install.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{
 *   name: string,
 *   command: string[],
 *   minutes: number,
 *   report?: string,
 *   count?: (report: any) => Counts,
 *   browser?: true,
 * }} Stage
 */

process.chdir(path.resolve(import.meta.dirname, ".."));
const REPORTS = path.join(".cache", "reports");

/** A file that could not even be loaded has no cases: it counts as one failure. @param {any} report @returns {Counts} */
function countVitest(report) {
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults;
  const broken = files.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Flaky cases passed only when tried again: they count as failures. @param {any} report @returns {Counts} */
function countPlaywright({ stats }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}

/** @param {string} project @returns {Stage} */
function vitestStage(project, minutes = 15) {
  const report = path.join(REPORTS, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  // Vitest by itself leaves a processor free, which of two is half.
  const workers = ["--maxWorkers", "100%"];
  return {
    name: project,
    command: ["vitest", "run", "--project", project, ...workers, ...reporters],
    minutes,
    report,
    count: countVitest,
  };
}

/** @type {Stage[]} */
const STAGES = [
  { name: "types", command: ["node", "scripts/typecheck.mjs"], minutes: 5 },
  { name: "format", command: ["biome", "check"], minutes: 5 },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings"], minutes: 5 },
  { name: "lint canary", command: ["node", "scripts/lint-canary.mjs"], minutes: 5 },
  { name: "imports", command: ["node", "tools/imports/table.mjs"], minutes: 5 },
  { name: "imports canary", command: ["node", "tools/imports/canary.mjs"], minutes: 5 },
  { name: "unused", command: ["knip"], minutes: 5 },
  vitestStage("unit"),
  { ...vitestStage("gpu", 30), browser: true },
  { name: "build", command: ["vite", "build", "--logLevel", "warn"], minutes: 5 },
  {
    name: "e2e",
    command: ["playwright", "test", "--reporter=list,json"],
    minutes: 45,
    report: path.join(REPORTS, "e2e.json"),
    count: countPlaywright,
    browser: true,
  },
];

/**
 * What a stage's report says, made to agree with how the command ended: a command that failed
 * without a failing case, or that ran no case, is one failure.
 * @param {Stage} stage
 * @param {boolean} succeeded
 * @returns {Counts}
 */
function countStage({ report, count }, succeeded) {
  if (report === undefined || count === undefined) {
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  }
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = count(JSON.parse(readFileSync(report, "utf8")));
  const unexplained = counts.failed === 0 && (!succeeded || counts.passed === 0);
  return unexplained ? { ...counts, failed: 1 } : counts;
}

/** @param {Stage} stage @param {Error | undefined} browserError */
async function runStage(stage, browserError) {
  console.log(`\n== ${stage.name}`);
  const start = performance.now();
  if (stage.report !== undefined) rmSync(stage.report, { force: true });
  if (stage.browser && browserError !== undefined) {
    console.error(browserError.message);
    return { name: stage.name, seconds: 0, ...countStage(stage, false) };
  }
  const environment = {
    PLAYWRIGHT_JSON_OUTPUT_NAME: stage.report ?? "",
    TRAINYARD_E2E_PORT: await findFreePort(),
  };
  const succeeded = await runCommand(stage.command, stage.minutes, environment);
  const seconds = (performance.now() - start) / 1000;
  return { name: stage.name, seconds, ...countStage(stage, succeeded) };
}

/** @param {string[]} names */
function chooseStages(names) {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = STAGES.map(({ name }) => name).join(", ");
    throw new Error(`No stage is called ${unknown.join(", ")}; there are: ${known}`);
  }
  return names.length === 0 ? STAGES : STAGES.filter(({ name }) => names.includes(name));
}

/** @returns {Promise<string>} */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(String(port)));
    });
  });
}

async function findBrowserError() {
  const { ensureChromium } = await import("./browser.mjs");
  try {
    ensureChromium();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** @param {({ name: string, seconds: number } & Counts)[]} results */
function printTable(results) {
  const row = (/** @type {(string | number)[]} */ [name, ...cells]) =>
    String(name).padEnd(16) + cells.map((cell) => String(cell).padStart(9)).join("");
  console.log(`\n${row(["stage", "seconds", "passed", "failed", "skipped"])}`);
  for (const { name, seconds, passed, failed, skipped } of results) {
    console.log(row([name, seconds.toFixed(1), passed, failed, skipped]));
  }
}

async function main() {
  const stages = chooseStages(process.argv.slice(2));
  requireNode();
  for (const directory of [".", "tools/imports", "bench"]) {
    ensureInstalled(directory, { withDev: true });
  }
  const browserError = stages.some(({ browser }) => browser) ? await findBrowserError() : undefined;
  mkdirSync(REPORTS, { recursive: true });
  const results = [];
  for (const stage of stages) results.push(await runStage(stage, browserError));
  printTable(results);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
