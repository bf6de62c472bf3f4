/** A network as a graph of layers: their names, which feeds which, and the shapes that flow. */
import type { Shape } from "../engine/core/shape.ts";
import type { LayerKind } from "../spec/catalogue.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { layerOf } from "./layers/index.ts";
import type { ParameterSpec, Shapes } from "./layers/layer.ts";

/** `maxPooling1d` to `max_pooling1d`, as Keras names its layers. */
export function snakeCase(kind: LayerKind): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Keras's names: `dense_1`, `dense_2`, ... counted by kind in the order of the network. */
export function layerNames(layers: readonly LayerSpec[]): string[] {
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const count = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, count);
    return `${snakeCase(layer.kind)}_${count}`;
  });
}

/** Places in the list of the layers that feed each layer; null and what is not known is the one before. */
export function inputPlaces(layers: readonly LayerSpec[]): number[][] {
  const places = new Map(layers.map(({ id }, index) => [id, index]));
  return layers.map(({ inputs }, index) => {
    if (index === 0) return [];
    const found = inputs.map((id) => (id === null ? index - 1 : (places.get(id) ?? index - 1)));
    return found.length === 0 ? [index - 1] : found.map((at) => Math.min(at, index - 1));
  });
}

/** For each layer whether a path leads from it to the last, which is the output. */
export function reachesOutput(inputs: readonly (readonly number[])[]): boolean[] {
  const reached = inputs.map(() => false);
  const visit = (place: number): void => {
    if (reached[place] === true) return;
    reached[place] = true;
    for (const input of inputs[place] ?? []) visit(input);
  };
  visit(inputs.length - 1);
  return reached;
}

export interface PlacedLayer {
  readonly spec: LayerSpec;
  /** As `dense_1`. */
  readonly name: string;
  /** Places of the layers that feed it. */
  readonly inputs: readonly number[];
  readonly inputShapes: Shapes;
  readonly outputShape: Shape;
  readonly parameters: readonly ParameterSpec[];
}

/** Shapes at a layer's inputs; the first layer reads one example. */
export function shapesAt(
  inputs: readonly number[],
  outputs: readonly Shape[],
  example: Shape,
): Shapes {
  const [first = example, ...others] = inputs.map((place) => outputs[place] ?? example);
  return [first, ...others];
}

/** Places every layer of a network; throws a Fault `shape.*` at the first that does not fit. */
export function placeLayers(layers: readonly LayerSpec[], example: Shape): PlacedLayer[] {
  const names = layerNames(layers);
  const outputs: Shape[] = [];
  const feeds = inputPlaces(layers);
  return layers.map((spec, index) => {
    const name = names[index] ?? spec.kind;
    const inputs = feeds[index] ?? [];
    const inputShapes = shapesAt(inputs, outputs, example);
    const layer = layerOf(spec);
    const outputShape = layer.infer(spec, inputShapes, name);
    outputs.push(outputShape);
    const parameters = layer.parameters(spec, inputShapes);
    return { spec, name, inputs, inputShapes, outputShape, parameters };
  });
}

/** Whether the optimizer leaves the layer's weights as they are. */
export function isFrozen(spec: LayerSpec): boolean {
  return "trainable" in spec && !spec.trainable;
}
