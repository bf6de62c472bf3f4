/** What the tests of checks are made on. */
import type { DataSet } from "../../engine/core/dataset.ts";
import { createCpuExecutor } from "../../engine/cpu/executor.ts";
import type { Ops } from "../../engine/graph/graph.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { allOps } from "../program.ts";
import type { Subject } from "./trial.ts";

/** The first run of a document on the host, with the engine's ops or with others. */
export function subjectOf(experiment: Experiment, dataset: DataSet, ops: Ops = allOps): Subject {
  const open: Subject["open"] = (program) =>
    Promise.resolve(createCpuExecutor(program.plan, ops, "host"));
  return { experiment, dataset, run: 0, start: new Map(), open };
}

export const silent = (): Promise<void> => Promise.resolve();
