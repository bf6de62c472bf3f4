/** Dead units and saturated values, as far as they can be seen from what a layer puts out. */
import type { GraphBuilder } from "../engine/graph/graph.ts";
import type { TensorId } from "../engine/ops/op.ts";
import type { LayerActivationName } from "../spec/catalogue.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { buffers } from "./layout.ts";
import type { Places, StatisticsPlace } from "./places.ts";

export interface ActivityPlaces {
  /** The shares of dead units and of saturated values; null where the layer's function has neither. */
  readonly activity: StatisticsPlace | null;
  /** Whether the first of them, and the second, means anything. */
  readonly canDie: boolean;
  readonly canSaturate: boolean;
}

interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

/** Where a function's slope is below a twentieth of its steepest. */
const flatEnds: Readonly<Partial<Record<LayerActivationName, Ends>>> = {
  // y (1 - y) < 0.05 / 4
  sigmoid: { low: (1 - Math.sqrt(0.95)) / 2, high: (1 + Math.sqrt(0.95)) / 2 },
  // 1 - y^2 < 0.05
  tanh: { low: -Math.sqrt(0.95), high: Math.sqrt(0.95) },
  // (1 - |y|)^2 < 0.05
  softsign: { low: Math.sqrt(0.05) - 1, high: 1 - Math.sqrt(0.05) },
  hardSigmoid: { low: 0, high: 1 },
  // Its lower end is where units die.
  relu6: { low: null, high: 6 },
};

/** Functions that are 0 on one side. */
const withDeadSide: readonly LayerActivationName[] = ["relu", "relu6", "hardSwish"];

/** The function that made a layer's output; null where there is none or more than one. */
function functionOf(spec: LayerSpec): LayerActivationName | null {
  if (spec.kind === "activation") return spec.function;
  return "activation" in spec ? spec.activation : null;
}

/** Adds the shares of a layer's output where its function has a weak side. */
export function appendActivity(
  builder: GraphBuilder,
  places: Places,
  spec: LayerSpec,
  output: TensorId,
): ActivityPlaces {
  const name = functionOf(spec);
  const ends = name === null ? undefined : flatEnds[name];
  const canDie = name !== null && withDeadSide.includes(name);
  const canSaturate = ends !== undefined;
  if (!canDie && !canSaturate) return { activity: null, canDie, canSaturate };
  const { low, high } = ends ?? { low: null, high: null };
  const [shares = -1] = builder.emit("unitActivity", [output], { low, high });
  const { name: shareName, runs } = builder.tensor(shares);
  const activity = places.take(2, !runs);
  builder.put(shares, shareName, { buffer: buffers.inspection, offset: activity.offset });
  return { activity, canDie, canSaturate };
}
