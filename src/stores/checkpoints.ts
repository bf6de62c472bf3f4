/** The checkpoints that the engine keeps, and whether the last session is still offered. */
import { create } from "zustand";
import type { CheckpointInfo } from "../worker/protocol.ts";

interface CheckpointsState {
  /** Newest first. */
  readonly list: readonly CheckpointInfo[];
  /** The last visit's state, until it is taken, turned down or trained over. */
  readonly offered: CheckpointInfo | null;
}

export const useCheckpoints = create<CheckpointsState>(() => ({ list: [], offered: null }));

/** What was found when the page was opened: the last session is offered. */
export function showFirst(list: readonly CheckpointInfo[]): void {
  useCheckpoints.setState({ list, offered: list.find(({ kind }) => kind === "session") ?? null });
}

export function showCheckpoints(list: readonly CheckpointInfo[]): void {
  useCheckpoints.setState({ list });
}

export function dismissOffer(): void {
  useCheckpoints.setState({ offered: null });
}
