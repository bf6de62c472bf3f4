import { useEffect, useRef, useState } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { LayerKind } from "../../spec/catalogue.ts";
import { useDocument } from "../../stores/document.ts";
import {
  addLayer,
  applyRemedy,
  duplicateLayer,
  moveLayer,
  removeLayer,
} from "../../stores/network.ts";
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

/** Everything that can be done to layers, with what is spoken and where the focus goes. */
export function useLayerActions(names: readonly string[]) {
  const [said, setSaid] = useState("");
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
    const id = addLayer(kind, index);
    if (id === null) return;
    wanted.current = id;
    setSaid(t("builder.announceAdded", { layer: rowWords("layers", kind).label, ...where(id) }));
  }
  const actions: LayerActions = {
    move(id, by) {
      moveLayer(id, where(id).place + by);
      wanted.current = id;
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
  return { said, open, actions, add, report };
}
