/** The checks of the network that is built: settings, what is under way, and what was found. */
import { create } from "zustand";
import { type FaultRecord, faultRecord } from "../spec/fault.ts";
import type { CheckName } from "../train/checks/check.ts";
import { type GradientSettings, gradientDefaults } from "../train/checks/gradient-check.ts";
import { type OverfitSettings, overfitDefaults } from "../train/checks/overfit.ts";
import type { CheckProgress, CheckResult } from "../worker/checks.ts";
import { listen } from "./events.ts";
import { useRuns } from "./runs.ts";

interface ChecksState {
  readonly gradient: GradientSettings;
  readonly overfit: OverfitSettings;
  /** The last result of each check. */
  readonly results: { readonly [C in CheckName]?: CheckResult };
  readonly faults: { readonly [C in CheckName]?: FaultRecord };
  /** Under way; null when none is. */
  readonly running: CheckName | null;
  readonly waiting: readonly CheckName[];
  readonly progress: CheckProgress | null;
}

const idle = { running: null, waiting: [], progress: null } as const;
const nothing = { results: {}, faults: {} } as const;

export const useChecks = create<ChecksState>(() => ({
  gradient: gradientDefaults,
  overfit: overfitDefaults,
  ...nothing,
  ...idle,
}));

export function setGradientSettings(change: Partial<GradientSettings>): void {
  useChecks.setState(({ gradient }) => ({ gradient: { ...gradient, ...change } }));
}

export function setOverfitSettings(change: Partial<OverfitSettings>): void {
  useChecks.setState(({ overfit }) => ({ overfit: { ...overfit, ...change } }));
}

/** Those that say something of one run; the others of the data. */
export const runChecks: readonly CheckName[] = ["initialLoss", "gradient", "overfit"];

/** Counts starts, so that a series of checks ends when another one takes its place. */
let started = 0;

/** One check after the other, on a run of the document. */
export async function startChecks(names: readonly CheckName[], run: number): Promise<void> {
  started += 1;
  const mine = started;
  for (const [at, check] of names.entries()) {
    useChecks.setState({ running: check, waiting: names.slice(at + 1), progress: null });
    const found = await asked(check, run);
    if (mine !== started) return;
    useChecks.setState(({ results, faults }) => ({
      results: { ...without(results, check), ...found.results },
      faults: { ...without(faults, check), ...found.faults },
    }));
  }
  useChecks.setState(idle);
}

/** Stops the check under way and those that wait; what was found stays. */
export async function cancelChecks(): Promise<void> {
  started += 1;
  useChecks.setState(idle);
  await useRuns.getState().commands.ask("cancelCheck", null);
}

async function asked(
  check: CheckName,
  run: number,
): Promise<Pick<ChecksState, "results" | "faults">> {
  const { gradient, overfit } = useChecks.getState();
  try {
    const request = { check, run, gradient, overfit };
    const result = await useRuns.getState().commands.ask("check", request);
    return { results: result === null ? {} : { [check]: result }, faults: {} };
  } catch (error) {
    return { results: {}, faults: { [check]: faultRecord(error) } };
  }
}

function without<T extends object>(record: T, name: string): Partial<T> {
  const rest = Object.entries(record).filter(([key]) => key !== name);
  return Object.fromEntries(rest) as Partial<T>;
}

listen("checkProgress", ({ progress }) => {
  const { running } = useChecks.getState();
  if (running === progress.check) useChecks.setState({ progress });
});

/** What was found of another network, or of other data, says nothing of this one. */
listen("built", () => useChecks.setState(nothing));
