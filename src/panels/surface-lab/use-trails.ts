import { useMemo } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import type { OptimizerKind } from "../../spec/catalogue.ts";
import type { OptimizerSpec } from "../../spec/experiment.ts";
import { descend, optimizerKinds, type Path } from "../../train/surfaces/descent.ts";
import { type LabState, settingsOf, specOf, surfaceOf } from "./lab-state.ts";

/** An optimizer's way over the surface. */
export interface Trail {
  readonly kind: OptimizerKind;
  readonly name: string;
  /** Of its colour, dash and marker. */
  readonly style: number;
  readonly spec: OptimizerSpec;
  readonly path: Path;
}

function trailsOf(state: LabState): Trail[] {
  const { start, steps } = settingsOf(state);
  const { schedule, warmup } = state;
  return optimizerKinds
    .filter((kind) => state.chosen.includes(kind))
    .map((kind) => {
      const spec = specOf(state, kind);
      const mover = { optimizer: spec, schedule, warmup };
      return {
        kind,
        name: rowWords("optimizers", kind).label,
        style: optimizerKinds.indexOf(kind),
        spec,
        path: descend(surfaceOf(state), start, mover, steps),
      };
    });
}

/** All chosen ways, computed anew when anything but the step has changed. */
export function useTrails(state: LabState): readonly Trail[] {
  const { surface, own, chosen, schedule, warmup, settings } = state;
  return useMemo(
    () => trailsOf({ surface, own, chosen, schedule, warmup, settings, step: 0 }),
    [surface, own, chosen, schedule, warmup, settings],
  );
}
