/**
 * Trainyard against itself, as plain data: what training in a cohort costs against training alone,
 * and what looking inside costs against not looking.
 */

/** @typedef {import("./tasks.mjs").Engine} Engine */

/**
 * Two contenders of one page: `base` as it is, `changed` with what is asked about.
 * @typedef {{ base: Engine, changed: Engine }} Pair
 */

/**
 * @typedef {object} Study
 * @property {"cohort" | "inspection"} name
 * @property {string[]} tasks
 * @property {Pair[]} pairs
 * @property {number} milliseconds of a block
 */

/** @param {"gpu" | "cpu"} kind @param {string} [variant] @returns {Engine} */
const ours = (kind, variant) => ({
  name: variant === undefined ? kind : `${kind}-${variant}`,
  kind,
  ours: true,
  label: variant === undefined ? `Trainyard ${kind}` : `Trainyard ${kind}, ${variant}`,
});

const KINDS = /** @type {const} */ (["gpu", "cpu"]);

/** Looks a second that a view asks for. */
export const looksWanted = 4;

export const studies = /** @type {Study[]} */ ([
  {
    name: "cohort",
    tasks: ["compare-4", "sweep-16"],
    pairs: KINDS.map((kind) => ({ base: ours(kind, "singles"), changed: ours(kind) })),
    milliseconds: 3000,
  },
  {
    name: "inspection",
    tasks: ["toy-2d-b10", "mlp-mnist-adam", "har-conv1d-small"],
    pairs: KINDS.map((kind) => ({ base: ours(kind), changed: ours(kind, "inspected") })),
    // A look at a slow network is followed by a rest of seconds: several of them must fit.
    milliseconds: 6000,
  },
]);

/** In the order of their turns. @param {Study} study */
export function contendersOf({ pairs }) {
  return pairs.flatMap(({ base, changed }) => [base, changed]);
}
