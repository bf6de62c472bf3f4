import { loadavg } from "node:os";
import { replaceSection } from "../scripts/document-section.mjs";
import { figure, isMeasured, median, rowOf } from "./report.mjs";

/**
 * @typedef {import("./measure.mjs").Block} Block
 * @typedef {import("./measure.mjs").Result} Result
 * @typedef {import("./studies.mjs").Pair} Pair
 * @typedef {import("./studies.mjs").Study} Study
 */

/** Of sixteen single runs, on a GPU. */
const MOST_ON_HARDWARE = 1 / 3;
/** Of as many single runs, anywhere. */
const MOST_ANYWHERE = 1;
/** Of the speed without looks. */
const MOST_LOST = 0.1;

/** @param {Block} block */
const wall = ({ milliseconds, steps }) => milliseconds / steps;
/** @param {Block} block */
const processor = (block) =>
  block.processor === null ? Number.NaN : block.processor / block.steps;

/**
 * What a step costs in each round, `changed` against `base`: blocks of one round follow each other,
 * so that both meet the machine in the same mood.
 * @param {Result} result @param {Pair} pair
 */
function compare(result, { base, changed }) {
  const [before, after] = [rowOf(result, base.name), rowOf(result, changed.name)];
  if (!before || !after || !isMeasured(before) || !isMeasured(after)) return null;
  const ratios = (/** @type {(block: Block) => number} */ cost) =>
    before.blocks.flatMap((block, round) => {
      const other = after.blocks[round];
      return other ? [cost(other) / cost(block)] : [];
    });
  return { before, after, wall: ratios(wall), processor: ratios(processor) };
}

/** @param {readonly number[]} values @param {(value: number) => string} [show] */
function spread(values, show = figure) {
  return `${show(median(values))} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** @param {boolean} holds */
const verdict = (holds) => (holds ? "pass" : "**fail**");

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;

/** @param {Result} result @param {Pair} pair */
function cohortRow(result, pair) {
  const measured = compare(result, pair);
  const { label, kind } = pair.changed;
  if (!measured) {
    const [alone, together] = failures(result, pair);
    return line([result.task.name, label, together ?? "", alone ?? "", "", "", "", ""]);
  }
  const runs = result.task.runs.length;
  const shares = measured.wall.map((ratio) => ratio / runs);
  const isStrict = runs >= 16 && kind === "gpu" && !result.software;
  const limit = isStrict ? MOST_ON_HARDWARE : MOST_ANYWHERE;
  return line([
    result.task.name,
    label,
    figure(median(measured.after.blocks.map(wall))),
    figure(median(measured.before.blocks.map(wall))),
    spread(shares),
    spread(measured.processor.map((ratio) => ratio / runs)),
    isStrict ? "at most 1/3" : "at most 1",
    verdict(median(shares) <= limit),
  ]);
}

/** @param {Result} result @param {Pair} pair */
function inspectionRow(result, pair) {
  const measured = compare(result, pair);
  const { label } = pair.base;
  if (!measured)
    return line([result.task.name, label, ...failures(result, pair), "", "", "", "", ""]);
  const { before, after } = measured;
  const rate = (/** @type {Block} */ block) => 1000 / wall(block);
  const looks = after.blocks.map((block) => (1000 * (block.looks ?? 0)) / block.milliseconds);
  const lost = measured.wall.map((ratio) => 1 - 1 / ratio);
  return line([
    result.task.name,
    label,
    figure(median(before.blocks.map(rate))),
    figure(median(after.blocks.map(rate))),
    figure(median(looks)),
    spread(lost, percent),
    spread(
      measured.processor.map((ratio) => ratio - 1),
      percent,
    ),
    `at most ${percent(MOST_LOST)}`,
    verdict(median(lost) <= MOST_LOST),
  ]);
}

/** @param {Result} result @param {Pair} pair */
function failures(result, { base, changed }) {
  return [base, changed].map(({ name }) => rowOf(result, name)?.failure ?? "");
}

const TABLES = {
  cohort: {
    head: [
      "task",
      "engine",
      "a step of all runs, ms",
      "a step of one run alone, ms",
      "cost against that of all runs alone, median (min to max)",
      "in CPU time",
      "wanted",
      "",
    ],
    row: cohortRow,
  },
  inspection: {
    head: [
      "task",
      "engine",
      "steps/s without",
      "steps/s with",
      "looks/s",
      "slower by, median (min to max)",
      "more CPU time a step",
      "wanted",
      "",
    ],
    row: inspectionRow,
  },
};

/** @param {Study} study @param {readonly Result[]} results */
export function studyTable({ name, pairs }, results) {
  const { head, row } = TABLES[name];
  return [
    line(head),
    `|${"---|".repeat(head.length)}`,
    ...results.flatMap((result) => pairs.map((pair) => row(result, pair))),
  ].join("\n");
}

/** @param {string} machine @param {Study} study @param {readonly Result[]} results */
export function writeStudy(machine, study, results) {
  const load = figure(loadavg()[0] ?? Number.NaN);
  const text = `${machine}; load ${load}.\n\n${studyTable(study, results)}`;
  replaceSection("docs/performance.md", study.name, text);
}
