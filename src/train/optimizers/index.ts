/** The registry of optimizers; a row of the catalogue without a line here does not compile. */
import type { Op } from "../../engine/ops/op.ts";
import type { OptimizerKind } from "../../spec/catalogue.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer, OptimizerValues } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";
import { updateOp } from "./update.ts";

export const optimizers: { readonly [K in OptimizerKind]: Optimizer<K> } = {
  sgd,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adam,
  adamw,
};

/** A kind with its hyper-parameters, as a run of the document holds it. */
type SpecOf<K extends OptimizerKind> = {
  [P in K]: { readonly kind: P } & OptimizerValues<P>;
}[K];

/** The numbers that an update needs beside the table, for update `t` from 1. */
export function stepScalars<K extends OptimizerKind>(
  spec: SpecOf<K>,
  t: number,
): readonly number[] {
  return optimizers[spec.kind].scalars(t, spec);
}

/** Ops `update.<kind>`; they join the engine's. */
export const optimizerOps: Readonly<Record<`update.${OptimizerKind}`, Op>> = {
  "update.sgd": updateOp("sgd", sgd),
  "update.momentum": updateOp("momentum", momentum),
  "update.nesterov": updateOp("nesterov", nesterov),
  "update.adagrad": updateOp("adagrad", adagrad),
  "update.rmsprop": updateOp("rmsprop", rmsprop),
  "update.adam": updateOp("adam", adam),
  "update.adamw": updateOp("adamw", adamw),
};
