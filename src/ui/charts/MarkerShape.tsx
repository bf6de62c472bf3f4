import type { Marker } from "../run-style.ts";

/** Outlines around (0, 0), about seven pixels wide. */
const outlines: Record<Marker, string> = {
  circle: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
  square: "M-2.7-2.7h5.4v5.4h-5.4z",
  triangle: "M0-3.6l3.5 6h-7z",
  diamond: "M0-3.9l3.9 3.9-3.9 3.9-3.9-3.9z",
  cross: "M-2.8-2.8l5.6 5.6M2.8-2.8l-5.6 5.6",
  plus: "M0-3.5v7M-3.5 0h7",
};

interface MarkerShapeProps {
  marker: Marker;
  x: number;
  y: number;
  color: string;
}

/** A run's marker on a curve, cut out of what lies behind it. */
export function MarkerShape({ marker, x, y, color }: MarkerShapeProps) {
  const open = marker === "cross" || marker === "plus";
  return (
    <path
      d={outlines[marker]}
      transform={`translate(${x} ${y})`}
      fill={open ? "none" : color}
      stroke={open ? color : "var(--surface)"}
      strokeWidth={open ? 2 : 1}
    />
  );
}
