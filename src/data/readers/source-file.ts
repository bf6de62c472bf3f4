import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";

/** What is told while data is read, and how reading is stopped. */
export interface Reading {
  /** Bytes read of all bytes; 0 where their number is not known. */
  readonly progress?: (done: number, total: number) => void;
  /** Aborted: reading rejects with `data.cancelled`. */
  readonly signal?: AbortSignal;
}

/** A file as it was dropped, picked or fetched. A `File` is one. */
export interface SourceFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Refuses what is empty or over the cap before anything is read. */
export function checkSizes(files: readonly SourceFile[]): void {
  let total = 0;
  for (const { name, blob } of files) {
    if (blob.size === 0) throw new Fault("data.empty", { file: displayName(name) });
    total += blob.size;
    if (total > limits.inputBytes) {
      throw new Fault("data.tooLarge", {
        file: displayName(name),
        max: limits.inputBytes,
        got: total,
      });
    }
  }
}

/**
 * The bytes of a file, read as a stream: `Blob.text()` of a gigabyte gives an empty string without
 * an error in Chromium, and `arrayBuffer()` takes twice its size.
 */
export async function* filePieces(
  { name, blob }: SourceFile,
  { signal, progress }: Reading,
): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  let done = 0;
  let open = true;
  try {
    for (;;) {
      if (signal?.aborted) throw new Fault("data.cancelled", {});
      open = false;
      const { value } = await readPiece(reader, name);
      if (!value) return;
      open = true;
      done += value.length;
      progress?.(done, blob.size);
      yield value;
    }
  } finally {
    // Stopped early: the stream lets go of the file. One that has failed would only fail again.
    if (open) await reader.cancel();
  }
}

async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  name: string,
): Promise<{ value?: Uint8Array | undefined }> {
  try {
    return await reader.read();
  } catch (cause) {
    // NotReadableError or NotFoundError: the file changed or vanished on disk since it was picked.
    const fault = new Fault("data.changed", { file: displayName(name) });
    fault.cause = cause;
    throw fault;
  }
}

/** Reading of several files as one task: progress counts over all of them. */
export function overAll(files: readonly SourceFile[], reading: Reading): Reading[] {
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  let before = 0;
  return files.map(({ blob }) => {
    const start = before;
    before += blob.size;
    return {
      ...reading,
      progress: (done) => reading.progress?.(start + done, total),
    };
  });
}

/** A name from outside as plain text of bounded length: no control or direction-changing characters. */
export function displayName(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "").trim();
  const characters = Array.from(plain);
  return characters.length > limits.nameCharacters
    ? `${characters.slice(0, limits.nameCharacters - 1).join("")}…`
    : plain;
}
