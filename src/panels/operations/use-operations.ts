import { useCallback, useEffect, useMemo, useState } from "react";
import type { FaultRecord } from "../../spec/fault.ts";
import { faultRecord } from "../../spec/fault.ts";
import { useExamination } from "../../stores/examination.ts";
import { useRuns } from "../../stores/runs.ts";
import type { OperationsReport } from "../../train/operations.ts";
import type { StepTrace } from "../../train/trace.ts";

export interface OperationsState {
  readonly report: OperationsReport | null;
  readonly trace: StepTrace | null;
  readonly tracing: boolean;
  /** Milliseconds of each operation; null before they were measured. */
  readonly times: readonly number[] | null;
  readonly measuring: boolean;
  readonly fault: FaultRecord | null;
  readonly measure: () => void;
  readonly retrace: () => void;
}

type Told = Omit<OperationsState, "measure" | "retrace">;

interface Kept extends Told {
  /** The build and the run that it tells of. */
  readonly of: object | null;
}

const nothing: Told = {
  report: null,
  trace: null,
  tracing: false,
  times: null,
  measuring: false,
  fault: null,
};

/** What the scheduler runs for the cohort of a run; asked for anew whenever something was built. */
export function useOperations(run: number): OperationsState {
  const built = useRuns((state) => state.report);
  const phase = useRuns((state) => state.status.phase);
  const weights = useExamination((state) => state.weights);
  const [kept, setState] = useState<Kept>({ ...nothing, of: null });
  // What was told of another build or run says nothing about this one.
  const of = useMemo(() => ({ built, run }), [built, run]);
  const state = kept.of === of ? kept : nothing;
  useEffect(() => {
    let wanted = true;
    if (of.built === null) return;
    const { ask } = useRuns.getState().commands;
    ask("operations", { run: of.run }).then(
      (report) => wanted && setState({ ...nothing, of, report }),
      (error: unknown) => wanted && setState({ ...nothing, of, fault: faultRecord(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [of]);
  const tell = useCallback(
    (told: Partial<Told>) => setState((old) => (old.of === of ? { ...old, ...told } : old)),
    [of],
  );
  const trace = useCallback(() => {
    const { ask } = useRuns.getState().commands;
    ask("traceStep", { run: of.run }).then(
      (told) => tell({ trace: told, tracing: false }),
      (error: unknown) => tell({ tracing: false, fault: faultRecord(error) }),
    );
  }, [of, tell]);
  const retrace = useCallback(() => {
    tell({ tracing: true, fault: null });
    trace();
  }, [tell, trace]);
  const measure = useCallback(() => {
    tell({ measuring: true, fault: null });
    const { ask } = useRuns.getState().commands;
    ask("operationTimes", { run: of.run }).then(
      (times) => tell({ times, measuring: false }),
      (error: unknown) => tell({ measuring: false, fault: faultRecord(error) }),
    );
  }, [of, tell]);
  // While nothing is trained the tensors are those of the step that would come next.
  const follows = state.report !== null && phase !== "training";
  useEffect(() => {
    // Other weights at the same step, as after a reset, are looked at too.
    if (follows && weights >= 0) trace();
  }, [follows, weights, trace]);
  const awaited = follows && state.trace === null && state.fault === null;
  return { ...state, tracing: state.tracing || awaited, measure, retrace };
}
