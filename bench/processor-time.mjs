import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of Linux's /proc in a second. */
const TICKS = 100;

/** Parent, and ticks spent, of a process; undefined when it has ended. @param {string} id */
function processTimes(id) {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The name in brackets may hold anything, spaces too: fields count from behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch (error) {
    // Processes end while the list is walked.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/**
 * Seconds that all cores together have spent on the processes started by this one, the browser's:
 * far steadier than wall time on a machine that is shared. null where there is no /proc.
 */
export function processorSeconds() {
  if (process.platform !== "linux") return null;
  /** @type {Map<number, { parent: number, ticks: number }>} */
  const all = new Map();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const times = processTimes(id);
    if (times) all.set(Number(id), times);
  }
  const isOwn = (/** @type {number} */ id) => {
    for (let at = all.get(id)?.parent; at !== undefined && at > 1; at = all.get(at)?.parent) {
      if (at === process.pid) return true;
    }
    return false;
  };
  const ticks = [...all].reduce((sum, [id, times]) => sum + (isOwn(id) ? times.ticks : 0), 0);
  return ticks / TICKS;
}
