import { Inflate } from "fflate";

/** Inflates a raw deflate stream push by push and tells where it ends. */
export class Inflater {
  /** At 1028:1, the most that deflate reaches, one push of this size gives 16 MiB. */
  static readonly pushBytes = 16 * 1024;

  readonly #output: Uint8Array[] = [];
  readonly #inflate = new Inflate((piece) => {
    if (piece.length > 0) this.#output.push(piece);
  });

  /**
   * Output of these bytes; `rest` is what follows the end of the deflate stream, null before it.
   * `damaged` is thrown, with fflate's reason as its cause, on bytes that are no deflate stream.
   */
  push(bytes: Uint8Array, damaged: Error): { output: Uint8Array[]; rest: Uint8Array | null } {
    try {
      this.#inflate.push(bytes);
    } catch (cause) {
      damaged.cause = cause;
      throw damaged;
    }
    return { output: this.#output.splice(0), rest: unusedBytes(this.#inflate) };
  }
}

/**
 * fflate says nowhere that a stream has ended, nor where. It keeps that to itself: `s.f` is set in
 * the final block, `s.l` is its code table until it ends, `p` are the bytes not yet used and `s.p`
 * the bits used of them. The version is pinned, and the tests cut a file at every byte.
 */
function unusedBytes(inflate: Inflate): Uint8Array | null {
  const state: unknown = Reflect.get(inflate, "s");
  const bytes: unknown = Reflect.get(inflate, "p");
  if (typeof state !== "object" || state === null || !(bytes instanceof Uint8Array)) {
    throw new Error("fflate's Inflate is not as in 0.8.3");
  }
  if (!Reflect.get(state, "f") || Reflect.get(state, "l")) return null;
  const bits: unknown = Reflect.get(state, "p");
  return bytes.subarray(typeof bits === "number" ? Math.ceil(bits / 8) : 0);
}
