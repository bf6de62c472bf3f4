/** Where layers and connections of the graph stand: from top to bottom, found anew after every edit. */
import { Graph, layout } from "@dagrejs/dagre";
import type { Reads } from "../../../stores/edges.ts";

/** One input of one layer. */
export interface Connection {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Which of the inputs of `to`. */
  readonly input: number;
}

/** CSS pixels before zooming. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Route {
  /** Path data of an SVG. */
  readonly path: string;
  readonly middle: Point;
}

export interface GraphLayout {
  /** Left upper corners of the layers, by id. */
  readonly places: ReadonlyMap<string, Point>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly size: Size;
}

/** What is taken for a layer until it has been measured. */
export const usualSize: Size = { width: 152, height: 44 };
/** Room for the button in the middle of a connection. */
const middleSize = 18;
const between = { nodesep: 20, edgesep: 14, ranksep: 22 };
/** The trunk is drawn straight, what skips goes round it. */
const trunkWeight = 8;

export function connectionsOf(reads: Reads): Connection[] {
  return [...reads].flatMap(([to, inputs]) =>
    inputs.map((from, input) => ({ id: `${input} ${to}`, from, to, input })),
  );
}

function drawn(
  order: readonly string[],
  connections: readonly Connection[],
  sizes: ReadonlyMap<string, Size>,
) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ...between });
  for (const id of order) graph.setNode(id, { ...(sizes.get(id) ?? usualSize) });
  for (const { id, from, to } of connections) {
    const weight = order.indexOf(from) + 1 === order.indexOf(to) ? trunkWeight : 1;
    const label = { width: middleSize, height: middleSize, labelpos: "c", weight };
    graph.setEdge(from, to, label, id);
  }
  layout(graph);
  return graph;
}

/** A curve through all points that is upright at each of them, as a railway line seen from above. */
function pathThrough([first, ...others]: readonly Point[]): string {
  if (!first) return "";
  let last = first;
  let path = `M${first.x} ${first.y}`;
  for (const point of others) {
    const turn = (last.y + point.y) / 2;
    path += `C${last.x} ${turn} ${point.x} ${turn} ${point.x} ${point.y}`;
    last = point;
  }
  return path;
}

/** Lays the graph out; `order` are the ids of the layers, `sizes` what was measured of them. */
export function layoutGraph(
  order: readonly string[],
  connections: readonly Connection[],
  sizes: ReadonlyMap<string, Size>,
): GraphLayout {
  const graph = drawn(order, connections, sizes);
  const boxes = new Map(
    order.map((id) => {
      const { x, y, width, height } = graph.node(id);
      return [id, { left: (x ?? 0) - width / 2, top: (y ?? 0) - height / 2, width, height }];
    }),
  );
  const routes = new Map<string, Route>();
  for (const { id, from, to } of connections) {
    const source = boxes.get(from);
    const target = boxes.get(to);
    const edge = graph.edge(from, to, id);
    if (!source || !target) continue;
    // Lines leave and enter where the handles are, wherever the layout has cut the border.
    const points = [
      { x: source.left + source.width / 2, y: source.top + source.height },
      ...(edge.points ?? []).slice(1, -1),
      { x: target.left + target.width / 2, y: target.top },
    ];
    routes.set(id, { path: pathThrough(points), middle: { x: edge.x ?? 0, y: edge.y ?? 0 } });
  }
  const { width = 0, height = 0 } = graph.graph();
  const places = new Map([...boxes].map(([id, { left, top }]) => [id, { x: left, y: top }]));
  return { places, routes, size: { width, height } };
}
