/** Findings, verdicts and remedies in words. */
import { rowWords } from "../../i18n/catalogue.ts";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, lookUp, type MessageKey, t } from "../../i18n/index.ts";
import type { CheckName, Finding } from "../../train/checks/check.ts";
import type { Remedy } from "../../train/verdicts/remedies.ts";
import type { Verdict } from "../../train/verdicts/verdict.ts";

export function checkTitle(check: CheckName): string {
  return t(`checks.names.${check}`);
}

export function reasonText({ reason, values }: Finding): string {
  const key: MessageKey = `checks.reasons.${reason}`;
  return lookUp(key, { ...values, ...errorsOf(values) });
}

const errorNames: readonly string[] = ["error", "mathematics", "engine"];

function errorsOf(values: Finding["values"]): Record<string, string> {
  const errors = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    typeof value === "number" && errorNames.includes(name) ? [[name, errorText(value)]] : [],
  );
  return Object.fromEntries(errors);
}

export function nextText({ next }: Finding): string | null {
  return next === null ? null : t(`checks.steps.${next}`);
}

export function verdictTitle({ rule }: Verdict): string {
  return t(`checks.verdicts.${rule}.title`);
}

export function verdictText({ rule, values }: Verdict): string {
  const key: MessageKey = `checks.verdicts.${rule}.text`;
  return lookUp(key, values);
}

export function remedyLabel(remedy: Remedy): string {
  switch (remedy.kind) {
    case "rate":
      return t("checks.remedies.lower", { factor: remedy.factor });
    case "clipNorm":
      return t("checks.remedies.clipNorm", { norm: remedy.norm });
    case "initializer":
      return t(`checks.remedies.${remedy.initializer}`);
    case "activation":
      return rowWords("activations", remedy.activation).label;
    case "batchNormalization":
      return t("checks.remedies.batchNormalization");
    case "l2":
      return t("checks.remedies.l2", { l2: remedy.l2 });
    case "dropout":
      return t("checks.remedies.dropout", { rate: remedy.rate });
    case "width":
      return t("checks.remedies.width", { factor: remedy.factor });
  }
}

/** Two digits: an error is told by its power of ten. */
export function errorText(error: number): string {
  return formatNumber(error, currentLocale(), 2);
}
