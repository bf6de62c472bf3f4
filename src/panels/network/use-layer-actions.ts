import { useEffect, useRef, useState } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { NetworkDescription } from "../../nn/describe.ts";
import type { LayerKind } from "../../spec/catalogue.ts";
import { useDocument } from "../../stores/document.ts";
import {
  addLayer,
  applyRemedy,
  duplicateLayer,
  moveLayer,
  removeLayer,
} from "../../stores/network.ts";
import { addNotice } from "../../stores/notices.ts";
import type { DragReport } from "../../ui/SortableStack.tsx";
import { type LayerActions, titleId } from "./LayerRow.tsx";

function stackNow() {
  return useDocument.getState().experiment.network.layers;
}

/** What is spoken of a drag. */
function reportText(report: DragReport, nameOf: (id: string) => string): string {
  if (report.type === "outside") {
    return t("builder.announceOutside", { layer: rowWords("layers", report.kind).label });
  }
  const words = { layer: nameOf(report.id), place: report.place + 1, count: stackNow().length - 1 };
  switch (report.type) {
    case "picked":
      return t("builder.announcePicked", words);
    case "moved":
      return t("builder.announceMoved", words);
    case "dropped":
      return t("builder.announceDropped", words);
    case "cancelled":
      return t("builder.announceCancelled", words);
  }
}

export interface NetworkActions {
  /** What is spoken of the last thing done. */
  readonly said: string;
  /** Id of the layer whose settings are open. */
  readonly open: string | null;
  readonly actions: LayerActions;
  readonly add: (kind: LayerKind, index?: number) => void;
  readonly moveTo: (id: string, index: number) => void;
  readonly report: (drag: DragReport) => void;
  /** How many moves were refused so far. */
  readonly refusals: number;
}

/** Everything that can be done to layers, with what is spoken and where the focus goes. */
export function useLayerActions(
  names: readonly string[],
  description: NetworkDescription | null,
): NetworkActions {
  const [said, setSaid] = useState("");
  const [refusals, setRefusals] = useState(0);
  const [open, setOpen] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current !== null) document.getElementById(titleId(wanted.current))?.focus();
    wanted.current = null;
  });
  const nameOf = (id: string) => names[stackNow().findIndex((layer) => layer.id === id)] ?? id;
  const where = (id: string) => ({
    place: stackNow().findIndex((layer) => layer.id === id),
    count: stackNow().length - 1,
  });

  function add(kind: LayerKind, index?: number): void {
    const outputs = description?.layers.map((layer) => layer.outputShape);
    const id = addLayer(kind, index, outputs);
    if (id === null) return;
    wanted.current = id;
    setSaid(t("builder.announceAdded", { layer: rowWords("layers", kind).label, ...where(id) }));
  }
  /** Whether it was done; where it was not, a notice says why. */
  function moveTo(id: string, index: number): boolean {
    const conflict = moveLayer(id, index);
    if (!conflict) return true;
    const values = { layer: nameOf(conflict.layer), input: nameOf(conflict.input) };
    addNotice("warning", { kind: "text", text: t("builder.moveRefused", values) });
    setRefusals((count) => count + 1);
    return false;
  }
  const actions: LayerActions = {
    move(id, by) {
      wanted.current = id;
      if (!moveTo(id, where(id).place + by)) return;
      setSaid(t("builder.announceMoved", { layer: nameOf(id), ...where(id) }));
    },
    duplicate(id) {
      const layer = nameOf(id);
      wanted.current = duplicateLayer(id);
      setSaid(t("builder.announceDuplicated", { layer }));
    },
    remove(id) {
      const layer = nameOf(id);
      const { place } = where(id);
      removeLayer(id);
      wanted.current = stackNow()[Math.min(place, stackNow().length - 1)]?.id ?? null;
      setSaid(t("builder.announceDeleted", { layer }));
    },
    toggle: (id) => setOpen((shown) => (shown === id ? null : id)),
    heal: applyRemedy,
  };
  const report = (drag: DragReport) => setSaid(reportText(drag, nameOf));
  return { said, open, actions, add, moveTo, report, refusals };
}
