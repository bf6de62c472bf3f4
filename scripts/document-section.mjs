import { readFileSync, writeFileSync } from "node:fs";

/**
 * Puts a text between its two marks in a document and leaves the rest as it is.
 * @param {string} file
 * @param {string} name of the marks
 * @param {string} text
 */
export function replaceSection(file, name, text) {
  const { before, after } = parts(file, name);
  writeFileSync(file, `${before}\n\n${text}\n\n${after}`);
  console.log(`\n${file} is up to date.`);
}

/** What stands between the marks. @param {string} file @param {string} name */
export function readSection(file, name) {
  return parts(file, name).inside.trim();
}

/** @param {string} file @param {string} name */
function parts(file, name) {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const text = readFileSync(file, "utf8");
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < 0) throw new Error(`${file}: expected the marks ${begin} and ${end}`);
  const first = start + begin.length;
  return { before: text.slice(0, first), inside: text.slice(first, stop), after: text.slice(stop) };
}
