/** What is set in the surface lab; kept for as long as the page lives. */
import { create } from "zustand";
import { type OptimizerKind, optimizers, schedules } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { OptimizerSpec, ScheduleSpec } from "../../spec/experiment.ts";
import { type PlanePoint, type SurfaceName, surfaces } from "../../train/surfaces/surfaces.ts";

type Specs = Partial<Record<OptimizerKind, OptimizerSpec>>;

/** What is kept for each surface by itself. */
interface Settings {
  readonly start: PlanePoint;
  readonly steps: number;
  /** Optimizers whose numbers were edited. */
  readonly specs: Specs;
}

export interface LabState {
  readonly surface: SurfaceName;
  readonly chosen: readonly OptimizerKind[];
  readonly schedule: ScheduleSpec;
  readonly warmup: number;
  readonly settings: Partial<Record<SurfaceName, Settings>>;
  /** How much of the paths is shown; beyond their end: all of it. */
  readonly step: number;
}

/** The four of the notes. */
const first: readonly OptimizerKind[] = ["sgd", "momentum", "adagrad", "adam"];

export const useLab = create<LabState>(() => ({
  surface: "valley",
  chosen: first,
  schedule: rowDefault(schedules, "constant"),
  warmup: 0,
  settings: {},
  step: Number.POSITIVE_INFINITY,
}));

export function settingsOf({ settings, surface }: LabState): Settings {
  const { start, steps } = surfaces[surface];
  return settings[surface] ?? { start, steps, specs: {} };
}

/** An optimizer as it was edited for the surface, or with the rate that suits it. */
export function specOf(state: LabState, kind: OptimizerKind): OptimizerSpec {
  const learningRate = surfaces[state.surface].rates[kind];
  return settingsOf(state).specs[kind] ?? { ...rowDefault(optimizers, kind), learningRate };
}

export function changeLab(part: Partial<Omit<LabState, "settings">>): void {
  useLab.setState(part);
}

export function changeSettings(part: Partial<Settings>): void {
  useLab.setState((state) => ({
    settings: { ...state.settings, [state.surface]: { ...settingsOf(state), ...part } },
  }));
}

export function changeSpec(spec: OptimizerSpec): void {
  const { specs } = settingsOf(useLab.getState());
  changeSettings({ specs: { ...specs, [spec.kind]: spec } });
}

/** Start, steps and numbers of the surface as they were at first. */
export function forgetSettings(): void {
  useLab.setState(({ settings: { ...kept }, surface }) => {
    delete kept[surface];
    return { settings: kept, schedule: rowDefault(schedules, "constant"), warmup: 0 };
  });
}
