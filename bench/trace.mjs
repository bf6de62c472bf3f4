/** What the page's main thread did, out of a trace of the browser. */

/** Milliseconds; what the browser itself calls a long task. */
export const LONG = 50;

/** Every part of a task, with times. */
export const CATEGORIES = [
  "disabled-by-default-devtools.timeline",
  "devtools.timeline",
  "v8",
  "blink.user_timing",
];
/** With the functions that ran. */
export const PROFILE_CATEGORY = "disabled-by-default-v8.cpu_profiler";

/**
 * @typedef {{ callFrame: { functionName: string, url?: string }, id: number, parent?: number }} ProfileNode
 * @typedef {{ startTime?: number, timeDeltas?: number[], cpuProfile?: { nodes?: ProfileNode[], samples?: number[] } }} ProfilePart
 * @typedef {{ name: string, ph: string, id?: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: { name?: string, data?: ProfilePart } }} TraceEvent
 *   times in microseconds
 */

/**
 * Milliseconds on the wall and on the processor, which differ where other processes want the same
 * cores; `begin` is counted from the mark, or from the start of the trace where there is none.
 * @typedef {{ begin: number, wall: number, processor: number, event: TraceEvent }} Task
 */

/** @param {Buffer} trace @returns {TraceEvent[]} */
export function eventsOf(trace) {
  return JSON.parse(trace.toString()).traceEvents;
}

/** @param {readonly TraceEvent[]} events @returns {(event: TraceEvent) => boolean} */
function onMainThread(events) {
  const mains = events.filter(
    ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
  );
  return ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
}

/** Tasks of the page's main thread. @param {readonly TraceEvent[]} events @param {string} [mark] of the page's own, before something happens @returns {Task[]} */
export function mainThreadTasks(events, mark) {
  const isOurs = onMainThread(events);
  const first =
    events.find(({ name }) => name === mark)?.ts ??
    events.reduce((least, { ts }) => (ts > 0 ? Math.min(least, ts) : least), Infinity);
  return events
    .filter((event) => event.name === "RunTask" && isOurs(event))
    .map((event) => {
      const { ts, dur = 0, tdur = 0 } = event;
      return { begin: (ts - first) / 1000, wall: dur / 1000, processor: tdur / 1000, event };
    });
}

/** @type {Readonly<Record<string, string>>} */
const KINDS = {
  UpdateLayoutTree: "style",
  Layout: "layout",
  PrePaint: "paint",
  Paint: "paint",
  Layerize: "paint",
  Commit: "paint",
  MinorGC: "garbage",
  MajorGC: "garbage",
  "V8.GC_SCAVENGER": "garbage",
  ParseHTML: "parsing",
  "v8.compile": "parsing",
  EvaluateScript: "script",
  FunctionCall: "script",
  RunMicrotasks: "script",
  TimerFire: "script",
  FireAnimationFrame: "script",
  EventDispatch: "script",
};

/** What a task did, the most first: milliseconds on the wall. @param {readonly TraceEvent[]} events @param {Task} task */
export function partsOf(events, { event: task }) {
  const end = task.ts + (task.dur ?? 0);
  const inside = events
    .filter(({ ph, pid, tid, ts, dur = 0 }) => {
      const isSame = ph === "X" && pid === task.pid && tid === task.tid;
      return isSame && ts >= task.ts && ts + dur <= end;
    })
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  /** @type {Map<string, number>} */
  const parts = new Map();
  const add = (/** @type {string} */ kind, /** @type {number} */ time) =>
    parts.set(kind, (parts.get(kind) ?? 0) + time / 1000);
  /** @type {{ kind: string, end: number }[]} */
  const open = [];
  for (const { name, ts, dur = 0 } of inside) {
    while ((open.at(-1)?.end ?? Infinity) <= ts) open.pop();
    const outer = open.at(-1)?.kind ?? "other";
    const kind = KINDS[name] ?? outer;
    // What a part takes is not time of the one around it.
    if (open.length > 0) add(outer, -dur);
    add(kind, dur);
    open.push({ kind, end: ts + dur });
  }
  const whole = [...parts].filter(([, time]) => time >= 1).sort((a, b) => b[1] - a[1]);
  return whole.map(([kind, time]) => `${kind} ${time.toFixed(0)}`).join(", ");
}

/**
 * Functions that took most of a task, with what they call, in milliseconds; empty without a profile.
 * @param {readonly TraceEvent[]} events @param {Task} task
 */
export function functionsOf(events, { event: task }) {
  const profile = events.find(
    ({ name, pid, tid }) => name === "Profile" && pid === task.pid && tid === task.tid,
  );
  if (!profile) return [];
  const chunks = events.filter(
    ({ name, pid, id }) => name === "ProfileChunk" && pid === profile.pid && id === profile.id,
  );
  /** @type {Map<number, ProfileNode>} */
  const nodes = new Map();
  /** @type {Map<string, number>} */
  const times = new Map();
  let now = profile.args?.data?.startTime ?? 0;
  for (const { args } of chunks) {
    const { cpuProfile, timeDeltas = [] } = args?.data ?? {};
    for (const node of cpuProfile?.nodes ?? []) nodes.set(node.id, node);
    for (const [index, sample] of (cpuProfile?.samples ?? []).entries()) {
      const delta = timeDeltas[index] ?? 0;
      now += delta;
      if (now < task.ts || now > task.ts + (task.dur ?? 0)) continue;
      for (const name of callers(nodes, sample)) times.set(name, (times.get(name) ?? 0) + delta);
    }
  }
  return [...times]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 40)
    .map(([name, time]) => `${(time / 1000).toFixed(0)} ${name}`);
}

/** Each function once, however often it calls itself. @param {ReadonlyMap<number, ProfileNode>} nodes @param {number} sample */
function callers(nodes, sample) {
  /** @type {Set<string>} */
  const names = new Set();
  for (let node = nodes.get(sample); node; node = nodes.get(node.parent ?? -1)) {
    const { functionName, url = "" } = node.callFrame;
    if (url === "" && functionName.startsWith("(") && functionName !== "(garbage collector)")
      continue;
    names.add(`${functionName || "(anonymous)"} ${url.split("/").at(-1) ?? ""}`.trim());
  }
  return names;
}

/** @param {readonly number[]} durations */
export function summary(durations) {
  const long = durations.filter((each) => each > LONG);
  const longest = Math.max(0, ...durations);
  return `${long.length} over ${LONG} ms, longest ${longest.toFixed(0)} ms`;
}
