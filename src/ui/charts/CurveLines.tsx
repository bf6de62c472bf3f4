import { memo, useMemo } from "react";
import { Line, LineChart, XAxis, YAxis } from "recharts";
import type { Marker } from "../run-style.ts";
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

type ChartRow = Record<string, number | null>;

/**
 * One row for each place on the horizontal axis, with a column for each line that has a point
 * there. Data of the whole chart change at once; data of each line would be passed on line by line.
 */
function sharedRows(lines: readonly CurveLine[]): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  for (const { id, points } of lines) {
    for (const { x, y } of points) {
      const row = rows.get(x);
      if (row) row[id] = y;
      else rows.set(x, { x, [id]: y });
    }
  }
  return [...rows.values()].sort((a, b) => Number(a["x"]) - Number(b["x"]));
}

/**
 * The curves alone, over a `ChartFrame`. Axes are numeric with explicit domains and hidden, and
 * nothing is animated or pointed at: a chart is drawn four times a second. Markers stand in
 * `CurveMarkers`, because a dot for each point would cost as much as the line.
 */
export const CurveLines = memo(function CurveLines({ size, axes, lines }: CurveLinesProps) {
  const rows = useMemo(() => sharedRows(lines), [lines]);
  return (
    <LineChart
      data={rows}
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
          dataKey={line.id}
          connectNulls
          type="linear"
          stroke={line.color}
          strokeWidth={line.width}
          strokeOpacity={line.opacity}
          strokeDasharray={line.dash}
          strokeLinejoin="round"
          dot={false}
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
