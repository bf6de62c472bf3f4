import { useState } from "react";
import { rowWords } from "../../../i18n/catalogue.ts";
import { t } from "../../../i18n/index.ts";
import type { NetworkDescription } from "../../../nn/describe.ts";
import { layerNames } from "../../../nn/network.ts";
import type { LayerKind } from "../../../spec/catalogue.ts";
import { useDocument } from "../../../stores/document.ts";
import { connectLayers, disconnectLayers, insertOnEdge } from "../../../stores/edges.ts";
import type { Connection } from "./layout.ts";

function layersNow() {
  return useDocument.getState().experiment.network.layers;
}

/** Names change with the order: they are looked up when they are said. */
function nameNow(id: string): string {
  const stack = layersNow();
  return layerNames(stack)[stack.findIndex((layer) => layer.id === id)] ?? id;
}

export interface GraphEdits {
  /** What is spoken of the last thing done. */
  readonly said: string;
  /** Why the last thing asked for was not done; null where it was. */
  readonly refusal: string | null;
  readonly connect: (from: string, to: string) => void;
  readonly disconnect: (connection: Connection) => void;
  /** Puts a new layer on a connection. */
  readonly insert: (kind: LayerKind, connection: Connection) => void;
  readonly dismiss: () => void;
  /** Id of the layer that takes the focus as soon as it is drawn. */
  readonly wanted: string | null;
  /** It has taken it. */
  readonly focused: () => void;
  /** Does what may add a layer: that is focused. */
  readonly following: (act: () => void) => void;
}

/** What can be done to connections, with what is spoken and where the focus goes. */
export function useGraphEdits(description: NetworkDescription | null): GraphEdits {
  const [said, setSaid] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  return {
    said,
    wanted,
    focused: () => setWanted(null),
    following(act) {
      const before = new Set(layersNow().map(({ id }) => id));
      act();
      setWanted(layersNow().find(({ id }) => !before.has(id))?.id ?? null);
    },
    refusal,
    dismiss: () => setRefusal(null),
    connect(from, to) {
      const words = { from: nameNow(from), to: nameNow(to) };
      const reason = connectLayers(from, to);
      setRefusal(reason && t(`graph.refused.${reason}`, words));
      if (!reason) setSaid(t("graph.connected", { from: nameNow(from), to: nameNow(to) }));
    },
    disconnect({ from, to, input }) {
      const words = { from: nameNow(from), to: nameNow(to) };
      const reason = disconnectLayers(to, input);
      setRefusal(reason && t(`graph.refused.${reason}`, words));
      if (reason) return;
      setWanted(to);
      setSaid(t("graph.disconnected", words));
    },
    insert(kind, { to, input }) {
      const outputs = description?.layers.map((layer) => layer.outputShape);
      const id = insertOnEdge(kind, to, input, outputs);
      if (id === null) return;
      const stack = layersNow();
      const place = stack.findIndex((layer) => layer.id === id);
      setRefusal(null);
      setSaid(
        t("builder.announceAdded", {
          layer: rowWords("layers", kind).label,
          place,
          count: stack.length - 1,
        }),
      );
    },
  };
}
