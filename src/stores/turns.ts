/**
 * Parts of a view that take long to mount do so one after another, each in a task of its own:
 * together they would keep the page from answering to anything.
 */

/** In the order in which they came; the first is the one that mounts now. */
const queue: (() => void)[] = [];

function callFirst(): void {
  const [first] = queue;
  // It may have left before the task comes.
  if (first) setTimeout(() => queue[0] === first && first());
}

/** What it returns leaves the queue: because the part is mounted, or no longer wanted. */
export function waitForTurn(begin: () => void): () => void {
  const own = () => begin();
  queue.push(own);
  if (queue.length === 1) callFirst();
  return () => {
    const place = queue.indexOf(own);
    if (place < 0) return;
    queue.splice(place, 1);
    if (place === 0) callFirst();
  };
}

/** Whether parts are still to be mounted: redraws of others had better wait. */
export function isMounting(): boolean {
  return queue.length > 0;
}
