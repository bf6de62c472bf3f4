/**
 * Fields: how a value of the catalogue is described once, so that forms, validation, the link,
 * the console and the documentation are all drawn from the same row.
 */

export interface NumberField {
  readonly kind: "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** How a slider or a random search walks the range. */
  readonly scale: "linear" | "log";
  /** May change while training, without a rebuild. */
  readonly live: boolean;
}

export interface IntegerField {
  readonly kind: "integer";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly scale: "linear" | "log";
}

export interface BooleanField {
  readonly kind: "boolean";
  readonly default: boolean;
}

export interface ChoiceField<Option extends string = string> {
  readonly kind: "choice";
  readonly default: Option;
  readonly options: readonly Option[];
}

/** A row of another catalogue with its own fields; null stands for "as the network says". */
export interface InitializerField {
  readonly kind: "initializer";
  readonly default: null;
}

/** A number that may be left open: null stands for what the help says of it. */
export interface OptionalNumberField {
  readonly kind: "optionalNumber";
  readonly default: null;
  readonly min: number;
  readonly max: number;
  readonly scale: "linear" | "log";
  readonly live: boolean;
}

/** A list of numbers, written with commas. */
export interface NumbersField {
  readonly kind: "numbers";
  readonly default: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly integers: boolean;
  readonly atMost: number;
}

/** Where a field only means something beside certain choices of another field of the same row. */
export interface Shown {
  readonly shownWhen?: { readonly field: string; readonly is: readonly string[] };
}

export type Field = (
  | NumberField
  | OptionalNumberField
  | IntegerField
  | BooleanField
  | ChoiceField
  | NumbersField
  | InitializerField
) &
  Shown;
export type Fields = Readonly<Record<string, Field>>;

export function number(
  initial: number,
  min: number,
  max: number,
  options: { scale?: "linear" | "log"; live?: boolean } = {},
): NumberField {
  const { scale = "linear", live = false } = options;
  return { kind: "number", default: initial, min, max, scale, live };
}

export function integer(
  initial: number,
  min: number,
  max: number,
  scale: "linear" | "log" = "linear",
): IntegerField {
  return { kind: "integer", default: initial, min, max, scale };
}

export function optionalNumber(
  min: number,
  max: number,
  options: { scale?: "linear" | "log"; live?: boolean } = {},
): OptionalNumberField {
  const { scale = "linear", live = false } = options;
  return { kind: "optionalNumber", default: null, min, max, scale, live };
}

export function numbers(
  initial: readonly number[],
  min: number,
  max: number,
  options: { integers?: boolean; atMost: number },
): NumbersField {
  const { integers = false, atMost } = options;
  return { kind: "numbers", default: initial, min, max, integers, atMost };
}

/** The field, shown only while `field` has one of the values `is`. */
export function shownWhen<F extends Field>(part: F, field: string, is: readonly string[]): F {
  return { ...part, shownWhen: { field, is } };
}

export function boolean(initial: boolean): BooleanField {
  return { kind: "boolean", default: initial };
}

export function choice<const Option extends string>(
  options: readonly Option[],
  initial: NoInfer<Option>,
): ChoiceField<Option> {
  return { kind: "choice", default: initial, options };
}

export const initializerField: InitializerField = { kind: "initializer", default: null };
