/**
 * What a network would be, found without building it: shapes, parameters and bytes of each layer,
 * and where they do not fit, the fault with a remedy. The builder shows this live.
 */
import type { Targets } from "../engine/core/dataset.ts";
import { elements, type Shape, shapeText } from "../engine/core/shape.ts";
import type { Experiment, LayerSpec } from "../spec/experiment.ts";
import { Fault, type FaultRecord, faultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { layerOf } from "./layers/index.ts";
import type { Shapes } from "./layers/layer.ts";
import { expectedUnits, fitsUnits, lossProblem } from "./losses/index.ts";
import { inputPlaces, layerNames, reachesOutput, shapesAt } from "./network.ts";
import { type Remedy, remedyFor, unusedRemedy } from "./remedies.ts";

export interface LayerDescription {
  readonly id: string;
  /** As in Keras: the kind in snake_case and a count, `dense_1`. */
  readonly name: string;
  /** Ids of the layers that feed it. */
  readonly inputs: readonly string[];
  readonly inputShapes: Shapes;
  readonly outputShape: Shape;
  readonly parameters: number;
  /** Of `parameters`, those that the optimizer moves. */
  readonly trainable: number;
  /** Parameters, gradient and two optimizer slots, and the activation with its gradient, of one run. */
  readonly bytes: number;
  readonly fault: FaultRecord | null;
  readonly remedy: Remedy | null;
}

export interface NetworkDescription {
  readonly layers: readonly LayerDescription[];
  readonly parameters: number;
  readonly trainable: number;
  readonly bytes: number;
  /** The first layer that does not fit; null when the network can be built. */
  readonly fault: FaultRecord | null;
}

interface Place {
  readonly spec: LayerSpec;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly inputShapes: Shapes;
}

/** Shape and parameter counts of one layer behind `before` parameters; throws a Fault if it does not fit. */
function layerShape({ spec, name, inputShapes }: Place, before: number) {
  const layer = layerOf(spec);
  const output = layer.infer(spec, inputShapes, name);
  const rows = layer.parameters(spec, inputShapes);
  const count = (wanted: typeof rows) => wanted.reduce((sum, row) => sum + elements(row.shape), 0);
  const parameters = count(rows);
  if (before + parameters > limits.parameters) {
    const values = { layer: name, max: limits.parameters, got: before + parameters };
    throw new Fault("shape.tooManyParameters", values);
  }
  const frozen = "trainable" in spec && !spec.trainable;
  const trainable = frozen ? 0 : count(rows.filter(({ moving }) => !moving));
  return { output, parameters, trainable };
}

interface OutputProblem {
  readonly fault: FaultRecord;
  readonly remedy: Remedy | null;
}

function outputProblem(
  { loss, network }: Experiment,
  targets: Targets,
  last: LayerDescription,
): OutputProblem | null {
  const unsuitable = lossProblem(loss, targets);
  if (unsuitable) {
    const fault = faultRecord(unsuitable);
    return { fault, remedy: lossRemedy(fault) };
  }
  const expected = expectedUnits(loss.kind, targets);
  const units = last.outputShape.at(-1) ?? 1;
  if (last.outputShape.length !== 1) {
    const values = { layer: last.name, got: shapeText(last.outputShape), loss: loss.kind };
    const remedy = { kind: "addDense", units: expected } as const;
    return { fault: faultRecord(new Fault("shape.outputFlat", values)), remedy };
  }
  if (fitsUnits(loss.kind, targets, units)) return null;
  const values = { layer: last.name, expected, got: units, loss: loss.kind };
  const fault = faultRecord(new Fault("shape.outputUnits", values));
  return { fault, remedy: unitsRemedy(network.layers, expected) };
}

function lossRemedy(fault: FaultRecord): Remedy | null {
  if (fault.code === "shape.lossNeedsClasses") return { kind: "setLoss", loss: "meanSquaredError" };
  return fault.code === "shape.classWeights" ? { kind: "clearClassWeights" } : null;
}

/** A dense layer at the end takes the units; otherwise one is added. */
function unitsRemedy(layers: readonly LayerSpec[], units: number): Remedy {
  const last = layers.at(-1);
  return last?.kind === "dense"
    ? { kind: "setUnits", layer: last.id, units }
    : { kind: "addDense", units };
}

const bytesPerNumber = 4;
const copiesOfParameter = 4;
const copiesOfActivation = 2;

/** Describes the whole network for inputs of one example's shape. Never throws. */
export function describeNetwork(
  experiment: Experiment,
  inputShape: Shape,
  targets: Targets,
): NetworkDescription {
  const layers = describeLayers(experiment, inputShape);
  const last = layers.at(-1);
  if (last && layers.every((layer) => layer.fault === null)) {
    const problem = outputProblem(experiment, targets, last);
    if (problem) layers[layers.length - 1] = { ...last, ...problem };
  }
  const sum = (of: (layer: LayerDescription) => number) =>
    layers.reduce((total, layer) => total + of(layer), 0);
  return {
    layers,
    parameters: sum((layer) => layer.parameters),
    trainable: sum((layer) => layer.trainable),
    bytes: sum((layer) => layer.bytes),
    fault: layers.find((layer) => layer.fault)?.fault ?? null,
  };
}

function describeLayers(experiment: Experiment, inputShape: Shape): LayerDescription[] {
  const specs = experiment.network.layers;
  const names = layerNames(specs);
  const feeds = inputPlaces(specs);
  const used = reachesOutput(feeds);
  const layers: LayerDescription[] = [];
  let count = 0;
  for (const [index, spec] of specs.entries()) {
    const inputs = feeds[index] ?? [];
    const place = {
      spec,
      name: names[index] ?? spec.kind,
      inputs: inputs.map((at) => specs[at]?.id ?? ""),
      inputShapes: shapesAt(
        inputs,
        layers.map((layer) => layer.outputShape),
        inputShape,
      ),
    };
    const description = describeLayer(place, count, experiment);
    count += description.parameters;
    layers.push(used[index] ? description : unused(description));
  }
  return layers;
}

function unused(layer: LayerDescription): LayerDescription {
  if (layer.fault) return layer;
  const fault = faultRecord(new Fault("shape.unused", { layer: layer.name }));
  return { ...layer, fault, remedy: unusedRemedy(layer.id) };
}

function describeLayer(place: Place, before: number, experiment: Experiment): LayerDescription {
  const { spec, name, inputs, inputShapes } = place;
  const base = { id: spec.id, name, inputs, inputShapes };
  try {
    const { output, parameters, trainable } = layerShape(place, before);
    const activations = elements(output) * experiment.training.batchSize;
    const numbers = parameters * copiesOfParameter + activations * copiesOfActivation;
    const bytes = numbers * bytesPerNumber;
    const sizes = { outputShape: output, parameters, trainable, bytes };
    return { ...base, ...sizes, fault: null, remedy: null };
  } catch (error) {
    // The builder goes on with a likely shape, so that one fault does not hide the layers behind it.
    const output = spec.kind === "dense" ? [spec.units] : inputShapes[0];
    const fault = faultRecord(error);
    const remedy = remedyFor(spec, inputShapes, fault, experiment.network.layers);
    return { ...base, outputShape: output, parameters: 0, trainable: 0, bytes: 0, fault, remedy };
  }
}
