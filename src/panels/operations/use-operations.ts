import { useCallback, useEffect, useState } from "react";
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

const nothing = { report: null, trace: null, times: null, measuring: false, fault: null };

/** What the scheduler runs for the cohort of a run; asked for anew whenever something was built. */
export function useOperations(run: number): OperationsState {
  const built = useRuns((state) => state.report);
  const phase = useRuns((state) => state.status.phase);
  const [state, setState] = useState<Omit<OperationsState, "measure" | "retrace">>(nothing);
  useEffect(() => {
    let wanted = true;
    setState(nothing);
    if (built === null) return;
    const { ask } = useRuns.getState().commands;
    ask("operations", { run }).then(
      (report) => wanted && setState({ ...nothing, report }),
      (error: unknown) => wanted && setState({ ...nothing, fault: faultRecord(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [built, run]);
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
