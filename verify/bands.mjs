// PyTorch's bands, and whether what was measured lies in them.
import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * @typedef {import("./experiments.mjs").Figure} Figure
 * @typedef {import("./experiments.mjs").ExperimentName} ExperimentName
 * @typedef {{ mean: number | null, sd: number, min: number | null, max: number | null, n: number, non_finite: number }} Spread
 *   mean is null where no seed came to a finite number
 * @typedef {{ mean: number, sd: number, low: number, high: number }} Band
 * @typedef {{ figure: Figure, band: Band | "not finite" | null, ours: number, deviation: number, verdict: Verdict }} Judged
 *   deviation in PyTorch's standard deviations; NaN where there are none
 * @typedef {"in" | "out" | "none"} Verdict none: PyTorch's figures have no spread
 */

const FOLDER = path.resolve(import.meta.dirname, "..", "..", "shared", "bands");
/** Standard deviations to either side. For the few seeds of the bands this is wider than their range and a third. */
const WIDTH = 4;

/** @param {string} file @returns {any[]} */
function results(file) {
  return JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")).results;
}

/** Half a unit of the last of six digits. @param {number} value */
function rounding(value) {
  return value === 0 ? 0 : 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - 5);
}

/** @param {Spread} spread @returns {Band | "not finite"} */
function bandOf({ mean, sd }) {
  if (mean === null) return "not finite";
  const reach = WIDTH * sd + rounding(mean);
  return { mean, sd, low: mean - reach, high: mean + reach };
}

/** Three values by their mean and both ends. @param {number} mean @param {number} min @param {number} max @returns {Band} */
function bandOfThree(mean, min, max) {
  const values = [min, max, 3 * mean - min - max];
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (values.length - 1));
  return { mean, sd, low: mean - WIDTH * sd, high: mean + WIDTH * sd };
}

/** @typedef {[key: string, band: Band | "not finite" | null][]} Entries by row and figure */

/** @returns {Entries} */
function activationBands() {
  return results("activation_stats.json").flatMap(({ activation, init, layers }) =>
    layers.flatMap((/** @type {any} */ { layer, ...statistics }) =>
      Object.entries(statistics).map(([name, spread]) => [
        `${activation} ${init} layer ${layer} ${name}`,
        bandOf(spread),
      ]),
    ),
  );
}

/** @returns {Entries} */
function batchNormBands() {
  const names = { none: "none", batch_norm: "batch norm" };
  return results("batchnorm_compare_mnist.json").flatMap((result) =>
    Object.entries(names).flatMap(([key, name]) => {
      const row = `${Number(result.w_std).toPrecision(3)} ${name}`;
      const spreads = result[key];
      const loss = bandOf(spreads.loss_after_20_epochs);
      // PyTorch counts the NaN of a run that diverged as class 0; here there is no accuracy then.
      const accuracy = (/** @type {number} */ epoch) =>
        loss === "not finite" ? loss : bandOf(spreads[`accuracy_after_${epoch}_epochs`]);
      return /** @type {Entries} */ ([
        ...[5, 10, 20].map((epoch) => [`${row} accuracy after ${epoch}`, accuracy(epoch)]),
        [`${row} loss after 20`, loss],
      ]);
    }),
  );
}

/** @returns {Entries} */
function mnistBands() {
  const files = ["optimizer_compare_mnist.json", "init_compare_mnist.json"];
  return files.flatMap(results).flatMap((result) => {
    const smoothed = Object.entries(result.batch_loss_mean_of_100_before_iteration);
    return /** @type {Entries} */ ([
      [`${result.name} first loss`, bandOf(result.first_loss)],
      ...smoothed.map(([end, spread]) => [
        `${result.name} loss before ${end}`,
        bandOf(/** @type {Spread} */ (spread)),
      ]),
      [`${result.name} test accuracy`, bandOf(result.test_accuracy)],
    ]);
  });
}

/** @returns {Entries} */
function accelerometerBands() {
  return results("har_conv1d.json").flatMap((result) => {
    const { mean, min, max } = result.test_accuracy_per_epoch;
    return /** @type {Entries} */ ([
      ...mean.map((/** @type {number} */ value, /** @type {number} */ index) => [
        `${result.name} test accuracy after ${index + 1}`,
        bandOfThree(value, min[index], max[index]),
      ]),
      ...result.train_loss_per_epoch_mean.map(
        (/** @type {number} */ value, /** @type {number} */ index) => [
          `${result.name} training loss in epoch ${index + 1}`,
          { mean: value, sd: Number.NaN, low: Number.NaN, high: Number.NaN },
        ],
      ),
    ]);
  });
}

const bandsOf = {
  activations: activationBands,
  batchnorm: batchNormBands,
  "har-small": accelerometerBands,
  "har-notes": accelerometerBands,
  optimizers: mnistBands,
};

/** @param {Figure} figure @param {Band | "not finite" | null} band @returns {Judged} */
function judge(figure, band) {
  const finite = figure.values.filter((value) => value !== null);
  const ours = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const whole = finite.length === figure.values.length;
  if (band === "not finite") {
    const verdict = finite.length === 0 ? "in" : "out";
    return { figure, band, ours, deviation: Number.NaN, verdict };
  }
  if (band === null || Number.isNaN(band.sd))
    return { figure, band, ours, deviation: Number.NaN, verdict: "none" };
  const inside = whole && ours >= band.low && ours <= band.high;
  const deviation = (ours - band.mean) / band.sd;
  return { figure, band, ours, deviation, verdict: inside ? "in" : "out" };
}

/**
 * The mean over our seeds against mean +- 4 sd of PyTorch's.
 * @param {ExperimentName} name
 * @param {readonly Figure[]} figures
 * @returns {Judged[]}
 */
export function judged(name, figures) {
  const bands = new Map(bandsOf[name]());
  return figures.map((figure) => {
    const key = `${figure.row} ${figure.figure}`;
    const band = bands.get(key);
    if (band === undefined) throw new Error(`${name}: expected a band of "${key}"`);
    return judge(figure, band);
  });
}

/** Share of the figures taken on the way that may lie outside: five seeds tell a standard deviation badly. */
const STRAYS = 0.02;

/**
 * Whether every final figure is in its band, and of the others nearly all.
 * @param {import("./experiments.mjs").Experiment} experiment
 * @param {readonly Judged[]} all
 */
export function passes({ finals }, all) {
  const out = all.filter(({ verdict }) => verdict === "out");
  const isFinal = (/** @type {Judged} */ { figure }) => finals?.includes(figure.figure) ?? true;
  return !out.some(isFinal) && out.length <= STRAYS * all.length;
}
