/** Which fields of a row a form shows, and which of them a person has changed. */
import type { Field, Fields } from "../spec/field.ts";

function valueOf(values: object, name: string): unknown {
  return Object.entries(values).find(([key]) => key === name)?.[1];
}

/** Whether a field has a meaning beside the other values of its row. */
function isShown(field: Field, values: object): boolean {
  const { shownWhen } = field;
  return !shownWhen || shownWhen.is.includes(String(valueOf(values, shownWhen.field)));
}

/** Names of the fields that have a meaning now, in the order of the row. */
export function shownNames(fields: Fields, values: object): string[] {
  return Object.entries(fields)
    .filter(([, field]) => isShown(field, values))
    .map(([name]) => name);
}

/** How many of the named fields are not at their default. */
export function countChanged(fields: Fields, values: object, names: readonly string[]): number {
  return names.filter((name) => {
    const field = fields[name];
    return field && JSON.stringify(valueOf(values, name)) !== JSON.stringify(field.default);
  }).length;
}
