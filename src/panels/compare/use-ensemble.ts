import { useCallback, useEffect, useState } from "react";
import { faultRecord } from "../../spec/fault.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import type { EnsembleResult } from "../../worker/ensemble.ts";

interface Answer {
  /** The members that were asked. */
  readonly key: string;
  readonly result: EnsembleResult;
}

export interface AskedEnsemble {
  /** null until the members have answered. */
  readonly result: EnsembleResult | null;
  readonly asking: boolean;
  readonly again: () => void;
}

/** Milliseconds without another choice before the members are asked. */
const quietTime = 200;

/**
 * Averaged predictions of some members, asked when the choice changes and when training stops; in
 * between only when a person wants it, for each answer costs a pass over the validation part.
 */
export function useEnsemble(members: readonly number[]): AskedEnsemble {
  const key = members.join(",");
  const training = useRuns((state) => state.status.phase === "training");
  const ask = useRuns((state) => state.commands.ask);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [asking, setAsking] = useState(false);
  const again = useCallback(async () => {
    if (key === "") return;
    setAsking(true);
    try {
      const result = await ask("ensemble", { members: key.split(",").map(Number) });
      setAnswer({ key, result });
    } catch (error) {
      addNotice("error", { kind: "fault", fault: faultRecord(error) });
    } finally {
      setAsking(false);
    }
  }, [key, ask]);
  useEffect(() => {
    if (key === "") return;
    const timer = setTimeout(() => void again(), quietTime);
    return () => clearTimeout(timer);
    // Training that stops has new weights to ask.
  }, [key, again, training]);
  const current = answer?.key === key ? answer.result : null;
  return { result: current, asking, again: () => void again() };
}
