/** Who wants to hear of the engine's events by their kind, besides the stores that all share. */
import type { EngineEvent } from "../worker/protocol.ts";

type EventType = EngineEvent["type"];
type EventOf<T extends EventType> = Extract<EngineEvent, { type: T }>;

const listeners = new Map<EventType, Set<(event: EngineEvent) => void>>();

function isOf<T extends EventType>(event: EngineEvent, type: T): event is EventOf<T> {
  return event.type === type;
}

/** Calls back with every event of a kind; returns a function that unsubscribes. */
export function listen<T extends EventType>(
  type: T,
  listener: (event: EventOf<T>) => void,
): () => void {
  const known = listeners.get(type) ?? new Set();
  listeners.set(type, known);
  const pass = (event: EngineEvent) => {
    if (isOf(event, type)) listener(event);
  };
  known.add(pass);
  return () => known.delete(pass);
}

export function tellListeners(event: EngineEvent): void {
  for (const listener of listeners.get(event.type) ?? []) listener(event);
}
