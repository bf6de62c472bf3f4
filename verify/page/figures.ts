/** Figures of several seeds, gathered seed by seed. */
import type { Figure } from "../experiments.mjs";
import { finite } from "./training.ts";

export class Figures {
  readonly #figures = new Map<string, Figure>();

  /** The value of one more seed. */
  note(row: string, figure: string, value: number): void {
    const values = this.#figures.get(keyOf(row, figure))?.values ?? [];
    this.add({ row, figure, values: [...values, finite(value)] });
  }

  add(...figures: readonly Figure[]): void {
    for (const each of figures) this.#figures.set(keyOf(each.row, each.figure), each);
  }

  all(): Figure[] {
    return [...this.#figures.values()];
  }
}

function keyOf(row: string, figure: string): string {
  return JSON.stringify([row, figure]);
}
