import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { megaflops } from "./tasks.mjs";

/**
 * @typedef {import("./measure.mjs").Result} Result
 * @typedef {import("./measure.mjs").Row} Row
 */

const REPORT = "docs/performance.md";
const TOLERANCE = 1e-3;

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** @param {number} value */
function figure(value) {
  if (!Number.isFinite(value)) return "-";
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

/** Steps a second of each block. @param {Row} row */
function rates({ blocks }) {
  return blocks.map(({ steps, milliseconds }) => (1000 * steps) / milliseconds);
}

/** @param {Row} row */
const isMeasured = (row) => row.failure === null && row.blocks.length > 0;

/** Median steps a second; NaN when it was not measured. @param {Row | undefined} row */
function speed(row) {
  return row && isMeasured(row) ? median(rates(row)) : NaN;
}

/** @param {Row} row */
function processorTime({ blocks }) {
  const values = blocks.map(({ processor, steps }) =>
    processor === null ? NaN : processor / steps,
  );
  return median(values);
}

/** @param {Result} result @param {string} name */
function rowOf({ rows }, name) {
  return rows.find(({ engine }) => engine.name === name);
}

/** The fastest of the other libraries on the same kind of device. @param {Result} result @param {Row} row */
function bestPeer({ rows }, row) {
  const peers = rows.filter(
    (each) => !each.engine.ours && each.engine.kind === row.engine.kind && isMeasured(each),
  );
  return peers.reduce(
    (best, each) => (best && speed(best) >= speed(each) ? best : each),
    /** @type {Row | undefined} */ (undefined),
  );
}

/** Losses of all runs beside the median of all contenders. @param {Result} result @param {Row} row */
function parity({ rows }, row) {
  const steps = Object.keys(row.losses).map(Number);
  const off = steps.find((step) =>
    row.losses[step]?.some((loss, run) => {
      const all = rows.flatMap(({ losses }) => losses[step]?.[run] ?? []);
      const middle = median(all);
      return !(Math.abs(loss - middle) <= TOLERANCE * Math.max(1, Math.abs(middle)));
    }),
  );
  if (off !== undefined) return `**differs** at ${off}`;
  return steps.length === 0 ? "-" : `equal to ${Math.max(...steps)}`;
}

/** @param {Result} result @param {Row} row */
function ratio(result, row) {
  const best = bestPeer(result, row);
  if (!row.engine.ours || !best) return "";
  return `${figure(speed(row) / speed(best))}x ${best.engine.label}`;
}

/** @param {Result} result @param {Row} row */
function tableRow(result, row) {
  const { label } = row.engine;
  if (row.failure !== null) return `| ${label} | failed: ${row.failure} | | | | | |`;
  const all = rates(row);
  const gigaflops = (speed(row) * megaflops(result.task)) / 1000;
  const cells = [
    label,
    `${figure(speed(row))} (${figure(Math.min(...all))} to ${figure(Math.max(...all))})`,
    ratio(result, row),
    figure(processorTime(row)),
    figure(gigaflops),
    figure((row.firstStep ?? NaN) / 1000),
    parity(result, row),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** @param {Result} result */
export function taskTable(result) {
  const { task, rows, load } = result;
  const runs = task.runs.length === 1 ? "one run" : `${task.runs.length} runs at once`;
  const kinds = [...new Set(task.runs.map(({ kind }) => kind))].join(", ");
  const size = [task.inputs, ...task.units].join("-");
  return [
    `### ${task.name}`,
    "",
    `${size} ${task.activation}, batch ${task.batch}, ${kinds}, ${runs}: ${figure(megaflops(task))} MFLOP a step. Load before: ${figure(load[0] ?? NaN)}.`,
    "",
    "| engine | steps/s, median (min to max) | against the best peer of its kind | CPU ms/step | GFLOP/s | first step, s | loss |",
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) => tableRow(result, row)),
  ].join("\n");
}

/**
 * What must hold, with where it is looked up.
 * @type {{ what: string, task: string, least: number, of: (result: Result) => number, unit: string, below?: true }[]}
 */
const GATES = [
  ...["mlp-mnist-sgd", "mlp-mnist-adam", "deep-mlp"].map((task) => gpuGate(task, 2)),
  ...["toy-2d-b10", "toy-2d-b128"].map((task) => gpuGate(task, 10)),
  ...["mlp-mnist-sgd", "mlp-mnist-adam"].map((task) => ({
    what: "cpu against tfjs cpu",
    task,
    least: 3,
    of: (/** @type {Result} */ result) =>
      speed(rowOf(result, "cpu")) / speed(rowOf(result, "tfjs-cpu")),
    unit: "x",
  })),
  ...["mlp-mnist-sgd", "mlp-mnist-adam"].flatMap((task) =>
    ["gpu", "cpu"].map((engine) => ({
      what: `${engine}: time to the first step`,
      task,
      least: 2,
      of: (/** @type {Result} */ result) => (rowOf(result, engine)?.firstStep ?? NaN) / 1000,
      unit: " s",
      below: /** @type {const} */ (true),
    })),
  ),
];

/** @param {string} task @param {number} least */
function gpuGate(task, least) {
  const of = (/** @type {Result} */ result) =>
    speed(rowOf(result, "gpu")) / speed(rowOf(result, "jax-webgpu"));
  return { what: "gpu against jax-js webgpu", task, least, of, unit: "x" };
}

/** @param {readonly Result[]} results */
export function gateTable(results) {
  const rows = GATES.flatMap(({ what, task, least, of, unit, below }) => {
    const result = results.find((each) => each.task.name === task);
    const value = result ? of(result) : NaN;
    if (Number.isNaN(value)) return [];
    const holds = below ? value < least : value >= least;
    const wanted = `${below ? "under" : "at least"} ${least}${unit}`;
    return [
      `| ${task} | ${what} | ${wanted} | ${figure(value)}${unit} | ${holds ? "pass" : "**fail**"} |`,
    ];
  });
  return ["| task | gate | wanted | measured | |", "|---|---|---|---|---|", ...rows].join("\n");
}

/** @param {readonly Result[]} results */
export function describeMachine(results) {
  const [first] = results;
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const cores = cpus().length;
  const data = first?.digits ? "MNIST's first images" : "random pictures (MNIST was not at hand)";
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}`,
    `${cores} cores of ${processor?.model.trim() ?? "unknown"}, ${memory} GiB`,
    `Chromium ${first?.browser ?? "?"}, WebGPU adapter "${first?.adapter ?? "?"}"`,
    data,
  ].join("; ");
}

/**
 * Puts a text between its two marks in a document and leaves the rest as it is.
 * @param {string} name of the marks
 * @param {string} text
 */
export function replaceSection(name, text) {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const before = existsSync(REPORT) ? readFileSync(REPORT, "utf8") : `${begin}\n${end}\n`;
  const [start, stop] = [before.indexOf(begin), before.indexOf(end)];
  if (start < 0 || stop < 0) throw new Error(`${REPORT}: expected the marks ${begin} and ${end}`);
  const after = `${before.slice(0, start + begin.length)}\n\n${text}\n\n${before.slice(stop)}`;
  writeFileSync(REPORT, after);
  console.log(`\n${REPORT} is up to date.`);
}

/** @param {string} machine @param {readonly Result[]} results */
export function writeReport(machine, results) {
  const parts = [`${machine}.`, "## Gates", gateTable(results), "## Tasks"];
  replaceSection("bench", [...parts, ...results.map(taskTable)].join("\n\n"));
}
