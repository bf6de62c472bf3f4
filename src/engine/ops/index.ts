/** The registry of the engine's ops; those of the optimizers join it in src/train/optimizers. */
import { augment } from "./augment.ts";
import { batchNorm, batchNormGradient } from "./batch-norm.ts";
import { batchNormApply, batchNormApplyGradient } from "./batch-norm-apply.ts";
import { binary } from "./binary.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { concatenate } from "./concatenate.ts";
import { convolution } from "./convolution.ts";
import { convolutionInputGradient, convolutionKernelGradient } from "./convolution-gradients.ts";
import { denseBackward } from "./dense-backward.ts";
import { dropout } from "./dropout.ts";
import { embedding, embeddingGradient, embeddingLinks } from "./embedding.ts";
import { gather } from "./gather.ts";
import { gaussianNoise } from "./gaussian-noise.ts";
import { globalPool, globalPoolGradient } from "./global-pool.ts";
import { gradientNorm } from "./gradient-norm.ts";
import { hinge } from "./hinge.ts";
import { histogram } from "./histogram.ts";
import { huber } from "./huber.ts";
import { layerNorm, layerNormGradient } from "./layer-norm.ts";
import { logSoftmax, logSoftmaxGradient } from "./log-softmax.ts";
import { matmul } from "./matmul.ts";
import { maxNorm } from "./max-norm.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { metrics } from "./metrics.ts";
import { movingAverage } from "./moving-average.ts";
import { normSums } from "./norm-sums.ts";
import type { Op } from "./op.ts";
import { penalty } from "./penalty.ts";
import { pool } from "./pool.ts";
import { poolGradient } from "./pool-gradient.ts";
import { recurrent } from "./recurrent.ts";
import { recurrentGradient } from "./recurrent-gradient.ts";
import { reduce, reduceGradient } from "./reduce.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { softmax, softmaxGradient } from "./softmax.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { summary } from "./summary.ts";
import { unary, unaryGradient } from "./unary.ts";
import { unitActivity } from "./unit-activity.ts";

export const engineOps = {
  augment,
  batchNorm,
  batchNormApply,
  batchNormApplyGradient,
  batchNormGradient,
  binary,
  binaryCrossEntropy,
  concatenate,
  convolution,
  convolutionInputGradient,
  convolutionKernelGradient,
  denseBackward,
  dropout,
  embedding,
  embeddingGradient,
  embeddingLinks,
  gather,
  gaussianNoise,
  globalPool,
  globalPoolGradient,
  gradientNorm,
  hinge,
  histogram,
  huber,
  layerNorm,
  layerNormGradient,
  logSoftmax,
  logSoftmaxGradient,
  matmul,
  maxNorm,
  meanAbsoluteError,
  meanSquaredError,
  metrics,
  movingAverage,
  normSums,
  penalty,
  pool,
  poolGradient,
  recurrent,
  recurrentGradient,
  reduce,
  reduceGradient,
  reshape,
  slice,
  softmax,
  softmaxCrossEntropy,
  softmaxGradient,
  summary,
  unary,
  unaryGradient,
  unitActivity,
} as const satisfies Readonly<Record<string, Op>>;
