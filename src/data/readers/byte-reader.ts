/** Bytes that come in pieces, read in the amounts that a format asks for. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  #position = 0;
  #ended = false;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Bytes handed out so far. */
  get position(): number {
    return this.#position;
  }

  /** The next bytes without taking them: `count`, or fewer where the content ends. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#rest.length < count && !this.#ended) {
      const piece = await this.#pull();
      if (piece) this.#rest = joined(this.#rest, piece);
    }
    return this.#rest.subarray(0, count);
  }

  /** The next `count` bytes, or fewer where the content ends. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    this.#rest = this.#rest.subarray(bytes.length);
    this.#position += bytes.length;
    return bytes;
  }

  /** The next piece as it came, at most `limit` bytes; null at the end. */
  async piece(limit = Infinity): Promise<Uint8Array | null> {
    const rest = this.#rest.length > 0 ? this.#rest : await this.#pull();
    if (!rest) return null;
    const bytes = rest.subarray(0, Math.min(limit, rest.length));
    this.#rest = rest.subarray(bytes.length);
    this.#position += bytes.length;
    return bytes;
  }

  /** Puts bytes that were handed out last back, to be read again. */
  giveBack(bytes: Uint8Array): void {
    this.#rest = joined(bytes, this.#rest);
    this.#position -= bytes.length;
  }

  /** Lets go of where the pieces come from; nothing can be read afterwards. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#pieces.return?.();
  }

  async #pull(): Promise<Uint8Array | null> {
    while (!this.#ended) {
      const next = await this.#pieces.next();
      if (next.done) this.#ended = true;
      else if (next.value.length > 0) return next.value;
    }
    return null;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
