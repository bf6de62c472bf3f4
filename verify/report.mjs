/**
 * @typedef {import("./bands.mjs").Judged} Judged
 * @typedef {import("./experiments.mjs").Experiment} Experiment
 */

/** @param {number} value */
function figure(value) {
  if (!Number.isFinite(value)) return "not finite";
  return Math.abs(value) >= 1e4 ? value.toExponential(3) : String(Number(value.toPrecision(4)));
}

/** @param {Judged} judged */
function bandText({ band }) {
  if (band === null) return "";
  if (band === "not finite") return band;
  if (Number.isNaN(band.sd)) return figure(band.mean);
  return `${figure(band.mean)} [${figure(band.low)}, ${figure(band.high)}]`;
}

/** @param {number} deviation */
function deviationText(deviation) {
  if (!Number.isFinite(deviation)) return "";
  return `${deviation >= 0 ? "+" : ""}${deviation.toFixed(1)}`;
}

const VERDICTS = { in: "in", out: "**out**", none: "" };

/** @param {Judged} judged */
function detailRow(judged) {
  const { values, row, figure: what } = judged.figure;
  const finite = values.filter((value) => value !== null);
  const spread =
    finite.length > 1 ? ` (${figure(Math.min(...finite))} to ${figure(Math.max(...finite))})` : "";
  const lost = values.length - finite.length;
  const ours =
    lost === 0 ? figure(judged.ours) + spread : `not finite in ${lost} of ${values.length}`;
  const cells = [row, what, bandText(judged), ours, deviationText(judged.deviation)];
  return `| ${[...cells, VERDICTS[judged.verdict]].join(" | ")} |`;
}

/** @param {readonly Judged[]} judged @param {string} row */
function summaryRow(judged, row) {
  const own = judged.filter((each) => each.figure.row === row && each.verdict !== "none");
  const inside = own.filter(({ verdict }) => verdict === "in").length;
  const size = (/** @type {Judged} */ { deviation }) =>
    Number.isFinite(deviation) ? Math.abs(deviation) : 0;
  const [first, ...rest] = own;
  const worst = rest.reduce((a, b) => (a && size(b) <= size(a) ? a : b), first);
  const farthest =
    worst && size(worst) > 0 ? `${worst.figure.figure}: ${deviationText(worst.deviation)} sd` : "";
  const count = `${inside} of ${own.length}`;
  return `| ${[row, inside === own.length ? count : `**${count}**`, farthest].join(" | ")} |`;
}

/** @param {readonly Judged[]} judged */
export function summaryTable(judged) {
  const rows = [...new Set(judged.map(({ figure: { row } }) => row))];
  const head = "| run | figures in their bands | farthest from PyTorch's mean |\n|---|---|---|";
  return [head, ...rows.map((row) => summaryRow(judged, row))].join("\n");
}

/** @param {readonly Judged[]} judged */
function detailTable(judged) {
  const head =
    "| run | figure | PyTorch's mean [band] | ours (lowest to highest seed) | in its sd | |\n|---|---|---|---|---|---|";
  return [head, ...judged.map(detailRow)].join("\n");
}

/**
 * @param {{ experiment: Experiment, judged: readonly Judged[], where: string, seeds: readonly number[], minutes: number }} outcome
 */
export function outcomeSection({ experiment, judged, where, seeds, minutes }) {
  const { title, setup } = experiment;
  const named = `Seeds ${seeds.length > 3 ? `${seeds[0]} to ${seeds.at(-1)}` : seeds.join(", ")}`;
  return [
    `### ${title}`,
    setup,
    `${named}; ${where}; ${minutes < 1 ? "under a minute" : `${Math.round(minutes)} min`}.`,
    summaryTable(judged),
    `<details><summary>All ${judged.length} figures</summary>\n\n${detailTable(judged)}\n\n</details>`,
  ].join("\n\n");
}
