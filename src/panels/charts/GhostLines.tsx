import { useId } from "react";
import { linePath } from "../../ui/charts/line-path.ts";
import type { Axes } from "../../ui/charts/plot-area.ts";
import { plotArea, yPixel } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import styles from "./GhostLines.module.css";
import type { GhostLine } from "./ghost-lines.ts";

interface GhostLinesProps {
  size: Size;
  axes: Axes;
  ghosts: readonly GhostLine[];
  guide: number | null;
}

/** What the curves are seen before: past runs, and a level to compare with. */
export function GhostLines({ size, axes, ghosts, guide }: GhostLinesProps) {
  const clip = useId();
  if (ghosts.length === 0 && guide === null) return null;
  const area = plotArea(size);
  const level = guide === null ? null : yPixel(guide, axes.y, axes.yKind, area);
  return (
    <svg className={styles.ghosts} width={size.width} height={size.height} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={area.width} height={area.height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {ghosts.map(({ id, part, points }) => (
          <path key={id} d={linePath(points, axes, size)} className={styles[part]} />
        ))}
        {level !== null && (
          <path d={`M${area.left} ${level}h${area.width}`} className={styles.guide} />
        )}
      </g>
    </svg>
  );
}
