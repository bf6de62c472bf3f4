/** What a random search is told, and what it may draw. */
import { orderSeed } from "./catalogue.ts";
import { type Fields, integer, number } from "./field.ts";

/** How a random search goes: wide at first, then longer and narrower around the best. */
export const searchFields = {
  seed: orderSeed,
  /** Drawn at first; packed into cohorts. */
  candidates: integer(32, 2, 64, "log"),
  /** Of the first stage; each further one trains twice as long. */
  epochs: integer(1, 1, 1000, "log"),
  stages: integer(3, 1, 6),
  /** Share of the candidates that a stage lets through to the next. */
  keep: number(0.5, 0.05, 0.9),
  /** Fresh candidates drawn around the best ones, a share of those let through. */
  fresh: number(0.25, 0, 1),
} as const satisfies Fields;

/** What a search may draw: a range within these limits, walked as its scale says. */
export const searchParameters = {
  learningRate: number(0.01, 1e-7, 10, { scale: "log" }),
  l1: number(1e-5, 1e-8, 1, { scale: "log" }),
  l2: number(1e-4, 1e-8, 1, { scale: "log" }),
  weightDecay: number(1e-3, 1e-8, 1, { scale: "log" }),
  dropout: number(0.2, 0, 0.95),
  /** Drawn as 1 - momentum, so that 0.9 and 0.99 are as far apart as 0.5 and 0.05 of a rate. */
  momentum: number(0.9, 0, 0.999),
  clipNorm: number(1, 1e-3, 1e3, { scale: "log" }),
  /** Standard deviation of normal initial weights. */
  initialStd: number(0.1, 1e-4, 10, { scale: "log" }),
} as const satisfies Fields;

export const searchParameterNames = [
  "learningRate",
  "l1",
  "l2",
  "weightDecay",
  "dropout",
  "momentum",
  "clipNorm",
  "initialStd",
] as const satisfies (keyof typeof searchParameters)[];

export type SearchParameter = (typeof searchParameterNames)[number];
