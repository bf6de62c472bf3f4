/** Short messages that stand at the edge of the page until they are closed or have been replaced. */
import { create } from "zustand";
import type { ExecutorKind } from "../engine/plan/executor.ts";
import type { FaultRecord } from "../spec/fault.ts";

/** What is to be said; the words stand in `i18n`. */
export type NoticeMessage =
  | { readonly kind: "fault"; readonly fault: FaultRecord }
  /** The GPU was lost; training went on from `step`. */
  | { readonly kind: "recovered"; readonly step: number; readonly engine: ExecutorKind }
  /** A sentence that is in the reader's language already. */
  | { readonly kind: "text"; readonly text: string };

export interface Notice {
  readonly id: number;
  readonly tone: "info" | "warning" | "error";
  readonly message: NoticeMessage;
}

interface NoticesState {
  readonly notices: readonly Notice[];
}

/** More than these would hide the page: the oldest goes. */
const most = 4;
let lastId = 0;

export const useNotices = create<NoticesState>(() => ({ notices: [] }));

function sameMessage(a: NoticeMessage, b: NoticeMessage): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A message that stands already moves to the end instead of standing twice. */
export function addNotice(tone: Notice["tone"], message: NoticeMessage): void {
  const notice: Notice = { id: ++lastId, tone, message };
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((old) => !sameMessage(old.message, message)), notice].slice(-most),
  }));
}

export function closeNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((old) => old.id !== id) }));
}
