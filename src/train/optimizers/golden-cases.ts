/**
 * PyTorch's trajectories of optimizers as descents of ours (golden-descent.ts). Shared by the test in
 * Node and the one on WebGPU, which differ in how they read files and in what executes the plan.
 */
import { appendBackward } from "../../engine/graph/backward.ts";
import type { GraphBuilder } from "../../engine/graph/graph.ts";
import { plainMatmul } from "../../engine/ops/matmul-geometry.ts";
import { item } from "../../engine/ops/operands.ts";
import { optimizers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { OptimizerSpec, RunSpec } from "../../spec/experiment.ts";
import { runOf } from "../test-experiments.ts";
import { memory, type Problem, type Put, type Trajectory } from "./golden-descent.ts";

export const valleyFile = "optim_valley.json";
export const logisticFile = "optim_logreg.json";

interface GoldenRun {
  readonly name: string;
  readonly optimizer: string;
  readonly lr: number;
  readonly hyper: Readonly<Record<string, number>>;
  /** What a run adds to its loss or does to its gradient or weights; then only weights decay. */
  readonly regulariser?: string;
}

/** A run's optimizer as the document would hold it. */
function specOf({ name, optimizer, lr, hyper }: GoldenRun): OptimizerSpec {
  const { momentum = 0, rho = 0, eps = 0, b1 = 0, b2 = 0, md = 0, wd = 0 } = hyper;
  const learningRate = lr;
  const adam = { learningRate, beta1: b1, beta2: b2, epsilon: eps };
  switch (optimizer) {
    case "sgd":
    case "sgdw":
      return { kind: "sgd", learningRate };
    case "momentum":
    case "nesterov":
      return { ...rowDefault(optimizers, optimizer), learningRate, momentum };
    case "adagrad":
      return { kind: "adagrad", learningRate, epsilon: eps };
    case "rmsprop":
    case "rmsprop_eps_inside":
      return {
        kind: "rmsprop",
        learningRate,
        rho,
        epsilon: eps,
        epsilonInside: optimizer !== "rmsprop",
      };
    case "adadelta":
      return { kind: "adadelta", learningRate, rho, epsilon: eps };
    case "adam":
    case "adam_epshat":
      return { kind: "adam", ...adam, epsilonHat: optimizer !== "adam", uncorrected: false };
    case "adamw":
      return { kind: "adamw", ...adam, decay: wd };
    case "amsgrad":
    case "adamax":
    case "radam":
      return { kind: optimizer, ...adam };
    case "nadam":
      return { kind: "nadam", ...adam, momentumDecay: md };
    case "lion":
      return { kind: "lion", learningRate, beta1: b1, beta2: b2 };
    default:
      throw new Error(`${name}: expected an optimizer of the catalogue, got "${optimizer}"`);
  }
}

/** What a run is regularised by; `c` means another limit in each of them. */
function regularizationOf({ name, optimizer, hyper }: GoldenRun): Partial<RunSpec> {
  const { l1 = 0, l2 = 0, wd = 0, c = 0 } = hyper;
  return {
    l1,
    // Keras adds l2 w^2, twice ours.
    l2: name === "sgd_l2_penalty_keras" ? 2 * l2 : l2,
    weightDecay: optimizer === "adamw" ? 0 : wd,
    clipNorm: name.endsWith("clip_global_norm_pure") ? c : 0,
    clipValue: name.endsWith("clip_value") ? c : 0,
    maxNorm: name.endsWith("max_norm") ? c : 0,
  };
}

function trajectoryOf(found: GoldenRun, path: Trajectory["path"]): Trajectory {
  const optimizer = specOf(found);
  const { name, hyper, regulariser } = found;
  const size = item(path, 0).length;
  const last = regulariser === undefined ? 1 : 0;
  return {
    name,
    run: runOf(optimizer.kind, { optimizer, ...regularizationOf(found) }),
    path,
    mask: Array.from({ length: size }, (_, index) => (index === size - 1 ? last : 1)),
    own: null,
    torchClip: name.endsWith("clip_global_norm_torch") ? (hyper["c"] ?? 0) : 0,
    // From about step 24 on this path turns on the sign of a tiny gradient: PyTorch's formula in plain
    // float32 strays 5.5e-4 as well. In float64 all of it is checked.
    steadySteps: name === "rmsprop_l2" ? 20 : path.length,
  };
}

export const ownSuffix = ", as the layer's own";

/** The same path with the penalties of the run given as those of its layers. */
function variantsOf(trajectory: Trajectory): Trajectory[] {
  const { name, run, mask } = trajectory;
  const { l1, l2 } = run;
  if (l1 === 0 && l2 === 0) return [trajectory];
  const own = [...mask.map((each) => each * l1), ...mask.map((each) => each * l2)];
  const free = { ...run, l1: 0, l2: 0 };
  return [trajectory, { ...trajectory, name: `${name}${ownSuffix}`, run: free, own }];
}

/** f = x^2/20 + y^2 */
function valleySlope(builder: GraphBuilder, put: Put): void {
  const { parameters, gradients } = memory;
  const place = builder.pinned(parameters, [2], { buffer: parameters, runs: true });
  const curvature = put([1 / 10, 2], [2]);
  const slope = builder.emitOne("binary", [place, curvature], { function: "multiply" });
  builder.put(slope, gradients, { buffer: gradients, offset: 0 });
}

interface Examples {
  readonly X: { readonly shape: number[]; readonly data: number[] };
  readonly y: number[];
}

/** Mean binary cross-entropy of sigmoid(X w + b) */
function logisticSlope({ X, y }: Examples): Problem["slope"] {
  const [, width = 0] = X.shape;
  const { parameters, gradients } = memory;
  return (builder, put) => {
    const own = { buffer: parameters, runs: true };
    const kernel = builder.pinned("kernel", [width, 1], own);
    const bias = builder.pinned("bias", [1], { ...own, offset: width });
    const product = builder.emitOne("matmul", [put(X.data, X.shape), kernel], plainMatmul);
    const logits = builder.emitOne("binary", [product, bias], { function: "add" });
    const targets = put(y, [y.length, 1]);
    const plain = { positiveWeight: 1 };
    const [losses = -1] = builder.emit("binaryCrossEntropy", [logits, targets], plain);
    const slopes = appendBackward(builder, losses, [kernel, bias]);
    for (const [index, offset] of [
      [kernel, 0],
      [bias, width],
    ] as const) {
      const slope = slopes.get(index);
      if (slope !== undefined) builder.put(slope, gradients, { buffer: gradients, offset });
    }
  };
}

export function valleyOf(trajectories: readonly Trajectory[]): Problem {
  return { name: "valley", file: valleyFile, trajectories, slope: valleySlope };
}

/** Both problems; `read` gives a file's text. */
export function goldenProblems(read: (file: string) => string): Problem[] {
  const valley: { runs: (GoldenRun & { x: number[]; y: number[] })[] } = JSON.parse(
    read(valleyFile),
  );
  const logistic: { meta: Examples; runs: (GoldenRun & { params: number[][] })[] } = JSON.parse(
    read(logisticFile),
  );
  const points = ({ x, y }: { x: number[]; y: number[] }) =>
    x.map((value, step) => [value, item(y, step)]);
  return [
    valleyOf(valley.runs.map((run) => trajectoryOf(run, points(run)))),
    {
      name: "logistic regression",
      file: logisticFile,
      trajectories: logistic.runs.flatMap((run) => variantsOf(trajectoryOf(run, run.params))),
      slope: logisticSlope(logistic.meta),
    },
  ];
}
