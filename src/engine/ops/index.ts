/** The registry of the engine's ops; those of the optimizers join it in src/train/optimizers. */
import { binary } from "./binary.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { denseBackward } from "./dense-backward.ts";
import { dropout } from "./dropout.ts";
import { gather } from "./gather.ts";
import { gradientNorm } from "./gradient-norm.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { matmul } from "./matmul.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { metrics } from "./metrics.ts";
import type { Op } from "./op.ts";
import { reduce, reduceGradient } from "./reduce.ts";
import { reshape } from "./reshape.ts";
import { softmax, softmaxGradient } from "./softmax.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { unary, unaryGradient } from "./unary.ts";

export const engineOps = {
  binary,
  binaryCrossEntropy,
  denseBackward,
  dropout,
  gather,
  gradientNorm,
  hinge,
  huber,
  matmul,
  meanAbsoluteError,
  meanSquaredError,
  metrics,
  reduce,
  reduceGradient,
  reshape,
  softmax,
  softmaxCrossEntropy,
  softmaxGradient,
  unary,
  unaryGradient,
} as const satisfies Readonly<Record<string, Op>>;
