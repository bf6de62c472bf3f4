/**
 * What an edit of the document means for a network in training: nothing, a number that changes as it
 * runs, a new plan around the same weights, or weights that would have to be made anew.
 */
import type { Shape } from "../engine/core/shape.ts";
import { placeLayers } from "../nn/network.ts";
import { regularizationOf } from "../nn/regularization.ts";
import { layers as layerRows } from "../spec/catalogue.ts";
import type { Experiment, LayerSpec } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import type { Fields } from "../spec/field.ts";
import { cohortExperiments, networksOf } from "./training.ts";

export type ChangeKind = "none" | "live" | "rebuild" | "reset";

/** `inputShape` is that of one example of the data that `before` was trained on; null: not known. */
export function changeKind(
  before: Experiment,
  after: Experiment,
  inputShape: Shape | null,
): ChangeKind {
  if (stateKey(before, inputShape) !== stateKey(after, inputShape)) return "reset";
  if (planKey(before) !== planKey(after)) return "rebuild";
  return JSON.stringify(before) === JSON.stringify(after) ? "none" : "live";
}

/** All that first weights, data and the order of batches follow from. */
function stateKey(experiment: Experiment, inputShape: Shape | null): string {
  const { data, network, orderSeed, runs, training } = experiment;
  const networks = networksOf(experiment);
  // What was fitted follows from the rest, and augmentation changes no example that is kept.
  const dataKey = { ...data, fitted: null, augmentation: null };
  const draws = runs.map(({ seed, initializer }) => [seed, initializer]);
  const { initializer, start } = network;
  const { shuffle, seeds } = training;
  const weights = networks.map(({ network: { layers }, members }) => [
    weightsKey(layers, inputShape),
    members,
  ]);
  return JSON.stringify([dataKey, weights, initializer, start, draws, orderSeed, shuffle, seeds]);
}

/** Every parameter of the network; where its shapes do not fit, the layers as they are. */
function weightsKey(layers: readonly LayerSpec[], inputShape: Shape | null): unknown {
  if (inputShape === null) return layers;
  try {
    return placeLayers(layers, inputShape).flatMap(({ parameters }) => parameters);
  } catch (error) {
    if (error instanceof Fault) return layers;
    throw error;
  }
}

/** All that the plan follows from besides. */
function planKey(experiment: Experiment): string {
  const { data, network, loss, training, runs } = experiment;
  const structures = runs.map(({ structure }) => structure);
  const layers = network.layers.map(withoutLiveFields);
  const limited = network.layers.map((spec) => "maxNorm" in spec && spec.maxNorm > 0);
  const optimizers = runs.map(({ optimizer }) => optimizer.kind);
  const regularization = cohortExperiments(experiment).map((cohort) =>
    regularizationOf(cohort.experiment),
  );
  const { augmentation } = data;
  return JSON.stringify([
    layers,
    structures,
    loss,
    training.batchSize,
    optimizers,
    regularization,
    limited,
    augmentation,
  ]);
}

function withoutLiveFields(spec: LayerSpec) {
  const fields: Fields = layerRows[spec.kind].fields;
  return Object.entries(spec).filter(([name]) => {
    const field = fields[name];
    const live = (field?.kind === "number" || field?.kind === "optionalNumber") && field.live;
    return name !== "id" && !live;
  });
}
