/** PyTorch's figures for the ops, met by the kernels: all cases are one plan. */
import { beforeAll, describe, expect, test } from "vitest";
import { AccuracyNotes } from "../../../scripts/accuracy-notes.ts";
import { goldenTexts, saveFile } from "../../../scripts/golden-files.ts";
import { elements, type Shape } from "../core/shape.ts";
import { GraphBuilder } from "../graph/graph.ts";
import {
  goldenBuilds,
  goldenTable,
  type KnownCase,
  knownCases,
  mistakeIn,
  worstError,
} from "../ops/golden-cases.ts";
import type { Expectation } from "../ops/golden-tape.ts";
import { engineOps } from "../ops/index.ts";
import type { TensorId } from "../ops/op.ts";
import { graphPlan } from "../plan/graph-plan.ts";
import { type GpuOptions, openGpu } from "./device.ts";
import { createGpuExecutor } from "./executor.ts";

const ops = engineOps;
/** PyTorch's own float32 stays under it. */
const tolerance = 1e-5;

/** What a case expects, and where in the results its tensor is copied. */
interface Kept extends Expectation {
  readonly offset: number;
  readonly count: number;
}

/** One graph of many cases, whose inputs lie in one buffer and whose results in another. */
class CaseGraph {
  private readonly builder = new GraphBuilder(ops);
  private readonly inputs: number[] = [];
  private results = 0;

  add({ found, build }: KnownCase): Kept[] {
    const put = (values: readonly number[], shape: Shape) => this.put(values, shape);
    const expectations = this.builder.within(found.name, () =>
      build({ emitter: this.builder, put }, found),
    );
    return expectations.map((expectation) => ({
      ...expectation,
      count: elements(this.builder.shape(expectation.tensor)),
      offset: this.keep(expectation.tensor),
    }));
  }

  /** Runs everything once and reads the results. */
  async run(options: GpuOptions): Promise<Float32Array> {
    const table = goldenTable();
    const train = this.builder.finish();
    const plan = graphPlan({ train, ops, runs: 1, tableColumns: table.length });
    const gpu = await openGpu(options);
    const executor = await createGpuExecutor({ plan, ops, gpu });
    executor.write("inputs", Float64Array.from(this.inputs));
    executor.writeTable(table);
    const step = { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 };
    executor.run("train", { steps: [step], scalars: new Float64Array(4) });
    const results = await executor.read("results", 0, this.results);
    executor.dispose();
    gpu.dispose();
    return results;
  }

  private put(values: readonly number[], shape: Shape): TensorId {
    const place = { buffer: "inputs", offset: this.inputs.length, runs: true };
    this.inputs.push(...values);
    return this.builder.pinned("input", shape, place);
  }

  private keep(tensor: TensorId): number {
    const copy = this.builder.emitOne("unary", [tensor], { function: "linear" });
    const offset = this.results;
    this.builder.put(copy, "result", { buffer: "results", offset });
    this.results += elements(this.builder.shape(tensor));
    return offset;
  }
}

const modes: Record<string, GpuOptions> = {
  "the adapter's own variants": {},
  "variants of a GPU": { traits: { software: false, subgroupSize: 0 } },
};

const notes = new AccuracyNotes("ops-gpu", saveFile);
const texts = await goldenTexts(Object.keys(goldenBuilds));

describe.skipIf(texts === null)("golden figures of PyTorch on WebGPU (need ../shared)", () => {
  const graph = new CaseGraph();
  const cases = texts === null ? [] : knownCases((file) => texts.get(file) ?? "");
  const kept = cases.map((known) => [known.file, known.found.name, graph.add(known)] as const);

  test("every case that our ops cover is here", () => {
    const known = Object.values(goldenBuilds).flatMap((builds) => Object.keys(builds));
    expect(cases.map(({ found }) => found.name).sort()).toEqual(known.sort());
  });

  describe.each(Object.entries(modes))("%s", (_, options) => {
    let results: Float32Array = new Float32Array();
    beforeAll(async () => {
      results = await graph.run(options);
      // One plan of every case has hundreds of pipelines, which a busy machine takes long to compile.
    }, 180_000);

    test.each(kept)("%s: %s", (file, name, expectations) => {
      expect(expectations.length).toBeGreaterThan(1);
      for (const { offset, count, ...expectation } of expectations) {
        const values = results.subarray(offset, offset + count);
        const error = worstError(expectation, values);
        notes.note({ file, case: name, executor: "gpu", tolerance, error });
        expect(mistakeIn(expectation, values, tolerance)).toBe("");
      }
    });
  });
});
