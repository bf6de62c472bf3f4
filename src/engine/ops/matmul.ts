/**
 * Matrix product: a, b, [bias or saved] -> y, [columnSums]. Operands are plain, one of them may be
 * transposed, both may be batches of matrices; the epilogue adds a bias and applies an activation, or
 * multiplies by an activation's slope. a is [..., depth], b [depth, columns], y [..., columns].
 */
import { type ActivationName, activationNames } from "../../spec/catalogue.ts";
import { matmulCpu, matmulReference } from "./matmul-cpu.ts";
import {
  type MatmulAttributes,
  matmulAttributes,
  matmulShapes,
  plainMatmul,
} from "./matmul-geometry.ts";
import { matmulKernels } from "./matmul-kernels.ts";
import type { Attributes, GradientRequest, Op, Sample, SampleInput, TensorId } from "./op.ts";
import { type UnaryFunction, unaryFunctions } from "./unary.ts";

/** With dy: y = a b has da = dy b^T and db = a^T dy; the transposed forms follow. */
function gradient(request: GradientRequest<Attributes>): (TensorId | null)[] {
  const { emitter, inputs, upstream, wanted } = request;
  const { transposeA, transposeB, ...epilogue } = matmulAttributes(request.attributes);
  const [a, b] = inputs;
  const [dy] = upstream;
  if (a === undefined || b === undefined || dy === undefined || dy === null) return [null, null];
  if (isFused(epilogue)) {
    throw new Error("matmul: expected a plain product, as fusion follows differentiation");
  }
  const batched = emitter.shape(a).length === 3 && emitter.shape(b).length === 3;
  const multiply = (left: TensorId, right: TensorId, modes: Partial<MatmulAttributes>) => {
    // Without the mark, a transposed product would be summed over the batches.
    const mark = batched && modes.transposeA === true ? { batched } : {};
    return emitter.emit("matmul", [left, right], { ...plainMatmul, ...modes, ...mark })[0] ?? null;
  };
  const gradientOfA = () => {
    if (transposeA) return multiply(b, dy, { transposeB: true });
    return multiply(dy, b, { transposeB: !transposeB });
  };
  const gradientOfB = () => {
    if (transposeB) return multiply(dy, a, { transposeA: true });
    return multiply(a, dy, { transposeA: !transposeA });
  };
  return [wanted[0] ? gradientOfA() : null, wanted[1] ? gradientOfB() : null];
}

type Epilogue = Pick<MatmulAttributes, "bias" | "activation" | "gradientOf" | "sumColumns">;

function isFused({ bias, activation, gradientOf, sumColumns }: Epilogue): boolean {
  return bias || activation !== "linear" || gradientOf !== null || sumColumns;
}

function sample(
  name: string,
  shapes: readonly (readonly number[])[],
  attributes: Partial<MatmulAttributes> = {},
  shared = -1,
): Sample<Attributes> {
  const fused = isFused({ ...plainMatmul, ...attributes });
  return {
    name,
    inputs: shapes.map((shape, index): SampleInput => ({ shape, shared: index === shared })),
    attributes: { ...plainMatmul, ...attributes },
    // Fusion follows differentiation, so fused forms have no gradient of their own.
    ...(fused ? { differentiable: [] } : {}),
  };
}

const slopes = activationNames.filter((name) => unaryFunctions[name].saves === "output");

/** What is saved is the function's output, so it lies in the function's range. */
function slopeSample(
  gradientOf: ActivationName,
  alpha: { readonly alpha?: number } = {},
): Sample<Attributes> {
  const attributes = { transposeB: true, gradientOf, ...alpha };
  const inputs = [
    [9, 6],
    [5, 6],
  ].map((shape) => ({ shape }));
  const { value }: UnaryFunction = unaryFunctions[gradientOf];
  const values = Array.from({ length: 45 }, (_, index) => value((index - 22) / 7, alpha.alpha));
  return {
    name: ["slope of", gradientOf, ...Object.values(alpha)].join(" "),
    inputs: [...inputs, { shape: [9, 5], values }],
    attributes: { ...plainMatmul, ...attributes },
    differentiable: [],
  };
}

const samples: readonly Sample<Attributes>[] = [
  sample("1x1x1", [
    [1, 1],
    [1, 1],
  ]),
  sample("odd sizes", [
    [7, 5],
    [5, 3],
  ]),
  sample(
    "a batch shared by all runs",
    [
      [33, 9],
      [9, 21],
    ],
    {},
    0,
  ),
  sample("past the edge of a tile", [
    [65, 63],
    [63, 33],
  ]),
  sample("long depth, few outputs", [
    [3, 1021],
    [1021, 2],
  ]),
  sample("aligned", [
    [64, 32],
    [32, 64],
  ]),
  sample("many outputs", [
    [261, 5],
    [5, 259],
  ]),
  sample("leading axes", [
    [2, 3, 5],
    [5, 4],
  ]),
  sample(
    "transposed a",
    [
      [19, 7],
      [19, 5],
    ],
    { transposeA: true },
  ),
  sample(
    "transposed a, few outputs",
    [
      [257, 2],
      [257, 8],
    ],
    { transposeA: true },
    0,
  ),
  sample(
    "transposed a, leading axes",
    [
      [3, 4, 6],
      [3, 4, 5],
    ],
    { transposeA: true },
  ),
  sample(
    "transposed b",
    [
      [9, 13],
      [22, 13],
    ],
    { transposeB: true },
  ),
  sample("batched", [
    [3, 7, 5],
    [3, 5, 6],
  ]),
  sample(
    "batched, transposed a",
    [
      [3, 5, 7],
      [3, 5, 6],
    ],
    { transposeA: true, batched: true },
  ),
  sample(
    "batched, transposed b",
    [
      [2, 7, 5],
      [2, 6, 5],
    ],
    { transposeB: true },
  ),
  sample("bias", [[10, 6], [6, 23], [23]], { bias: true }),
  ...activationNames.map((activation) =>
    sample(`bias and ${activation}`, [[9, 6], [6, 5], [5]], { bias: true, activation }),
  ),
  sample(
    "activation without bias",
    [
      [9, 6],
      [6, 5],
    ],
    { activation: "tanh" },
  ),
  sample("leakyRelu 0.3", [[9, 6], [6, 5], [5]], {
    bias: true,
    activation: "leakyRelu",
    alpha: 0.3,
  }),
  sample("elu 0.5", [[9, 6], [6, 5], [5]], { bias: true, activation: "elu", alpha: 0.5 }),
  ...slopes.map((name) => slopeSample(name)),
  slopeSample("leakyRelu", { alpha: 0.3 }),
  slopeSample("elu", { alpha: 0.5 }),
  sample(
    "column sums",
    [
      [37, 21],
      [37, 23],
    ],
    { transposeA: true, sumColumns: true },
  ),
  sample(
    "column sums, few outputs",
    [
      [131, 2],
      [131, 3],
    ],
    { transposeA: true, sumColumns: true },
    0,
  ),
];

export const matmul: Op = {
  infer: matmulShapes,
  gradient,
  reference: matmulReference,
  cpu: matmulCpu,
  kernels: matmulKernels,
  samples,
};
