// Runs the tests against golden figures and keeps what each case was met within: npm run accuracy
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureChromium } from "./browser.mjs";
import { replaceSection } from "./document-section.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";
import { runCommand } from "./run-command.mjs";

/** @typedef {{ file: string, case: string, executor: string, tolerance: number, error: number }} Note */

const FOLDER = path.join(".cache", "accuracy");
const REPORT = "docs/accuracy.md";
/** Columns in this order; `host` is what all executors are given. */
const EXECUTORS = ["reference", "cpu", "gpu", "host"];
/** @type {Record<string, string[]>} */
const TESTS = {
  unit: [
    "src/engine/ops/golden.test.ts",
    "src/train/optimizers/golden.test.ts",
    "src/train/schedules/schedules.test.ts",
    "src/nn/initializers/initializers.test.ts",
    "src/train/curve.golden.test.ts",
  ],
  gpu: [
    "src/engine/gpu/golden.gpu.test.ts",
    "src/train/optimizers/golden.gpu.test.ts",
    "src/train/curve.golden.gpu.test.ts",
  ],
};

/** @param {number | undefined} value */
function figure(value) {
  if (value === undefined) return "";
  return value === 0 || Number.isInteger(value) ? String(value) : value.toExponential(1);
}

/** A tolerance for each executor where they differ. @param {readonly Note[]} notes */
function tolerances(notes) {
  const each = [...new Set(notes.map(({ tolerance }) => figure(tolerance)))];
  return each.length === 1 ? each[0] : notes.map(({ tolerance }) => figure(tolerance)).join(", ");
}

/** @param {string} file @param {readonly Note[]} notes */
function fileTable(file, notes) {
  const executors = EXECUTORS.filter((name) => notes.some(({ executor }) => executor === name));
  const find = (/** @type {string} */ name, /** @type {string} */ executor) =>
    notes.find((note) => note.case === name && note.executor === executor);
  const rows = [...new Set(notes.map((note) => note.case))].map((name) => {
    const found = executors.flatMap((executor) => find(name, executor) ?? []);
    const errors = executors.map((executor) => figure(find(name, executor)?.error));
    return `| ${[name, tolerances(found), ...errors].join(" | ")} |`;
  });
  const head = ["case", "tolerance", ...executors];
  const body = [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...rows].join("\n");
  return `<details><summary>${file}: ${rows.length} cases</summary>\n\n${body}\n\n</details>`;
}

/** The worst case of each file and executor. @param {readonly Note[]} notes */
function overview(notes) {
  const share = (/** @type {Note} */ { error, tolerance }) => error / tolerance;
  const files = [...new Set(notes.map(({ file }) => file))];
  const rows = files.flatMap((file) =>
    EXECUTORS.flatMap((executor) => {
      const [first, ...rest] = notes.filter(
        (note) => note.file === file && note.executor === executor,
      );
      if (!first) return [];
      const worst = rest.reduce((a, b) => (share(b) > share(a) ? b : a), first);
      const { error, tolerance } = worst;
      const cells = [file, executor, rest.length + 1, worst.case, figure(error), figure(tolerance)];
      return [`| ${cells.join(" | ")} |`];
    }),
  );
  const head =
    "| file | executor | cases | worst case | its error | tolerance |\n|---|---|---|---|---|---|";
  return [head, ...rows].join("\n");
}

async function main() {
  process.chdir(path.resolve(import.meta.dirname, ".."));
  requireNode();
  ensureInstalled(".", { withDev: true });
  ensureChromium();
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [project, files] of Object.entries(TESTS)) {
    // One after the other, each with a browser of its own.
    for (const file of files) {
      const command = ["vitest", "run", "--project", project, "--reporter=dot", file];
      if (!(await runCommand(command, 20, { ACCURACY: "1" })))
        throw new Error(`${file} failed: ${REPORT} stays as it is.`);
    }
  }
  /** @type {Note[]} */
  const notes = readdirSync(FOLDER).flatMap((name) =>
    JSON.parse(readFileSync(path.join(FOLDER, name), "utf8")),
  );
  const files = [...new Set(notes.map(({ file }) => file))].sort();
  const tables = files.map((file) =>
    fileTable(
      file,
      notes.filter((note) => note.file === file),
    ),
  );
  const ordered = files.flatMap((file) => notes.filter((note) => note.file === file));
  replaceSection(REPORT, "golden", [overview(ordered), ...tables].join("\n\n"));
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
