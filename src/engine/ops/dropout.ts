/**
 * Inverted dropout: y = x / (1 - rate) where kept, else 0. The rate is a column of the runs table;
 * what is kept is a function of seed, stream, step and index, so the gradient is the same op on dy.
 */
import { streams, uniform } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import type { Attributes, Op, Sample } from "./op.ts";
import { dispatchedRuns, floats, grid, item, place, read, write } from "./operands.ts";

/** Layers draw apart from one another by their `stream`. */
function streamOf(attributes: Attributes): number {
  return (streams.dropout + 256 * numberOf(attributes, "stream")) % 2 ** 32;
}

function sample(shape: Shape, rate: number, stream: number): Sample<Attributes> {
  return {
    name: `${rate} of ${shape.join("x")}`,
    inputs: [{ shape }],
    attributes: { column: 12, stream },
    table: (run) => ({ 0: 4_294_967_290 + run, 12: rate * (1 - 0.25 * run) }),
    step: { step: 1234 },
  };
}

export const dropout: Op = {
  infer: (inputs, attributes) => {
    numberOf(attributes, "column");
    streamOf(attributes);
    return [item(inputs, 0)];
  },
  gradient: ({ emitter, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    return dy === null || !wanted[0] ? [null] : emitter.emit("dropout", [dy], attributes);
  },
  reference: (call) => {
    const { attributes, table, step } = call;
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    const rate = table[numberOf(attributes, "column")] ?? 0;
    const seed = table[0] ?? 0;
    const stream = streamOf(attributes);
    for (let i = 0; i < y.length; i++) {
      const kept = uniform(seed, stream, step.step, i) >= rate;
      y[i] = kept ? (x[i] ?? 0) / (1 - rate) : 0;
    }
  },
  kernels: (request) => {
    const [x, y] = [item(request.inputs, 0), item(request.outputs, 0)];
    const count = elements(y.shape);
    return [
      {
        shader: "dropout",
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
  samples: [sample([5, 7], 0.5, 1), sample([3, 65], 0.25, 4_123_456_789), sample([2, 3], 0, 2)],
};
