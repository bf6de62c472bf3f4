/** Where gates and wires of a circuit stand: from left to right, or down where it is narrow. */
import { Graph, layout } from "@dagrejs/dagre";
import type { Circuit } from "../../train/circuits/parse.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Wire {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Which of the inputs of `to`. */
  readonly place: number;
}

export interface CircuitLayout {
  readonly direction: "LR" | "TB";
  /** Left upper corners. */
  readonly corners: readonly Point[];
  /** By wire: path data of an SVG, and where its number stands. */
  readonly routes: readonly { readonly path: string; readonly middle: Point }[];
  readonly size: Box;
}

export const nodeBox: Box = { width: 68, height: 46 };
/** Room for the number on a wire. */
const label = { width: 32, height: 14 };
const between = { nodesep: 14, edgesep: 8, ranksep: 12 };

export function wiresOf(circuit: Circuit): Wire[] {
  return circuit.flatMap(({ inputs }, to) =>
    inputs.map((from, place) => ({ id: `${place} ${to}`, from, to, place })),
  );
}

/** A curve through all points that runs along the direction at each of them. */
function pathThrough([first, ...others]: readonly Point[], down: boolean): string {
  if (!first) return "";
  let last = first;
  let path = `M${first.x} ${first.y}`;
  for (const { x, y } of others) {
    const [midX, midY] = [(last.x + x) / 2, (last.y + y) / 2];
    path += down
      ? `C${last.x} ${midY} ${x} ${midY} ${x} ${y}`
      : `C${midX} ${last.y} ${midX} ${y} ${x} ${y}`;
    last = { x, y };
  }
  return path;
}

function layoutCircuit(circuit: Circuit, direction: "LR" | "TB"): CircuitLayout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, ...between });
  for (const index of circuit.keys()) graph.setNode(String(index), { ...nodeBox });
  const wires = wiresOf(circuit);
  for (const { id, from, to } of wires) {
    graph.setEdge(String(from), String(to), { ...label, labelpos: "c" }, id);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const down = direction === "TB";
  const found = circuit.map((_, index) => graph.node(String(index)));
  const turn = turned(circuit, found, down ? "x" : "y", { width, height });
  const centres = found.map(turn);
  const routes = wires.map(({ id, from, to }) => {
    const edge = graph.edge(String(from), String(to), id);
    // Lines leave and enter in the middle of a side, wherever the layout has cut the border.
    const points = [
      side(centres[from], down, 1),
      ...(edge.points ?? []).slice(1, -1).map(turn),
      side(centres[to], down, -1),
    ];
    return { path: pathThrough(points, down), middle: turn(edge) };
  });
  const corners = centres.map(({ x, y }) => ({
    x: x - nodeBox.width / 2,
    y: y - nodeBox.height / 2,
  }));
  return { direction, corners, routes, size: { width, height } };
}

interface Loose {
  readonly x?: number;
  readonly y?: number;
}

/** Mirrors the drawing where most inputs would stand against the order of the expression. */
function turned(
  circuit: Circuit,
  places: readonly Loose[],
  axis: "x" | "y",
  { width, height }: Box,
): (place: Loose) => Point {
  const inputs = places.filter((_, index) => circuit[index]?.gate === "input");
  const at = inputs.map((place) => place[axis] ?? 0);
  const order = at.flatMap((a, index) => at.slice(index + 1).map((b) => Math.sign(b - a)));
  const isTurned = order.reduce((sum, sign) => sum + sign, 0) < 0;
  return ({ x = 0, y = 0 }) => {
    if (!isTurned) return { x, y };
    return axis === "x" ? { x: width - x, y } : { x, y: height - y };
  };
}

function side(centre: Point | undefined, down: boolean, sign: 1 | -1): Point {
  const { x, y } = centre ?? { x: 0, y: 0 };
  return down
    ? { x, y: y + (sign * nodeBox.height) / 2 }
    : { x: x + (sign * nodeBox.width) / 2, y };
}

/** Below this, numbers can no longer be read. */
const readable = 0.72;

/** Of a wire with its number, at least. */
const wireLength = between.ranksep + label.width;

/** What the longest way through the circuit takes from left to right, in any layout of it. */
export function leastWidth(circuit: Circuit): number {
  const ends: number[] = [];
  for (const [index, { inputs }] of circuit.entries()) {
    const before = inputs.map((input) => (ends[input] ?? 0) + wireLength);
    ends[index] = Math.max(0, ...before) + nodeBox.width;
  }
  return Math.max(0, ...ends);
}

/** From left to right where that can be read in the width, else from top to bottom. */
export function layoutIn(circuit: Circuit, width: number): CircuitLayout {
  const least = leastWidth(circuit);
  // A layout takes long: where it can be known that one is too wide, the other alone is made.
  const narrow = least * readable > width ? layoutCircuit(circuit, "TB") : null;
  if (narrow && narrow.size.width < least) return narrow;
  const across = layoutCircuit(circuit, "LR");
  if (across.size.width * readable <= width) return across;
  const down = narrow ?? layoutCircuit(circuit, "TB");
  return down.size.width < across.size.width ? down : across;
}
