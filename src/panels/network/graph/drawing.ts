/** The network as React Flow takes it. */
import type { NetworkDescription } from "../../../nn/describe.ts";
import type { Experiment } from "../../../spec/experiment.ts";
import type { ConnectionActions, ConnectionType } from "./ConnectionLine.tsx";
import type { LayerNodeType, NodeActions } from "./LayerNode.tsx";
import type { Connection, GraphLayout, Size } from "./layout.ts";

export type Sizes = ReadonlyMap<string, Size>;

/** What is drawn, and what can be done with it. */
export interface GraphScene {
  readonly experiment: Experiment;
  /** Ids of the layers. */
  readonly order: readonly string[];
  readonly connections: readonly Connection[];
  readonly description: NetworkDescription | null;
  /** Id of the layer whose settings are open. */
  readonly open: string | null;
  /** Id of the chosen connection. */
  readonly chosen: string | null;
  /** Id of the element that holds the settings. */
  readonly settingsId: string;
  /** Id of the layer that takes the focus as soon as it is drawn. */
  readonly wanted: string | null;
  readonly nameOf: (id: string) => string;
  readonly nodeActions: NodeActions;
  readonly connectionActions: ConnectionActions;
}

/** The button in the middle of a line speaks for it, that in a node for the node. */
const unspoken = { "aria-hidden": true };
const plain = { "aria-roledescription": undefined };

export function drawNodes(scene: GraphScene, layout: GraphLayout, sizes: Sizes): LayerNodeType[] {
  const { experiment, connections, description, nameOf } = scene;
  const stack = experiment.network.layers;
  return stack.map((layer, at) => {
    const { id } = layer;
    const size = sizes.get(id);
    return {
      id,
      type: "layer",
      position: layout.places.get(id) ?? { x: 0, y: 0 },
      ...(size && { measured: size }),
      domAttributes: plain,
      data: {
        layer,
        name: nameOf(id),
        reads: connections.filter(({ to }) => to === id).map(({ from }) => nameOf(from)),
        description: description?.layers[at] ?? null,
        open: scene.open === id,
        loss: at === stack.length - 1 ? experiment.loss.kind : null,
        settingsId: scene.settingsId,
        wanted: scene.wanted === id,
        actions: scene.nodeActions,
      },
    };
  });
}

export function drawConnections(scene: GraphScene, layout: GraphLayout): ConnectionType[] {
  const { connections, chosen, nameOf } = scene;
  return connections.flatMap((connection, place) => {
    const { id, from, to } = connection;
    const route = layout.routes.get(id);
    if (!route) return [];
    const ends = { from: nameOf(from), to: nameOf(to) };
    const data = {
      connection,
      place,
      route,
      ends,
      chosen: chosen === id,
      actions: scene.connectionActions,
    };
    const line = { id, type: "connection" as const, source: from, target: to, data };
    return { ...line, domAttributes: unspoken };
  });
}
