// How tests in the browser read the golden figures that lie beside the repository, and save their own.
import { commands } from "vitest/browser";

/** Texts of the files by name, in base64 where asked; null where there are no such files. */
export async function goldenTexts(
  names: readonly string[],
  encoding: "utf8" | "base64" = "utf8",
): Promise<ReadonlyMap<string, string> | null> {
  try {
    const files = names.map(async (name): Promise<[string, string]> => {
      return [name, await commands.readFile(`../shared/golden/${name}`, encoding)];
    });
    return new Map(await Promise.all(files));
  } catch (error) {
    if (String(error).includes("ENOENT")) return null;
    throw error;
  }
}

/** Writes a text below the root of the repository. */
export async function saveFile(file: string, text: string): Promise<void> {
  await commands.writeFile(file, text);
}
