/**
 * The experiments whose outcomes PyTorch's bands give, as plain data: read by the page that trains
 * and by the script that judges.
 */

/**
 * @typedef {object} Experiment
 * @property {string} name
 * @property {string} title
 * @property {number} seeds that are trained when none are asked for
 * @property {number | null} epochs that are trained when none are asked for; null for PyTorch's
 * @property {readonly string[] | null} finals figures that say what training came to in the end; the others
 *   are taken on the way. null: all are final
 * @property {string} setup what is trained, in words
 */

/**
 * What one run, or several seeds of it, came to: one number a seed, null where it was not finite.
 * @typedef {{ row: string, figure: string, values: (number | null)[] }} Figure
 */

export const experiments = /** @type {const} @satisfies {readonly Experiment[]} */ ([
  {
    name: "activations",
    title: "Activations by initial weights",
    seeds: 20,
    epochs: null,
    finals: null,
    setup:
      "1,000 inputs from N(0, 1), five layers of 100 units without bias; the statistics of each layer. One cohort an activation has every initializer and seed.",
  },
  {
    name: "batchnorm",
    title: "Batch norm over sixteen weight scales",
    seeds: 2,
    epochs: null,
    finals: ["accuracy after 20", "loss after 20"],
    setup:
      "The first 1,000 images of MNIST, 784-100-100-100-100-100-10, ReLU, SGD 0.01, 200 batches of 100 drawn with replacement; sixteen scales from 1 to 0.0001 are one cohort, with batch norm another. The moving variance starts at 0, as in the bands and in the book the notes follow.",
  },
  {
    name: "har-small",
    title: "Accelerometer, small network",
    seeds: 3,
    epochs: null,
    finals: null,
    setup:
      "wisdm6, whole subjects held out; conv1d 8 of 5, max pooling 3, conv1d 16 of 5, global average, dense 6; Adam 0.01, batch 64, 10 epochs. The seeds are one cohort.",
  },
  {
    name: "optimizers",
    title: "Optimizers and initializers on MNIST",
    seeds: 2,
    epochs: null,
    finals: ["loss before 2000", "test accuracy"],
    setup:
      "784-100-100-100-100-10, ReLU, batch 128, 2,000 updates. Six optimizers from He's weights, SGD also from N(0, 0.01) and from Xavier's: one cohort of eight. Batches are drawn with replacement. First losses are of 20 seeds.",
  },
  {
    name: "har-notes",
    title: "Accelerometer, the notes' network",
    seeds: 1,
    // Of twelve: an epoch takes minutes on a software adapter.
    epochs: 3,
    finals: null,
    setup:
      "wisdm6, whole subjects held out; conv1d 100 of 10 twice, max pooling 3, conv1d 160 of 10 twice, global average, dropout 0.5, dense 6: 520,486 parameters; Adam 0.001, batch 64.",
  },
]);

/** @typedef {(typeof experiments)[number]["name"]} ExperimentName */
