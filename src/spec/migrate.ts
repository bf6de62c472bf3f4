/**
 * Older documents, brought up one version at a time. Links live for ever, so what stands here is
 * never changed: `migrations[n - 1]` takes version n to n + 1, is pure, and relies on nothing that
 * may change later. A default that changes is a new version too: links leave defaults out, so the
 * migration must write the old default in. `fixtures/` holds documents of every version.
 */
import { Fault } from "./fault.ts";

type Migration = (document: unknown) => unknown;

const migrations: readonly Migration[] = [];

export const currentVersion = migrations.length + 1;

/** The document as the present version has it; it is still to be validated. */
export function migrate(document: unknown, version: number): unknown {
  if (version > currentVersion) {
    throw new Fault("spec.newerVersion", { got: version, known: currentVersion });
  }
  if (!Number.isInteger(version) || version < 1) {
    throw new Fault("spec.range", { path: "version", min: 1, max: currentVersion, got: version });
  }
  return applyMigrations(document, version, migrations);
}

/** Each step from `version` on, in order. */
export function applyMigrations(
  document: unknown,
  version: number,
  steps: readonly Migration[],
): unknown {
  return steps.slice(version - 1).reduce((value, step) => step(value), document);
}
