/**
 * What a network would be, found without building it: shapes, parameters and bytes of each layer,
 * and where they do not fit, the fault with a remedy. The builder shows this live.
 */
import type { Targets } from "../engine/core/dataset.ts";
import { elements, type Shape, shapeText } from "../engine/core/shape.ts";
import type { Experiment, LayerSpec, LossSpec } from "../spec/experiment.ts";
import { Fault, type FaultRecord, faultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { layerOf } from "./layers/index.ts";

/** One edit that makes a layer fit, offered as a button on it. */
export type Remedy =
  | { readonly kind: "insertFlatten"; readonly before: string }
  | { readonly kind: "setUnits"; readonly layer: string; readonly units: number }
  | { readonly kind: "setLoss"; readonly loss: LossSpec["kind"] }
  | { readonly kind: "addDense"; readonly units: number };

export interface LayerDescription {
  readonly id: string;
  /** As in Keras: the kind in snake_case and a count, `dense_1`. */
  readonly name: string;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly parameters: number;
  /** Parameters, gradient and two optimizer slots, and the activation with its gradient, of one run. */
  readonly bytes: number;
  readonly fault: FaultRecord | null;
  readonly remedy: Remedy | null;
}

export interface NetworkDescription {
  readonly layers: readonly LayerDescription[];
  readonly parameters: number;
  readonly bytes: number;
  /** The first layer that does not fit; null when the network can be built. */
  readonly fault: FaultRecord | null;
}

/** Shape and parameter count of one layer behind `before` parameters; throws a Fault if it does not fit. */
function layerShape(spec: LayerSpec, name: string, input: Shape, before: number) {
  const layer = layerOf(spec);
  const output = layer.infer(spec, input, name);
  const rows = layer.parameters(spec, input);
  const parameters = rows.reduce((sum, row) => sum + elements(row.shape), 0);
  if (before + parameters > limits.parameters) {
    const values = { layer: name, max: limits.parameters, got: before + parameters };
    throw new Fault("shape.tooManyParameters", values);
  }
  return { output, parameters };
}

/** Keras's names: `dense_1`, `dense_2`, ... counted by kind in the order of the network. */
export function layerNames(layers: readonly LayerSpec[]): string[] {
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const count = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, count);
    return `${layer.kind}_${count}`;
  });
}

/** Units that the loss expects of the last layer for these targets. */
function expectedUnits(loss: LossSpec["kind"], targets: Targets): number {
  const names = targets.names.length;
  const binary = targets.kind === "classes" && names === 2;
  return loss !== "softmaxCrossEntropy" && binary ? 1 : names;
}

/** Whether the last layer's width suits the loss: two classes may also have one output each. */
function fitsLoss(loss: LossSpec["kind"], targets: Targets, units: number): boolean {
  return (
    units === expectedUnits(loss, targets) ||
    (targets.kind === "classes" && units === targets.names.length)
  );
}

interface OutputProblem {
  readonly fault: FaultRecord;
  readonly remedy: Remedy;
}

function outputProblem(
  experiment: Experiment,
  targets: Targets,
  last: { spec: LayerSpec; name: string; output: Shape },
): OutputProblem | null {
  const loss = experiment.loss.kind;
  if (targets.kind === "values" && loss !== "meanSquaredError") {
    const fault = faultRecord(new Fault("shape.lossNeedsClasses", { loss }));
    return { fault, remedy: { kind: "setLoss", loss: "meanSquaredError" } };
  }
  const expected = expectedUnits(loss, targets);
  const units = last.output.at(-1) ?? 1;
  if (last.output.length !== 1) {
    const values = { layer: last.name, got: shapeText(last.output), loss };
    return {
      fault: faultRecord(new Fault("shape.outputFlat", values)),
      remedy: { kind: "addDense", units: expected },
    };
  }
  if (fitsLoss(loss, targets, units)) return null;
  const values = { layer: last.name, expected, got: units, loss };
  const fault = faultRecord(new Fault("shape.outputUnits", values));
  const dense = experiment.network.layers.findLast((layer) => layer.kind === "dense");
  return {
    fault,
    remedy: dense
      ? { kind: "setUnits", layer: dense.id, units: expected }
      : { kind: "addDense", units: expected },
  };
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
  const specs = experiment.network.layers;
  const names = layerNames(specs);
  const layers: LayerDescription[] = [];
  let shape = inputShape;
  let count = 0;
  for (const [index, spec] of specs.entries()) {
    const description = describeLayer(spec, names[index] ?? spec.kind, shape, count, experiment);
    count += description.parameters;
    layers.push(description);
    shape = description.outputShape;
  }
  const last = layers.at(-1);
  const spec = specs.at(-1);
  if (last && spec && layers.every((layer) => layer.fault === null)) {
    const problem = outputProblem(experiment, targets, { spec, name: last.name, output: shape });
    if (problem) layers[layers.length - 1] = { ...last, ...problem };
  }
  return {
    layers,
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    bytes: layers.reduce((sum, layer) => sum + layer.bytes, 0),
    fault: layers.find((layer) => layer.fault)?.fault ?? null,
  };
}

function describeLayer(
  spec: LayerSpec,
  name: string,
  input: Shape,
  before: number,
  experiment: Experiment,
): LayerDescription {
  const base = { id: spec.id, name, inputShape: input };
  try {
    const { output, parameters } = layerShape(spec, name, input, before);
    const activations = elements(output) * experiment.training.batchSize;
    const numbers = parameters * copiesOfParameter + activations * copiesOfActivation;
    const bytes = numbers * bytesPerNumber;
    return { ...base, outputShape: output, parameters, bytes, fault: null, remedy: null };
  } catch (error) {
    // The builder goes on with the flat shape, so that one fault does not hide the layers behind it.
    const output = spec.kind === "dense" ? [spec.units] : input;
    const fault = faultRecord(error);
    const remedy: Remedy | null =
      fault.code === "shape.needsFlat" ? { kind: "insertFlatten", before: spec.id } : null;
    return { ...base, outputShape: output, parameters: 0, bytes: 0, fault, remedy };
  }
}
