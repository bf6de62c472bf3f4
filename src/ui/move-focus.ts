import type { KeyboardEvent } from "react";

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index > 0 ? index : count) - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Up, down, Home and End move the focus among what matches in the element; the list goes around. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const index = all.findIndex((element) => element === document.activeElement);
  all[move(index, all.length)]?.focus();
}
