import { type KeyboardEvent, useId, useMemo, useState } from "react";
import type { NetworkDescription } from "../../../nn/describe.ts";
import type { LayerKind } from "../../../spec/catalogue.ts";
import type { LayerSpec } from "../../../spec/experiment.ts";
import { useDocument } from "../../../stores/document.ts";
import { type Reads, readsOf } from "../../../stores/edges.ts";
import { type LayerActions, titleId } from "../LayerRow.tsx";
import type { NetworkActions } from "../use-layer-actions.ts";
import type { GraphScene } from "./drawing.ts";
import { type Connection, connectionsOf } from "./layout.ts";
import { type GraphEdits, useGraphEdits } from "./use-graph-edits.ts";

/** Layers and their connections; the same while only values of layers are edited. */
function useStructure() {
  const stack = useDocument((state) => state.experiment.network.layers);
  const text = JSON.stringify([...readsOf(stack)]);
  return useMemo(() => {
    const entries: [string, string[]][] = JSON.parse(text);
    const reads: Reads = new Map(entries);
    return { order: [...reads.keys()], connections: connectionsOf(reads) };
  }, [text]);
}

/** Keys on a layer: arrows walk through the order, the others are those of the stack. */
function onLayerKey(
  event: KeyboardEvent,
  id: string,
  order: readonly string[],
  actions: LayerActions,
) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = order.indexOf(id);
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step) document.getElementById(titleId(order[at + step] ?? id))?.focus();
  else if (at > 0 && (key === "Delete" || key === "Backspace")) actions.remove(id);
  else if (at > 0 && key === "d") actions.duplicate(id);
  else return;
  event.preventDefault();
}

/** A connection, or else the layer whose settings are open. */
function useChoice(connections: readonly Connection[], open: string | null) {
  const [chosen, setChosen] = useState<string | null>(null);
  const stack = useDocument((state) => state.experiment.network.layers);
  const connection = connections.find(({ id }) => id === chosen) ?? null;
  const layer = connection ? null : (stack.find(({ id }) => id === open) ?? null);
  return { connection, layer, setChosen };
}

export interface SceneControl {
  readonly scene: GraphScene;
  readonly edits: GraphEdits;
  /** The chosen connection; while there is one, no layer is shown. */
  readonly connection: Connection | null;
  /** The layer whose settings are shown. */
  readonly layer: LayerSpec | null;
  /** Adds a layer on the chosen connection, behind the chosen layer, or before the output. */
  readonly add: (kind: LayerKind) => void;
  readonly actions: LayerActions;
  /** Chooses nothing. */
  readonly leave: () => void;
}

/** What is chosen in the graph, and everything that can be done there. */
export function useScene(
  description: NetworkDescription | null,
  names: readonly string[],
  control: NetworkActions,
): SceneControl {
  const experiment = useDocument((state) => state.experiment);
  const structure = useStructure();
  const { order, connections } = structure;
  const edits = useGraphEdits(description);
  const { connection, layer, setChosen } = useChoice(connections, control.open);
  const settingsId = useId();
  const actions = {
    ...control.actions,
    duplicate: (id: string) => edits.following(() => control.actions.duplicate(id)),
  };
  const nameOf = (id: string) => names[order.indexOf(id)] ?? id;

  function leave(): void {
    setChosen(null);
    edits.dismiss();
  }
  function toggle(id: string): void {
    leave();
    // Behind a chosen connection the settings of a layer wait unseen.
    if (connection === null || control.open !== id) actions.toggle(id);
  }
  const scene: GraphScene = {
    experiment,
    ...structure,
    description,
    open: layer?.id ?? null,
    chosen: connection?.id ?? null,
    settingsId,
    wanted: edits.wanted,
    nameOf,
    nodeActions: {
      toggle,
      nameOf,
      heal: actions.heal,
      focused: edits.focused,
      onKey: (event, id) => onLayerKey(event, id, order, actions),
    },
    connectionActions: {
      choose: ({ id }) => setChosen((last) => (last === id ? null : id)),
      disconnect: edits.disconnect,
    },
  };
  return {
    scene,
    edits,
    connection,
    layer,
    leave,
    actions,
    add(kind) {
      const place = connection ?? connections.find(({ from }) => from === layer?.id);
      edits.following(() => (place ? edits.insert(kind, place) : control.add(kind)));
    },
  };
}
