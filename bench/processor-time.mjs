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

/** Numbers of the processes started by this one, and of those that they started. */
function ownProcesses() {
  /** @type {Map<string, number>} */
  const parents = new Map();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const times = processTimes(id);
    if (times) parents.set(id, times.parent);
  }
  const isOwn = (/** @type {string} */ id) => {
    for (let at = parents.get(id); at !== undefined && at > 1; at = parents.get(String(at))) {
      if (at === process.pid) return true;
    }
    return false;
  };
  return [...parents.keys()].filter(isOwn);
}

/**
 * Seconds that all cores together have spent on the processes started by this one, the browser's:
 * far steadier than wall time on a machine that is shared. null where there is no /proc.
 */
export function processorSeconds() {
  if (process.platform !== "linux") return null;
  const ticks = ownProcesses().reduce((sum, id) => sum + (processTimes(id)?.ticks ?? 0), 0);
  return ticks / TICKS;
}

/**
 * Bytes in memory that a process has written and that no other shares; 0 when it has ended. Code is not
 * counted: it belongs to the process alone only for as long as no other browser runs.
 * @param {string} id
 */
function ownBytes(id) {
  try {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
    return 1024 * Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  } catch (error) {
    if (error instanceof Error && "code" in error) return 0;
    throw error;
  }
}

/** Of the processes started by this one, the browser's; null where there is no /proc. */
export function residentBytes() {
  if (process.platform !== "linux") return null;
  return ownProcesses().reduce((sum, id) => sum + ownBytes(id), 0);
}
