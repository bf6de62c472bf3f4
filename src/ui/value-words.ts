/** Values of the catalogue's fields in words: "0.01", "off", "Normal 0.01", "Cosine". */
import { type FieldPlace, optionLabel, rowWords } from "../i18n/catalogue.ts";
import { formatNumber } from "../i18n/format.ts";
import { currentLocale, t } from "../i18n/index.ts";
import type { InitializerSpec } from "../spec/experiment.ts";
import type { Field } from "../spec/field.ts";
import { isInitializer } from "./InitializerForm.tsx";

/** Fields in which 0 means that something is not done. */
const offAtZero = new Set([
  "l1",
  "l2",
  "weightDecay",
  "maxNorm",
  "clipNorm",
  "clipValue",
  "warmup",
  "target",
  "patience",
  "checkpointEvery",
]);

export function numberWords(value: number): string {
  return formatNumber(value, currentLocale());
}

/** "Normal 0.01"; null is the network's, which is named where it is known. */
export function initializerWords(
  initializer: InitializerSpec | null,
  network: InitializerSpec | null = null,
): string {
  const spec = initializer ?? network;
  if (!spec) return t("runs.initializerOfNetwork");
  const values = Object.values(spec).filter((value) => typeof value === "number");
  return [rowWords("initializers", spec.kind).label, ...values.map(numberWords)].join(" ");
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

/** What a value of a field says, without the field's name. */
export function valueWords(field: Field, place: FieldPlace, name: string, value: unknown): string {
  if (isNumber(value)) {
    if (value !== 0)
      return name === "width" && place.area === "structure"
        ? `×${numberWords(value)}`
        : numberWords(value);
    return offAtZero.has(name) ? t("training.off") : numberWords(0);
  }
  if (typeof value === "boolean") return t(value ? "compare.on" : "compare.off");
  if (Array.isArray(value)) {
    const numbers = value.filter(isNumber);
    return numbers.length > 0 ? numbers.map(numberWords).join(", ") : t("form.standard");
  }
  if (isInitializer(value)) return initializerWords(value);
  if (typeof value === "string") {
    return field.kind === "choice" ? optionLabel(place, name, value) : value;
  }
  return name === "dropout" ? t("training.asLayers") : t("form.standard");
}
