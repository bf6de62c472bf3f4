/** Bringing in own data: read, ask how a table is meant, put it into the document, or say why not. */
import { create } from "zustand";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import type { FileSourceSpec, TableSpec } from "../../spec/experiment.ts";
import { type FaultRecord, faultRecord } from "../../spec/fault.ts";
import { chooseData, rememberShape } from "../../stores/data-shape.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import type { ImportResult } from "../../worker/protocol.ts";

/** How a table came out when it was read in one way. */
export type TableReading = { readonly table: TableSpec } & (
  | { readonly result: ImportResult }
  | { readonly fault: FaultRecord }
);

/** A table that was read as guessed, while its reader is asked whether that is right. */
export interface TableQuestion {
  readonly file: File;
  readonly guess: TableSpec;
  readonly result: ImportResult;
}

interface ImportState {
  /** What is being read or fetched, for people; null when nothing is. */
  readonly busy: string | null;
  readonly question: TableQuestion | null;
  /** The latest data that were taken into the document. */
  readonly read: ImportResult | null;
}

export const useImport = create<ImportState>(() => ({ busy: null, question: null, read: null }));

/** Runs one import; what goes wrong becomes a notice, and the data in place stay. */
async function busyWith<T>(name: string, work: Promise<T>): Promise<T | null> {
  useImport.setState({ busy: name });
  try {
    return await work;
  } catch (error) {
    const fault = faultRecord(error);
    if (fault.code === "data.cancelled") return null;
    const text = `${faultSentence(fault)} ${t("importing.keptOld")}`;
    addNotice("error", { kind: "text", text });
    return null;
  } finally {
    useImport.setState({ busy: null });
  }
}

function accept(read: ImportResult): void {
  const { source, info, preprocessing, split } = read;
  rememberShape(source, info);
  useImport.setState({ read });
  chooseData({ source, shape: info, preprocessing, split });
  const count = t("units.examples", { count: info.trainingCount + info.validationCount });
  const text = t("importing.done", { name: info.name, count });
  addNotice("info", { kind: "text", text });
  for (const fault of info.warnings) addNotice("warning", { kind: "fault", fault });
}

/** Files by drop or picker. A table is asked about before it goes into the document. */
export async function importFiles(files: readonly File[]): Promise<void> {
  const [first] = files;
  if (!first) return;
  const { commands } = useRuns.getState();
  const result = await busyWith(first.name, commands.importFiles([...files], null, null));
  if (!result) return;
  const guess = result.source.kind === "file" ? result.source.table : null;
  if (guess && files.length === 1) {
    useImport.setState({ question: { file: first, guess, result } });
  } else {
    accept(result);
  }
}

/**
 * Reads a table in one way, while the dialog asks. null: another reading began meanwhile. Nothing of
 * it goes into the document.
 */
export async function tryTable(file: File, table: TableSpec): Promise<TableReading | null> {
  try {
    const result = await useRuns.getState().commands.importFiles([file], table, null);
    return { table, result };
  } catch (error) {
    const fault = faultRecord(error);
    return fault.code === "data.cancelled" ? null : { table, fault };
  }
}

/** The answer to the question: what was read as it is meant. */
export function answerTable(result: ImportResult): void {
  useImport.setState({ question: null });
  accept(result);
}

export function dropQuestion(): void {
  useImport.setState({ question: null });
}

/** The files that the document names: only these will do. */
export async function bringFiles(files: readonly File[], source: FileSourceSpec): Promise<void> {
  const { commands } = useRuns.getState();
  const work = commands.importFiles([...files], source.table, source);
  const result = await busyWith(source.name, work);
  if (!result) return;
  rememberShape(source, result.info);
  await commands.rebuild();
}

/** Fetches a set of the catalogue and takes it into the document. */
export async function fetchSet(id: string, name: string): Promise<void> {
  const result = await busyWith(name, useRuns.getState().commands.fetchRemote(id));
  if (result) accept(result);
}

/** Fetches the set that the document names. */
export async function bringSet(id: string): Promise<void> {
  const { commands } = useRuns.getState();
  const result = await busyWith(id, commands.fetchRemote(id));
  if (!result) return;
  rememberShape(result.source, result.info);
  await commands.rebuild();
}
