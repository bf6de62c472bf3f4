/** Words of catalogue rows and fields, for forms that are drawn from rows. */
import { lookUp } from "./index.ts";

/** Parts of the catalogue whose rows have a kind and fields. */
export type RowArea =
  | "layers"
  | "initializers"
  | "losses"
  | "optimizers"
  | "schedules"
  | "datasets";

/** Where a field stands: in a row, or among those that every document has. */
export type FieldPlace =
  | { readonly area: RowArea; readonly kind: string }
  | {
      readonly area:
        | "data"
        | "augmentation"
        | "table"
        | "training"
        | "run"
        | "structure"
        | "search"
        | "searchParameters";
    };

export interface LabelAndHelp {
  readonly label: string;
  readonly help: string;
}

function words(path: string): LabelAndHelp {
  return { label: lookUp(`${path}.label`), help: lookUp(`${path}.help`) };
}

/** Label and help of a row, as `rowWords("layers", "dense")`; also of activations and sources. */
export function rowWords(
  area: RowArea | "activations" | "preprocessings" | "sources",
  kind: string,
): LabelAndHelp {
  return words(`catalogue.${area}.${kind}`);
}

function fieldPath(place: FieldPlace, name: string): string {
  return "kind" in place
    ? `catalogue.${place.area}.${place.kind}.fields.${name}`
    : `catalogue.${place.area}.${name}`;
}

export function fieldWords(place: FieldPlace, name: string): LabelAndHelp {
  return words(fieldPath(place, name));
}

/** Label of one option of a choice. */
export function optionLabel(place: FieldPlace, name: string, option: string): string {
  return lookUp(`${fieldPath(place, name)}.options.${option}`);
}
