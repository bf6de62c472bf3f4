/**
 * Multi-class hinge of scores against class indices, as in CS231n; see `class-loss.ts`:
 *
 *   l_i = sum over c other than y_i of max(0, s_c - s_y + margin), or of its square
 *
 * The loss is the mean over B. PyTorch's MultiMarginLoss is this divided by C.
 */
import { flagOf, numberOf } from "./attributes.ts";
import {
  classLossDispatch,
  classLossGradient,
  classLossSample,
  classLossShapes,
  extremeSamples,
  scoreRows,
} from "./class-loss.ts";
import type { Attributes, Op, ReferenceCall } from "./op.ts";
import { item } from "./operands.ts";

function reference(call: ReferenceCall<Attributes>): void {
  const [, columns = 0] = item(call.inputShapes, 0);
  const margin = numberOf(call.attributes, "margin");
  const squared = flagOf(call.attributes, "squared");
  scoreRows(call, ({ label, score }) => {
    const excess = (c: number) => (c === label ? 0 : Math.max(0, score(c) - score(label) + margin));
    // dl/ds_c = [excess > 0], or 2 excess; dl/ds_y = -(sum of those)
    const rise = (c: number) => (squared ? 2 * excess(c) : Math.sign(excess(c)));
    let loss = 0;
    let rises = 0;
    for (let c = 0; c < columns; c++) {
      loss += squared ? excess(c) ** 2 : excess(c);
      rises += rise(c);
    }
    return { loss, slope: (c) => (c === label ? -rises : rise(c)) };
  });
}

const plain = { margin: 1, squared: false };
const square = { margin: 1, squared: true };

export const hinge: Op = {
  infer: (inputs, attributes) => {
    numberOf(attributes, "margin");
    flagOf(attributes, "squared");
    return classLossShapes("hinge", inputs);
  },
  gradient: classLossGradient,
  reference,
  kernels: (request) => [
    classLossDispatch(request, {
      shader: "hinge",
      constants: { SQUARED: flagOf(request.attributes, "squared") ? 1 : 0 },
      parameter: numberOf(request.attributes, "margin"),
    }),
  ],
  samples: [
    classLossSample("one example", [1, 2], plain),
    classLossSample("ten classes", [37, 10], plain),
    classLossSample("more rows than a workgroup, squared", [130, 3], square),
    classLossSample("a wide margin", [5, 31], { margin: 7.5, squared: true }),
    classLossSample("no margin", [5, 31], { margin: 0, squared: false }),
    ...extremeSamples(plain),
    ...extremeSamples(square),
  ],
};
