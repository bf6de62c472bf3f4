import { shapeText } from "../../engine/core/shape.ts";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { Remedy } from "../../nn/remedies.ts";

/** What the button of a remedy says; `nameOf` gives a layer's name by its id. */
export function remedyLabel(remedy: Remedy, nameOf: (id: string) => string): string {
  switch (remedy.kind) {
    case "insertFlatten":
      return t("remedies.insertFlatten");
    case "insertReshape":
      return t("remedies.insertReshape", { shape: shapeText(remedy.shape) });
    case "insertBridge":
      return t("remedies.insertBridge", { count: remedy.channels });
    case "connect":
      return t("remedies.connect", { layer: nameOf(remedy.from) });
    case "removeLayer":
      return t("remedies.removeLayer");
    case "setUnits":
      return t("remedies.setUnits", { count: remedy.units });
    case "setLoss":
      return t("remedies.setLoss", { loss: rowWords("losses", remedy.loss).label });
    case "clearClassWeights":
      return t("remedies.clearClassWeights");
    case "addDense":
      return t("remedies.addDense", { count: remedy.units });
  }
}
