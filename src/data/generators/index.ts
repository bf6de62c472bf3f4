/** The registry of generated data sets: one generator for each row of the catalogue. */
import type { DatasetKind } from "../../spec/data-catalogue.ts";
import type { RawData } from "../raw-data.ts";
import { adding } from "./adding.ts";
import { bumps } from "./bumps.ts";
import { circle } from "./circle.ts";
import { digits } from "./digits.ts";
import { echo } from "./echo.ts";
import { gaussians } from "./gaussians.ts";
import type { Generator, SpecOf } from "./generator.ts";
import { moons } from "./moons.ts";
import { motion } from "./motion.ts";
import { parity } from "./parity.ts";
import { plane } from "./plane.ts";
import { sine } from "./sine.ts";
import { spiral } from "./spiral.ts";
import { xor } from "./xor.ts";

const generators: { readonly [K in DatasetKind]: Generator<K> } = {
  circle,
  xor,
  gaussians,
  spiral,
  moons,
  plane,
  bumps,
  sine,
  digits,
  motion,
  echo,
  adding,
  parity,
};

/** The set of a row's fields and the document's seed. */
export function generate<K extends DatasetKind>(spec: SpecOf<K>, seed: number): RawData {
  const generator: Generator<K> = generators[spec.kind];
  return generator(spec, seed);
}
