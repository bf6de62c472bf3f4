/** Places of labels at the ends of lines, moved apart where lines end close together. */

/**
 * Places not nearer than `gap`, in the order of `wanted`, from `low` to `high` and as near to
 * what is wanted as going down and then up again leaves them.
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  { low, high }: { readonly low: number; readonly high: number },
): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => at(wanted, a) - at(wanted, b));
  const places = wanted.map(() => low);
  let next = low;
  for (const index of order) {
    places[index] = Math.max(next, at(wanted, index));
    next = at(places, index) + gap;
  }
  let limit = high;
  for (const index of order.toReversed()) {
    places[index] = Math.min(limit, at(places, index));
    limit = at(places, index) - gap;
  }
  return places;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
