/** The registry of optimizers; a row of the catalogue without a line here does not compile. */
import type { Op } from "../../engine/ops/op.ts";
import type { OptimizerKind } from "../../spec/catalogue.ts";
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { amsgrad } from "./amsgrad.ts";
import { lion } from "./lion.ts";
import { momentum } from "./momentum.ts";
import { nadam } from "./nadam.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer, OptimizerValues, StepRate } from "./optimizer.ts";
import { radam } from "./radam.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";
import { updateOp } from "./update.ts";

export const optimizers: { readonly [K in OptimizerKind]: Optimizer<K> } = {
  sgd,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adadelta,
  adam,
  adamw,
  amsgrad,
  adamax,
  nadam,
  radam,
  lion,
};

/** A kind with its hyper-parameters, as a run of the document holds it. */
type SpecOf<K extends OptimizerKind> = {
  [P in K]: { readonly kind: P } & OptimizerValues<P>;
}[K];

/** The numbers that an update needs beside the table, for update `t` from 1. */
export function stepScalars<K extends OptimizerKind>(
  spec: SpecOf<K>,
  t: number,
  rate: StepRate,
): readonly number[] {
  return optimizers[spec.kind].scalars(t, spec, rate);
}

/** The numbers of an optimizer that stand in the runs table from `tableColumns.optimizer` on. */
export function optimizerConstants<K extends OptimizerKind>(spec: SpecOf<K>): readonly number[] {
  return optimizers[spec.kind].constants(spec);
}

/** Decoupled weight decay that an optimizer has of its own; it adds to that of the run. */
export function optimizerDecay<K extends OptimizerKind>(spec: SpecOf<K>): number {
  return optimizers[spec.kind].decay?.(spec) ?? 0;
}

/** Ops `update.<kind>`; they join the engine's. */
export const optimizerOps: Readonly<Record<`update.${OptimizerKind}`, Op>> = {
  "update.sgd": updateOp("sgd", sgd),
  "update.momentum": updateOp("momentum", momentum),
  "update.nesterov": updateOp("nesterov", nesterov),
  "update.adagrad": updateOp("adagrad", adagrad),
  "update.rmsprop": updateOp("rmsprop", rmsprop),
  "update.adadelta": updateOp("adadelta", adadelta),
  "update.adam": updateOp("adam", adam),
  "update.adamw": updateOp("adamw", adamw),
  "update.amsgrad": updateOp("amsgrad", amsgrad),
  "update.adamax": updateOp("adamax", adamax),
  "update.nadam": updateOp("nadam", nadam),
  "update.radam": updateOp("radam", radam),
  "update.lion": updateOp("lion", lion),
};
