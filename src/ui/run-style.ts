/** How curves of runs are told apart: by colour, dash and marker together, never by colour alone. */

export type Marker = "circle" | "square" | "triangle" | "diamond" | "cross" | "plus";

export interface RunStyle {
  /** A custom property of tokens.css, right in both themes; canvas code must resolve it. */
  readonly color: string;
  /** SVG's stroke-dasharray; empty is a solid line. */
  readonly dash: string;
  readonly marker: Marker;
}

const colors = 8;
const dashes = ["", "6 3", "2 2", "8 3 2 3", "10 4", "4 2 1 2"];
const markers: readonly Marker[] = ["circle", "square", "triangle", "diamond", "cross", "plus"];

/** Run `index` from 0; styles repeat after 24 runs. */
export function runStyle(index: number): RunStyle {
  return {
    color: `var(--run-${(index % colors) + 1})`,
    dash: dashes[index % dashes.length] ?? "",
    marker: markers[index % markers.length] ?? "circle",
  };
}
