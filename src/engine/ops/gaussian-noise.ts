/**
 * y = x + std z with z standard normal. The deviation is a column of the runs table; z is a function
 * of seed, stream, step and index. What is added does not depend on x, so dx = dy.
 */
import { normal, streams } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import type { Attributes, Op, Sample } from "./op.ts";
import { dispatchedRuns, floats, grid, item, place, read, write } from "./operands.ts";

/** Layers draw apart from one another by their `stream`. */
function streamOf(attributes: Attributes): number {
  return (streams.noise + 256 * numberOf(attributes, "stream")) % 2 ** 32;
}

function sample(shape: Shape, std: number, stream: number): Sample<Attributes> {
  return {
    name: `${std} on ${shape.join("x")}`,
    inputs: [{ shape }],
    attributes: { column: 12, stream },
    table: (run) => ({ 0: 4_294_967_290 + run, 12: std * (1 + run) }),
    step: { step: 1234 },
  };
}

const shared = sample([9, 70], 0.5, 3);

export const gaussianNoise: Op = {
  infer: (inputs, attributes) => {
    numberOf(attributes, "column");
    streamOf(attributes);
    return [item(inputs, 0)];
  },
  gradient: ({ upstream, wanted }) => [wanted[0] ? (upstream[0] ?? null) : null],
  reference: (call) => {
    const { attributes, table, step } = call;
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    const std = table[numberOf(attributes, "column")] ?? 0;
    const seed = table[0] ?? 0;
    const stream = streamOf(attributes);
    for (let i = 0; i < y.length; i++) {
      y[i] = (x[i] ?? 0) + std * normal(seed, stream, step.step, i);
    }
  },
  kernels: (request) => {
    const [x, y] = [item(request.inputs, 0), item(request.outputs, 0)];
    const count = elements(y.shape);
    return [
      {
        shader: "gaussian-noise",
        constants: {},
        sizes: {
          count,
          columns: request.tableColumns,
          column: numberOf(request.attributes, "column"),
          stream: streamOf(request.attributes),
          ...place("x", x),
          ...place("y", y),
        },
        bindings: [read(x), write(y)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  perRun: true,
  samples: [
    sample([5, 7], 0.1, 1),
    // Enough draws that every quarter of the circle and small and large radii are among them.
    sample([31, 331], 2, 4_123_456_789),
    sample([2, 3], 0, 2),
    { ...shared, name: "on a shared batch", inputs: [{ shape: [9, 70], shared: true }] },
  ],
};
