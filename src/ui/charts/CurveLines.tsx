import { memo } from "react";
import { Line, LineChart, XAxis, YAxis } from "recharts";
import type { Marker } from "../run-style.ts";
import { MarkerShape } from "./MarkerShape.tsx";
import { type Axes, margin } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

export interface CurveLine {
  readonly id: string;
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
  readonly color: string;
  /** stroke-dasharray; empty is a solid line. */
  readonly dash: string;
  readonly width: number;
  readonly opacity: number;
  /** Stands on some of the points; null: on none. */
  readonly marker: Marker | null;
}

interface CurveLinesProps {
  size: Size;
  axes: Axes;
  lines: readonly CurveLine[];
}

const markersOfLine = 9;

/** A marker now and then, counted back from the last point so that it ends the line. */
function markerAt(line: CurveLine, index: number): boolean {
  const every = Math.max(1, Math.ceil(line.points.length / markersOfLine));
  return (line.points.length - 1 - index) % every === 0;
}

interface DotAt {
  index: number;
  cx?: number;
  cy?: number;
}

function dotOf(line: CurveLine) {
  const { marker } = line;
  if (!marker) return false;
  return ({ index, cx, cy }: DotAt) => {
    const shown = markerAt(line, index) && Number.isFinite(cx) && Number.isFinite(cy);
    if (!shown) return <g key={index} />;
    return <MarkerShape key={index} marker={marker} x={cx ?? 0} y={cy ?? 0} color={line.color} />;
  };
}

/**
 * The curves alone, over a `ChartFrame`. Axes are numeric with explicit domains and hidden, and
 * nothing is animated or pointed at: a chart is drawn four times a second.
 */
export const CurveLines = memo(function CurveLines({ size, axes, lines }: CurveLinesProps) {
  return (
    <LineChart
      width={size.width}
      height={size.height}
      margin={margin}
      accessibilityLayer={false}
      style={ignorePointer}
    >
      <XAxis type="number" dataKey="x" domain={[...axes.x.domain]} allowDataOverflow hide />
      <YAxis type="number" domain={[...axes.y.domain]} scale={axes.yKind} allowDataOverflow hide />
      {lines.map((line) => (
        <Line
          key={line.id}
          data={[...line.points]}
          dataKey="y"
          type="linear"
          stroke={line.color}
          strokeWidth={line.width}
          strokeOpacity={line.opacity}
          strokeDasharray={line.dash}
          strokeLinejoin="round"
          dot={dotOf(line)}
          activeDot={false}
          legendType="none"
          tooltipType="none"
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
});

const ignorePointer = { pointerEvents: "none" } as const;
