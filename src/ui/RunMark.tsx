import { type Marker, runStyle } from "./run-style.ts";

const paths: Record<Marker, string> = {
  circle: "M14 1.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
  square: "M11 2h6v6h-6z",
  triangle: "M14 1l4 7h-8z",
  diamond: "M14 0.5l4.5 4.5-4.5 4.5-4.5-4.5z",
  cross: "M11 2l6 6M17 2l-6 6",
  plus: "M14 1v8M10 5h8",
};

const stroked: readonly Marker[] = ["cross", "plus"];

/** A run's line and marker as they stand in the charts. */
export function RunMark({ index }: { index: number }) {
  const { color, dash, marker } = runStyle(index);
  const open = stroked.includes(marker);
  return (
    <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
      <path d="M0 5h28" stroke={color} strokeWidth="2" strokeDasharray={dash} fill="none" />
      <path
        d={paths[marker]}
        fill={open ? "none" : color}
        stroke={open ? color : "none"}
        strokeWidth="2"
      />
    </svg>
  );
}
