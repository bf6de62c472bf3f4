/** Puts an open popover under its anchor, or above where there is more room, inside the window. */
export function placeBeside(
  popover: HTMLElement,
  anchor: Element,
  align: "start" | "center" | "end",
): void {
  const gap = 6;
  const edge = 8;
  const around = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const left = {
    start: around.left,
    center: around.left + (around.width - width) / 2,
    end: around.right - width,
  }[align];
  const below = around.bottom + gap;
  const fits = below + height <= window.innerHeight - edge;
  const top = fits ? below : Math.max(edge, around.top - gap - height);
  popover.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`;
  popover.style.top = `${top}px`;
}
