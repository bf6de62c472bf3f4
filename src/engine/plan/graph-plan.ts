/** Plans of bare graphs, for tests that run graphs of their own on an executor. */
import type { Graph, Ops } from "../graph/graph.ts";
import { compile } from "./compile.ts";
import { eachSequence, type Plan } from "./plan.ts";

export interface GraphPlanOptions {
  readonly ops: Ops;
  readonly runs: number;
  readonly tableColumns: number;
  readonly train: Graph;
  readonly evaluate?: Graph;
}

/** A plan of one or two graphs; `train` has at least one placed tensor. Nothing is predicted. */
export function graphPlan({ train, evaluate, ...options }: GraphPlanOptions): Plan {
  const none = { tensors: train.tensors, nodes: [] };
  return compile({
    ...options,
    graphs: { ...eachSequence(() => none), train, evaluate: evaluate ?? none },
    parameters: [],
    parameterStride: 0,
    movingStride: 0,
    ringRows: 1,
    // The compiler wants a tensor for what is predicted.
    prediction: train.tensors.findIndex((tensor) => tensor.place !== null),
    predictionBatch: 1,
  });
}
