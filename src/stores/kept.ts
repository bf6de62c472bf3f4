/** Choices about the look of the page that the browser keeps from visit to visit. */

/** What was kept, name by name; nothing where there is none of it, or none that can be read. */
export function readKept(text: string | null): ReadonlyMap<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    return new Map(Object.entries(kept ?? {}));
  } catch {
    return new Map();
  }
}

export function keptText(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(key) ?? null;
  } catch {
    // Storage is switched off: the page then looks as on a first visit.
    return null;
  }
}

export function keep(key: string, choices: object): void {
  try {
    globalThis.localStorage?.setItem(key, JSON.stringify(choices));
  } catch {
    // Losing a look on a reload is not worth a message; the document's autosave gives its own.
  }
}
