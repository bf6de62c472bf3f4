/** The float64 reference at one step and one set of weights: what is checked, and what it is held to. */
import type { HostExecutor } from "../../engine/plan/host-executor.ts";
import { metricColumns, metricWidth } from "../../engine/plan/plan.ts";
import { buffers } from "../../nn/layout.ts";
import { Cohort } from "../cohort.ts";
import { trainingSteps } from "../hyper-parameters.ts";
import { type Program, ringRows } from "../program.ts";

/** Whose slope is taken: the loss of the data, or what L1 and L2 add to it. */
export type Quantity = "loss" | "penalty";

/** The op behind which the quantity stands in the ring. */
const lastOp = { loss: "metrics", penalty: "penalty" } as const;

export class Oracle {
  readonly value: number;
  /** [P] Of the quantity, by the engine's formulas in float64. */
  readonly gradient: Float64Array;
  private readonly program: Program;
  private readonly executor: HostExecutor;
  private readonly step: number;
  private readonly weights: Float64Array;
  private readonly quantity: Quantity;

  constructor(
    cohort: { readonly program: Program; readonly executor: HostExecutor },
    at: { readonly step: number; readonly weights: Float32Array },
    quantity: Quantity,
  ) {
    const { program, executor } = cohort;
    this.program = program;
    this.executor = executor;
    this.step = at.step;
    this.weights = Float64Array.from(at.weights);
    this.quantity = quantity;
    const replay = new Cohort({ program, members: [0] }, executor);
    executor.write(buffers.parameters, this.weights);
    replay.enqueue(at.step, 1, []);
    const after = executor.peek(buffers.parameters);
    this.gradient =
      quantity === "loss"
        ? Float64Array.from(executor.peek(buffers.gradients))
        : this.weights.map((weight, place) => weight - (after[place] ?? 0));
    this.value = this.read();
    executor.write(buffers.parameters, this.weights);
    executor.write(buffers.halted, new Float64Array(1));
  }

  /** The quantity with one weight moved; nothing behind it is computed. */
  moved(place: number, by: number): number {
    const weight = this.weights[place] ?? 0;
    this.executor.write(buffers.parameters, Float64Array.of(weight + by), place);
    const table = trainingSteps(this.program, this.step, 1);
    this.executor.inspect("train", table, ({ op }) => op === lastOp[this.quantity]);
    this.executor.write(buffers.parameters, Float64Array.of(weight), place);
    return this.read();
  }

  private read(): number {
    const at = (this.step % ringRows) * metricWidth + metricColumns[this.quantity];
    return this.executor.peek(buffers.ring)[at] ?? Number.NaN;
  }
}
