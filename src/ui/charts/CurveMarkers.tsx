import type { CurveLine } from "./CurveLines.tsx";
import styles from "./CurveMarkers.module.css";
import { isOpen, marksPath } from "./marker-path.ts";
import type { Axes } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

interface CurveMarkersProps {
  size: Size;
  axes: Axes;
  lines: readonly CurveLine[];
}

/** A run's marker now and then on the lines that have one. */
export function CurveMarkers({ size, axes, lines }: CurveMarkersProps) {
  return (
    <svg className={styles.markers} width={size.width} height={size.height} aria-hidden="true">
      {lines.map((line) =>
        line.marker === null ? null : (
          <path
            key={line.id}
            d={marksPath(line, line.marker, size, axes)}
            fill={isOpen(line.marker) ? "none" : line.color}
            stroke={isOpen(line.marker) ? line.color : "var(--surface)"}
            strokeWidth={isOpen(line.marker) ? 2 : 1}
            opacity={line.opacity}
          />
        ),
      )}
    </svg>
  );
}
