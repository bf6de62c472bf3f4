import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { Remedy } from "../../nn/describe.ts";

/** What the button of a remedy says. */
export function remedyLabel(remedy: Remedy): string {
  switch (remedy.kind) {
    case "insertFlatten":
      return t("remedies.insertFlatten");
    case "setUnits":
      return t("remedies.setUnits", { count: remedy.units });
    case "setLoss":
      return t("remedies.setLoss", { loss: rowWords("losses", remedy.loss).label });
    case "addDense":
      return t("remedies.addDense", { count: remedy.units });
  }
}
