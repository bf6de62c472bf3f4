import { cpus, totalmem } from "node:os";
import { readSection, replaceSection } from "../scripts/document-section.mjs";
import { megaflops, networkText, tasks } from "./tasks.mjs";

/**
 * @typedef {import("./measure.mjs").Result} Result
 * @typedef {import("./measure.mjs").Row} Row
 */

const REPORT = "docs/performance.md";
const TOLERANCE = 1e-3;

export function today() {
  return new Date().toISOString().slice(0, 10);
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** @param {number} value */
export function figure(value) {
  if (!Number.isFinite(value)) return "-";
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

/** Steps a second of each block. @param {Row} row */
function rates({ blocks }) {
  return blocks.map(({ steps, milliseconds }) => (1000 * steps) / milliseconds);
}

/** @param {Row} row */
export const isMeasured = (row) => row.failure === null && row.blocks.length > 0;

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
export function rowOf({ rows }, name) {
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

/**
 * How far a contender's losses after so many steps lie from the median of all, relative to it where
 * that is above 1; the worst of all runs.
 * @param {Result} result @param {Row} row @param {number} step
 */
function deviation({ rows }, row, step) {
  const each = (row.losses[step] ?? []).map((loss, run) => {
    const middle = median(rows.flatMap(({ losses }) => losses[step]?.[run] ?? []));
    return Math.abs(loss - middle) / Math.max(1, Math.abs(middle));
  });
  return Math.max(...each);
}

/** @param {Result} result @param {Row} row */
function parity(result, row) {
  const steps = Object.keys(row.losses).map(Number);
  const off = steps.find((step) => !(deviation(result, row, step) <= TOLERANCE));
  if (off !== undefined) return `**differs** at ${off} by ${figure(deviation(result, row, off))}`;
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
  const { task, rows, load, quick } = result;
  const loaded = `${quick ? "Short blocks. " : ""}Load before: ${figure(load[0] ?? NaN)}.`;
  const runs = task.runs.length === 1 ? "one run" : `${task.runs.length} runs at once`;
  const kinds = [...new Set(task.runs.map(({ kind }) => kind))].join(", ");
  return [
    `### ${task.name}`,
    "",
    `${networkText(task)}, batch ${task.batch}, ${kinds}, ${runs}: ${figure(megaflops(task))} MFLOP a step. ${loaded}`,
    "",
    "| engine | steps/s, median (min to max) | against the best peer of its kind | CPU ms/step | GFLOP/s | first step, s | loss |",
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) => tableRow(result, row)),
  ].join("\n");
}

/**
 * What must hold: `name` against `peer` in speed, or without a peer the seconds to its first step.
 * @type {{ what: string, tasks: string[], name: string, peer?: string, limit: number }[]}
 */
const GATES = [
  {
    what: "gpu against jax-js webgpu",
    tasks: ["mlp-mnist-sgd", "mlp-mnist-adam", "deep-mlp"],
    name: "gpu",
    peer: "jax-webgpu",
    limit: 2,
  },
  {
    what: "gpu against jax-js webgpu",
    tasks: ["toy-2d-b10", "toy-2d-b128"],
    name: "gpu",
    peer: "jax-webgpu",
    limit: 10,
  },
  {
    what: "cpu against tfjs cpu",
    tasks: ["mlp-mnist-sgd", "mlp-mnist-adam"],
    name: "cpu",
    peer: "tfjs-cpu",
    limit: 3,
  },
  { what: "gpu: first step", tasks: ["mlp-mnist-sgd", "mlp-mnist-adam"], name: "gpu", limit: 2 },
  { what: "cpu: first step", tasks: ["mlp-mnist-sgd", "mlp-mnist-adam"], name: "cpu", limit: 2 },
];

/** @param {(typeof GATES)[number]} gate @param {Result} result */
function gateRow({ what, name, peer, limit }, result) {
  const row = rowOf(result, name);
  const verdict = (/** @type {boolean} */ holds) => (holds ? "pass" : "**fail**");
  if (peer === undefined) {
    const seconds = (row?.firstStep ?? NaN) / 1000;
    if (Number.isNaN(seconds)) return [];
    const cells = [what, `under ${limit} s`, `${figure(seconds)} s`, "", verdict(seconds < limit)];
    return [`| ${[result.task.name, ...cells].join(" | ")} |`];
  }
  const other = rowOf(result, peer);
  const times = speed(row) / speed(other);
  if (!row || !other || Number.isNaN(times)) return [];
  const work = processorTime(other) / processorTime(row);
  const cells = [what, `at least ${limit}x`, `${figure(times)}x`, `${figure(work)}x`];
  return [`| ${[result.task.name, ...cells, verdict(times >= limit)].join(" | ")} |`];
}

/** @param {readonly Result[]} results */
export function gateTable(results) {
  const rows = GATES.flatMap((gate) =>
    results
      .filter(({ task }) => gate.tasks.includes(task.name))
      .flatMap((result) => gateRow(gate, result)),
  );
  const head = "| task | gate | wanted | measured | in CPU time | |\n|---|---|---|---|---|---|";
  return [head, ...rows].join("\n");
}

/** @param {readonly Result[]} results */
export function describeMachine(results) {
  const [first] = results;
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const cores = cpus().length;
  const data = first?.digits ? "MNIST's first images" : "random pictures (MNIST was not at hand)";
  return [
    `Measured on ${today()}`,
    `${cores} cores of ${processor?.model.trim() ?? "unknown"}, ${memory} GiB`,
    `Chromium ${first?.browser ?? "?"}, WebGPU adapter "${first?.adapter ?? "?"}"`,
    data,
  ].join("; ");
}

/** @param {string} machine @param {readonly Result[]} results */
export function writeReport(machine, results) {
  const parts = [`${machine}.`, "### Gates", gateTable(results)];
  replaceSection(REPORT, "bench", [...parts, ...results.map(taskTable)].join("\n\n"));
}

/** Puts these tasks in the place that they have in the report, or adds them; all else stays. @param {readonly Result[]} results */
export function mergeReport(results) {
  const [head = "", gates = "", ...kept] = readSection(REPORT, "bench").split(/\n+(?=### )/);
  const tables = new Map(kept.map((table) => [table.split("\n")[0]?.slice("### ".length), table]));
  for (const result of results) {
    const table = taskTable(result).replace(/ Load before/, ` Measured on ${today()}. Load before`);
    tables.set(result.task.name, table);
  }
  const ordered = tasks.flatMap(({ name }) => tables.get(name) ?? []);
  const text = [head, mergedGates(gates, gateTable(results)), ...ordered].join("\n\n");
  replaceSection(REPORT, "bench", text);
}

/** Rows of equal task and gate are replaced. @param {string} before @param {string} measured */
function mergedGates(before, measured) {
  const keyOf = (/** @type {string} */ row) => row.split("|").slice(1, 3).join("|");
  const rows = new Map(measured.split("\n").map((row) => [keyOf(row), row]));
  return before
    .split("\n")
    .map((row) => rows.get(keyOf(row)) ?? row)
    .join("\n");
}
