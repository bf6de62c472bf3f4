/** What is set in the surface lab; kept for as long as the page lives. */
import { create } from "zustand";
import { type OptimizerKind, optimizers, schedules } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { OptimizerSpec, ScheduleSpec } from "../../spec/experiment.ts";
import type { LossPlaneAnswer } from "../../train/loss-plane/loss-plane.ts";
import { gridSurface } from "../../train/surfaces/grid-surface.ts";
import {
  type PlanePoint,
  type SurfaceFunction,
  type SurfaceName,
  surfaceNames,
  surfaces,
} from "../../train/surfaces/surfaces.ts";

/** A known function, or the loss of one's own network around its weights. */
export const surfaceChoices = [...surfaceNames, "own"] as const;
export type SurfaceChoice = SurfaceName | "own";

/** The loss around the weights of a run, as it was asked for last. */
export interface OwnSurface {
  readonly surface: SurfaceFunction;
  readonly run: number;
  readonly step: number;
  readonly examples: number;
}

type Specs = Partial<Record<OptimizerKind, OptimizerSpec>>;

/** What is kept for each surface by itself. */
interface Settings {
  readonly start: PlanePoint;
  readonly steps: number;
  /** Optimizers whose numbers were edited. */
  readonly specs: Specs;
}

export interface LabState {
  readonly surface: SurfaceChoice;
  /** null before it is first computed. */
  readonly own: OwnSurface | null;
  readonly chosen: readonly OptimizerKind[];
  readonly schedule: ScheduleSpec;
  readonly warmup: number;
  readonly settings: Partial<Record<SurfaceChoice, Settings>>;
  /** How much of the paths is shown; beyond their end: all of it. */
  readonly step: number;
}

/** The four of the notes. */
const first: readonly OptimizerKind[] = ["sgd", "momentum", "adagrad", "adam"];

export const useLab = create<LabState>(() => ({
  surface: "valley",
  own: null,
  chosen: first,
  schedule: rowDefault(schedules, "constant"),
  warmup: 0,
  settings: {},
  step: Number.POSITIVE_INFINITY,
}));

/** What is drawn; the first of all where one's own loss has not been computed yet. */
export function surfaceOf({ surface, own }: LabState): SurfaceFunction {
  return surface === "own" ? (own?.surface ?? surfaces.valley) : surfaces[surface];
}

export function settingsOf(state: LabState): Settings {
  const { start, steps } = surfaceOf(state);
  return state.settings[state.surface] ?? { start, steps, specs: {} };
}

/** An optimizer as it was edited for the surface, or with the rate that suits it. */
export function specOf(state: LabState, kind: OptimizerKind): OptimizerSpec {
  const learningRate = surfaceOf(state).rates[kind];
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

/** Takes over what the engine has computed. */
export function showOwn(plane: LossPlaneAnswer, run: number): void {
  const { size, reach, losses, step, examples } = plane;
  const surface = gridSurface({ size, reach, values: losses });
  useLab.setState({ own: { surface, run, step, examples } });
}
