import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react";
import type { CircuitStep } from "../../train/circuits/steps.ts";
import { classNames } from "../../ui/class-names.ts";
import { numberOf } from "./gate-words.ts";
import type { Point } from "./layout.ts";
import styles from "./WireLine.module.css";

type WireData = {
  path: string;
  middle: Point;
  /** What has come back through it; null: nothing yet. */
  passed: number | null;
  active: CircuitStep["kind"] | null;
};

export type WireLineType = Edge<WireData, "wire">;

/** A wire, with the part of the gradient that came back through it. */
export function WireLine({ data }: EdgeProps<WireLineType>) {
  if (!data) return null;
  const { path, middle, passed, active } = data;
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={0}
        className={classNames(
          styles.wire,
          active === "forward" && styles.forward,
          active === "backward" && styles.backward,
        )}
      />
      {passed !== null && (
        <text x={middle.x} y={middle.y} dy="0.32em" className={styles.passed}>
          {numberOf(passed, 3)}
        </text>
      )}
    </>
  );
}
