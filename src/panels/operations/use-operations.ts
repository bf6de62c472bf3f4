import { useCallback, useEffect, useMemo, useState } from "react";
import type { FaultRecord } from "../../spec/fault.ts";
import { faultRecord } from "../../spec/fault.ts";
import { useRuns } from "../../stores/runs.ts";
import type { OperationsReport } from "../../train/operations.ts";
import type { StepTrace } from "../../train/trace.ts";

export interface OperationsState {
  readonly report: OperationsReport | null;
  readonly trace: StepTrace | null;
  /** Milliseconds of each operation; null before they were measured. */
  readonly times: readonly number[] | null;
  readonly measuring: boolean;
  readonly fault: FaultRecord | null;
  readonly measure: () => void;
  readonly retrace: () => void;
}

interface Kept extends Omit<OperationsState, "measure" | "retrace"> {
  /** The build and the run that it tells of. */
  readonly of: object | null;
}

const nothing = { report: null, trace: null, times: null, measuring: false, fault: null };

/** What the scheduler runs for the cohort of a run; asked for anew whenever something was built. */
export function useOperations(run: number): OperationsState {
  const built = useRuns((state) => state.report);
  const phase = useRuns((state) => state.status.phase);
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
  const retrace = useCallback(() => {
    const { ask } = useRuns.getState().commands;
    ask("traceStep", { run }).then(
      (trace) => setState((old) => ({ ...old, trace })),
      (error: unknown) => setState((old) => ({ ...old, fault: faultRecord(error) })),
    );
  }, [run]);
  const measure = useCallback(() => {
    setState((old) => ({ ...old, measuring: true }));
    const { ask } = useRuns.getState().commands;
    ask("operationTimes", { run }).then(
      (times) => setState((old) => ({ ...old, times, measuring: false })),
      (error: unknown) =>
        setState((old) => ({ ...old, measuring: false, fault: faultRecord(error) })),
    );
  }, [run]);
  // While nothing is trained the tensors are those of the step that would come next.
  const shown = state.report !== null && phase !== "training";
  useEffect(() => {
    if (shown) retrace();
  }, [shown, retrace]);
  return { ...state, measure, retrace };
}
