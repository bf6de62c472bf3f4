/**
 * What an edit of the document means for a network in training: nothing, a number that changes as it
 * runs, a new plan around the same weights, or weights that would have to be made anew.
 */
import { layerOf } from "../nn/layers/index.ts";
import { layers as layerRows } from "../spec/catalogue.ts";
import type { Experiment, LayerSpec } from "../spec/experiment.ts";
import type { Fields } from "../spec/field.ts";

export type ChangeKind = "none" | "live" | "rebuild" | "reset";

export function changeKind(before: Experiment, after: Experiment): ChangeKind {
  if (stateKey(before) !== stateKey(after)) return "reset";
  if (planKey(before) !== planKey(after)) return "rebuild";
  return JSON.stringify(before) === JSON.stringify(after) ? "none" : "live";
}

/** Any input will do: what stands before a layer is part of the key itself. */
const someInput = [1];

/** All that first weights, data and the order of batches follow from. */
function stateKey(experiment: Experiment): string {
  const { data, network, orderSeed, runs, training } = experiment;
  // What was fitted follows from the rest.
  const dataKey = { ...data, fitted: null };
  const parameters = network.layers.flatMap((spec) => layerOf(spec).parameters(spec, someInput));
  const draws = runs.map(({ seed, initializer }) => [seed, initializer]);
  const initializer = network.initializer;
  return JSON.stringify([dataKey, parameters, initializer, draws, orderSeed, training.shuffle]);
}

/** All that the plan follows from besides. */
function planKey(experiment: Experiment): string {
  const { network, loss, training, runs } = experiment;
  const layers = network.layers.map(withoutLiveFields);
  const optimizers = runs.map(({ optimizer }) => optimizer.kind);
  const clips = runs.some(({ clipNorm }) => clipNorm > 0);
  return JSON.stringify([layers, loss, training.batchSize, optimizers, clips]);
}

function withoutLiveFields(spec: LayerSpec) {
  const fields: Fields = layerRows[spec.kind].fields;
  return Object.entries(spec).filter(([name]) => {
    const field = fields[name];
    return name !== "id" && !(field?.kind === "number" && field.live);
  });
}
