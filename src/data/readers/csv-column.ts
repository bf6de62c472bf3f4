import { limits } from "../../spec/limits.ts";

/** A table as it was read, before a label is chosen. */
export interface CsvTable {
  readonly header: boolean;
  /** Of every column, unique. */
  readonly names: readonly string[];
  readonly columns: readonly CsvColumn[];
  /** Records without the header. */
  readonly count: number;
}

const missingWords = new Set(["", "na", "n/a", "nan", "null", "none", "?"]);

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return missingWords.has(cell.trim().toLowerCase());
}

/** A cell's number; NaN where it holds none. `comma` is for tables whose numbers have decimal commas. */
export function cellNumber(cell: string, comma: boolean): number {
  const text = cell.trim();
  if (text === "") return Number.NaN;
  const value = Number(text);
  if (!Number.isNaN(value)) return isPrefixed(text) ? Number.NaN : value;
  if (/^[+-]?inf$/i.test(text)) return Infinity;
  return comma && /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(text)
    ? Number(text.replace(",", "."))
    : Number.NaN;
}

/** Number("0x10") is 16, and in data that is a word, not a number. No pattern: this runs for every cell. */
function isPrefixed(text: string): boolean {
  return text.length > 2 && text.charCodeAt(0) === 48 && "xXbBoO".includes(text.charAt(1));
}

/** Where a cell stands in the file. */
export interface CellPlace {
  readonly line: number;
  readonly text: string;
}

/** Words beyond this many are not told apart: no more can be classes. */
const mostWords = limits.classes + 1;

const codes = { number: -1, missing: -2, other: -3 } as const;

/** From here on float32 skips whole numbers: time stamps and long numbers of persons need more. */
const exactInFloat32 = 16_777_216;

/** One column of a table as it grows: numbers, and words by their place in a dictionary. */
export class CsvColumn {
  /** float32, unless a large number needs more. */
  #numbers: Float32Array | Float64Array = new Float32Array(1024);
  /** Made at the first cell that is no number. */
  #codes: Int32Array | null = null;
  readonly #wordCodes = new Map<string, number>();
  /** Different words in the order of their first record. */
  readonly words: string[] = [];
  count = 0;
  numberCount = 0;
  missingCount = 0;
  textCount = 0;
  /** Whether every cell so far is an integer from 0 to 255. */
  bytesOnly = true;
  firstText: CellPlace | null = null;
  firstMissing: CellPlace | null = null;
  /** Index of the first record whose number is infinite, or too large for float32; -1 for none. */
  firstInfinite = -1;

  push(cell: string, line: number, comma: boolean): void {
    if (this.count === this.#numbers.length) this.#grow();
    const value = cellNumber(cell, comma);
    if (Math.abs(value) > exactInFloat32) this.#widen();
    this.#numbers[this.count] = value;
    if (Number.isNaN(value)) this.#pushWord(cell, line);
    else this.#pushNumber(value);
    this.count++;
  }

  #pushNumber(value: number): void {
    this.numberCount++;
    if (this.#codes) this.#codes[this.count] = codes.number;
    if (this.bytesOnly) this.bytesOnly = (value & 0xff) === value;
    if (this.firstInfinite < 0 && !Number.isFinite(Math.fround(value))) {
      this.firstInfinite = this.count;
    }
  }

  #pushWord(cell: string, line: number): void {
    this.bytesOnly = false;
    this.#codes ??= new Int32Array(this.#numbers.length).fill(codes.number);
    if (isMissing(cell)) {
      this.missingCount++;
      this.firstMissing ??= { line, text: cell };
      this.#codes[this.count] = codes.missing;
      return;
    }
    this.textCount++;
    this.firstText ??= { line, text: cell };
    const word = cell.trim();
    this.#codes[this.count] = this.#wordCodes.get(word) ?? this.#addWord(word);
  }

  #addWord(word: string): number {
    if (this.words.length === mostWords) return codes.other;
    this.#wordCodes.set(word, this.words.length);
    return this.words.push(word) - 1;
  }

  #widen(): void {
    if (this.#numbers instanceof Float32Array) this.#numbers = Float64Array.from(this.#numbers);
  }

  #grow(): void {
    const size = this.#numbers.length * 2;
    const wide = this.#numbers instanceof Float64Array;
    const numbers = wide ? new Float64Array(size) : new Float32Array(size);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    if (!this.#codes) return;
    const grown = new Int32Array(numbers.length);
    grown.set(this.#codes);
    this.#codes = grown;
  }

  /** The number of a record; NaN where it holds none. */
  number(record: number): number {
    return this.#numbers[record] ?? Number.NaN;
  }

  isMissing(record: number): boolean {
    return this.#codes?.[record] === codes.missing;
  }

  /** What a record says as a label: its word, or its number as text; null where it is missing. */
  label(record: number): string | null {
    const code = this.#codes?.[record] ?? codes.number;
    if (code === codes.missing) return null;
    return code === codes.number ? numberText(this.number(record)) : (this.words[code] ?? "…");
  }

  /** A column of a few words and no number: each word can be a feature of its own. */
  get isCategorical(): boolean {
    return this.numberCount === 0 && this.textCount > 0 && this.words.length <= mostCategories;
  }

  /** Different numbers, counted up to `limit`. */
  distinctNumbers(limit: number): number {
    const seen = new Set<number>();
    for (let record = 0; record < this.count && seen.size < limit; record++) {
      const value = this.number(record);
      if (!Number.isNaN(value)) seen.add(value);
    }
    return seen.size;
  }

  get integersOnly(): boolean {
    for (let record = 0; record < this.count; record++) {
      const value = this.number(record);
      if (!Number.isNaN(value) && !Number.isInteger(value)) return false;
    }
    return true;
  }
}

const mostCategories = 32;

/** A float32 number as it was most likely written: 0.1, not 0.10000000149011612. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}
