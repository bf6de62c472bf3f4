/** CSS pixels between a popover and its anchor, and between it and the window's edge. */
const gap = 6;
const edge = 8;
/** With less room than this on either side of its anchor, a popover covers that. */
const leastHeight = 240;

/** Puts an open popover under its anchor, or above where there is more room, inside the window. */
export function placeBeside(
  popover: HTMLElement,
  anchor: Element,
  align: "start" | "center" | "end",
): void {
  popover.style.maxHeight = "";
  const around = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const left = {
    start: around.left,
    center: around.left + (around.width - width) / 2,
    end: around.right - width,
  }[align];
  const above = around.top - gap - edge;
  const below = window.innerHeight - around.bottom - gap - edge;
  const isUnder = height <= below || below >= above;
  const room = Math.max(isUnder ? below : above, leastHeight);
  const shown = Math.min(height, room);
  const top = isUnder ? around.bottom + gap : around.top - gap - shown;
  popover.style.maxHeight = `${room}px`;
  popover.style.left = `${within(left, window.innerWidth - width)}px`;
  popover.style.top = `${within(top, window.innerHeight - shown)}px`;
}

/** Off the edge at 0 and that at `end`, at least the first. */
function within(place: number, end: number): number {
  return Math.max(edge, Math.min(place, end - edge));
}
