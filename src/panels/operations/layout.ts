/** Where the operations stand: forward down on the left, back up on the right. */
import type { Operation } from "../../train/operations.ts";

export interface Place {
  readonly column: 0 | 1;
  readonly row: number;
}

export interface Layout {
  /** One an operation. */
  readonly places: readonly Place[];
  readonly rows: number;
}

/** The way back starts beside the loss; the updates stand at its end. */
export function layoutOf(operations: readonly Operation[]): Layout {
  const isBack = ({ part }: Operation) => part === "backward" || part === "update";
  const down = operations.filter((operation) => !isBack(operation)).length;
  const up = operations.length - down;
  const rows = Math.max(down, up);
  let forward = 0;
  let back = 0;
  const places = operations.map((operation): Place => {
    if (isBack(operation)) return { column: 1, row: rows - 1 - back++ };
    return { column: 0, row: rows - down + forward++ };
  });
  return { places, rows };
}

export interface Edge {
  readonly from: number;
  readonly to: number;
}

/** Who reads what whom has made, each pair once. */
export function edgesOf(operations: readonly Operation[]): Edge[] {
  return operations.flatMap(({ index, inputs }) => {
    const makers = new Set(inputs.flatMap(({ from }) => from));
    return [...makers].map((from) => ({ from, to: index }));
  });
}
