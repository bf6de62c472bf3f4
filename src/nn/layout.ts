/** What the graphs of a model share: the request, and the place of every parameter. */
import type { Targets } from "../engine/core/dataset.ts";
import { elements, type Shape } from "../engine/core/shape.ts";
import type { Ops } from "../engine/graph/graph.ts";
import { type Attributes, type Storage, tableColumns } from "../engine/ops/op.ts";
import type { ParameterPlace } from "../engine/plan/plan.ts";
import type { OptimizerKind } from "../spec/catalogue.ts";
import type { LayerSpec, LossSpec } from "../spec/experiment.ts";
import { columnsOf } from "./layers/columns.ts";
import type { ParameterSpec } from "./layers/layer.ts";
import { isFrozen, type PlacedLayer, placeLayers } from "./network.ts";
import type { Regularization } from "./regularization.ts";

/** What the graphs need to know of the data. */
export interface ModelData {
  readonly inputShape: Shape;
  readonly targets: Targets;
  readonly storage: Storage;
  readonly trainingCount: number;
  readonly validationCount: number;
  /** 1: one number for all features. */
  readonly normalizationSize: number;
  /** Whether examples differ in length. */
  readonly lengths: boolean;
}

export interface ModelRequest {
  readonly ops: Ops;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossSpec;
  readonly data: ModelData;
  readonly batch: number;
  readonly evaluationBatch: number;
  readonly predictionBatch: number;
  readonly shuffle: boolean;
  readonly orderSeed: number;
  /** Rows of the metrics ring for training; those of evaluations stand behind them. */
  readonly ringRows: number;
  /** Evaluations that may stand in the ring before it is read. */
  readonly evaluationsHeld: number;
  /** Optimizer of each run, in the order of the runs, with the number of its slots. */
  readonly optimizers: readonly { readonly kind: OptimizerKind; readonly slots: number }[];
  /** How a batch of training is changed before the network sees it. */
  readonly augmentation: Attributes | null;
  readonly regularization: Regularization;
}

export interface ModelParameter extends ParameterPlace {
  readonly spec: ParameterSpec;
}

/** Names of the pinned buffers. */
export const buffers = {
  trainingX: "training x",
  trainingY: "training y",
  validationX: "validation x",
  validationY: "validation y",
  shift: "shift",
  scale: "scale",
  trainingLengths: "training lengths",
  validationLengths: "validation lengths",
  parameters: "parameters",
  moving: "moving",
  gradients: "gradients",
  slots: "slots",
  decays: "decays",
  halted: "halted",
  ring: "metrics",
  predictionX: "prediction x",
  predictionLengths: "prediction lengths",
  prediction: "prediction",
  inspection: "inspection",
  previous: "previous parameters",
  saliencyWeights: "saliency weights",
  saliency: "saliency",
} as const;

/** A layer with the places of its parameters and of its numbers in the runs table. */
export interface LaidOutLayer extends Omit<PlacedLayer, "parameters"> {
  readonly parameters: readonly ModelParameter[];
  readonly column: number;
}

/** Everything that the graphs share. */
export interface Layout {
  readonly request: ModelRequest;
  readonly layers: readonly LaidOutLayer[];
  readonly parameterStride: number;
  readonly movingStride: number;
  readonly slots: number;
  readonly columns: number;
  readonly units: number;
}

/** Gives every parameter its place in its flat buffer: layer by layer, kernel before bias. */
export function layOut(request: ModelRequest): Layout {
  const placed = placeLayers(request.layers, request.data.inputShape);
  const ends = { parameters: 0, moving: 0 };
  let column: number = tableColumns.layers;
  const layers = placed.map((layer): LaidOutLayer => {
    const parameters = layer.parameters.map((row): ModelParameter => {
      const buffer = row.moving ? "moving" : "parameters";
      const offset = ends[buffer];
      ends[buffer] += elements(row.shape);
      const decays = row.decays && !isFrozen(layer.spec);
      return {
        name: `${layer.name}/${row.name}`,
        shape: row.shape,
        buffer,
        offset,
        decays,
        spec: row,
      };
    });
    const first = column;
    column += columnsOf(layer.spec).count;
    return { ...layer, parameters, column: first };
  });
  return {
    request,
    layers,
    parameterStride: Math.max(1, ends.parameters),
    movingStride: ends.moving,
    slots: Math.max(1, ...request.optimizers.map((optimizer) => optimizer.slots)),
    columns: column,
    units: placed.at(-1)?.outputShape.at(-1) ?? 1,
  };
}
