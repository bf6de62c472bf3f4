/** The registry of the engine's ops; those of the optimizers join it in src/train/optimizers. */
import { binary } from "./binary.ts";
import { gather } from "./gather.ts";
import { matmul } from "./matmul.ts";
import { metrics } from "./metrics.ts";
import type { Op } from "./op.ts";
import { reduce, reduceGradient } from "./reduce.ts";
import { reshape } from "./reshape.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { unary, unaryGradient } from "./unary.ts";

export const engineOps = {
  binary,
  gather,
  matmul,
  metrics,
  reduce,
  reduceGradient,
  reshape,
  softmaxCrossEntropy,
  unary,
  unaryGradient,
} as const satisfies Readonly<Record<string, Op>>;
