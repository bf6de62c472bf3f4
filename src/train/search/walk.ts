/** How a search walks each hyper-parameter: values have a place on an axis along which draws are even. */
import { type SearchParameter, searchParameters } from "../../spec/search-catalogue.ts";

export type Walk = "linear" | "log" | "logOfRest";

/** Momenta live close to 1: what is left to 1 is walked by decades. */
export function walkOf(parameter: SearchParameter): Walk {
  return parameter === "momentum" ? "logOfRest" : searchParameters[parameter].scale;
}

/** Grows with the value; decades where the walk is logarithmic. */
export function placeOf(parameter: SearchParameter, value: number): number {
  switch (walkOf(parameter)) {
    case "linear":
      return value;
    case "log":
      return Math.log10(value);
    case "logOfRest":
      return -Math.log10(1 - value);
  }
}

/** The value at a place, inside the parameter's limits, rounded to significant digits. */
export function valueAt(parameter: SearchParameter, place: number, digits = 3): number {
  const { min, max } = searchParameters[parameter];
  return Math.min(max, Math.max(min, rounded(parameter, place, digits)));
}

function rounded(parameter: SearchParameter, place: number, digits: number): number {
  switch (walkOf(parameter)) {
    case "linear":
      return significant(place, digits);
    case "log":
      return significant(10 ** place, digits);
    case "logOfRest": {
      const rest = significant(10 ** -place, digits);
      // 1 - 0.1 is 0.9, not 0.8999999999999999.
      return Number((1 - rest).toFixed(12));
    }
  }
}

function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
