/** NumPy's .npz: a zip archive with one .npy file for each array. */
import { Fault } from "../../spec/fault.ts";
import { roleByName } from "./array-roles.ts";
import type { NamedArray } from "./arrays-data.ts";
import { ByteReader } from "./byte-reader.ts";
import { readNpy } from "./npy.ts";
import { displayName, type Reading, type SourceFile } from "./source-file.ts";
import { entryPieces, zipEntries } from "./zip.ts";

/** Inputs, labels and subjects of two parts. */
const mostArrays = 6;

/** The arrays whose names say what they are; both of two that say nothing. */
export async function readNpz(archive: SourceFile, reading: Reading): Promise<NamedArray[]> {
  const file = displayName(archive.name);
  const entries = await zipEntries(archive, file);
  const arrays = entries.filter(({ name }) => name.endsWith(".npy"));
  const named = arrays.filter(({ name }) => roleByName(name));
  const wanted = named.length > 0 ? named : arrays;
  if (wanted.length < 2 || wanted.length > mostArrays) {
    const found = displayName(entries.map(({ name }) => name).join(", "));
    throw new Fault("data.npzArrays", { file, found });
  }
  const read: NamedArray[] = [];
  for (const entry of wanted) {
    const place = `${file}/${displayName(entry.name)}`;
    const pieces = entryPieces(archive, entry, signalOf(reading), file);
    const content = new ByteReader(pieces);
    try {
      const array = await readNpy(content, place);
      // The checksum is checked where the content ends.
      await content.piece();
      read.push({ name: entry.name.replace(/\.npy$/, ""), array });
    } finally {
      await content.close();
    }
  }
  return read;
}

/** Progress was told while the archive's hash was made; the second pass only listens for the stop. */
function signalOf({ signal }: Reading): Reading {
  return signal ? { signal } : {};
}
