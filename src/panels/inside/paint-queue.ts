/** Draws many pictures without holding the page up: a few milliseconds in each frame. */

/** Milliseconds. */
const share = 8;

const waiting = new Map<object, () => void>();
let frame: number | null = null;

function work(): void {
  frame = null;
  const end = performance.now() + share;
  for (const [picture, paint] of waiting) {
    waiting.delete(picture);
    paint();
    if (performance.now() >= end) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(work);
}

/** Paints in one of the next frames; of several for the same picture, only the last. */
export function paintSoon(picture: object, paint: () => void): void {
  waiting.set(picture, paint);
  frame ??= requestAnimationFrame(work);
}
