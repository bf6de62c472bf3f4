/** The weights of one layer as they are now, for pictures; outside React but for the last ones. */
import { useEffect } from "react";
import { create } from "zustand";
import { faultRecord } from "../spec/fault.ts";
import type { Kernel, WatchedKernel } from "../worker/kernel.ts";
import { listen } from "./events.ts";
import { addNotice } from "./notices.ts";
import { useRuns } from "./runs.ts";

interface KernelState {
  /** null before the first, and when they belonged to a network that is no longer there. */
  readonly kernel: Kernel | null;
}

const useKernels = create<KernelState>(() => ({ kernel: null }));

listen("kernel", ({ kernel }) => useKernels.setState({ kernel }));
listen("restarted", () => useKernels.setState({ kernel: null }));

function ask(params: WatchedKernel | null): void {
  const tell = (error: unknown) => addNotice("error", { kind: "fault", fault: faultRecord(error) });
  useRuns.getState().commands.ask("watchKernel", params).catch(tell);
}

/**
 * Asks for weights while mounted, `hertz` times a second at most; null: not now. `parameter` null is
 * the first layer's. There is one reader of the page at a time.
 */
export function useKernel(
  parameter: string | null,
  units: number,
  hertz: number | null,
): Kernel | null {
  const kernel = useKernels((state) => state.kernel);
  const commands = useRuns((state) => state.commands);
  const ready = useRuns((state) => state.report !== null);
  useEffect(() => {
    if (!ready || hertz === null) return;
    ask({ parameter, units, hertz });
    return () => ask(null);
  }, [parameter, units, hertz, commands, ready]);
  return parameter === null || kernel?.parameter === parameter ? kernel : null;
}
