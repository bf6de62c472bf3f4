// How tests in Node save the figures that `npm run accuracy` collects.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

export async function saveFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
