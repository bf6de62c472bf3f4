import { useId } from "react";
import { bandPath, type CurveBand } from "./band-path.ts";
import styles from "./CurveMarkers.module.css";
import { type Axes, plotArea } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

interface CurveBandsProps {
  size: Size;
  axes: Axes;
  bands: readonly CurveBand[];
}

/** From the smallest to the largest of what a curve is the mean of. */
export function CurveBands({ size, axes, bands }: CurveBandsProps) {
  const clip = useId();
  if (bands.length === 0) return null;
  const area = plotArea(size);
  return (
    <svg className={styles.markers} width={size.width} height={size.height} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={area.width} height={area.height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {bands.map((band) => (
          <path
            key={band.id}
            d={bandPath(band, axes, size)}
            fill={band.color}
            fillOpacity={band.opacity}
          />
        ))}
      </g>
    </svg>
  );
}
