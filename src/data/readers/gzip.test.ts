import { deflateRawSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../spec/limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { crc32 } from "./crc32.ts";
import { gunzip } from "./gzip.ts";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(bytes: Uint8Array, size = 7): Promise<Buffer> {
  const output: Uint8Array[] = [];
  for await (const piece of gunzip(new ByteReader(pieces(bytes, size)), "a.gz")) output.push(piece);
  return Buffer.concat(output);
}

const content = Buffer.from(
  Array.from({ length: 3000 }, (_, i) => (i < 1500 ? (i * i) % 251 : i % 7)),
);

/** A gzip file with every optional field of the header. */
function withFullHeader(body: Buffer): Buffer {
  const plain = gzipSync(body);
  const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3]);
  const extra = Buffer.from([3, 0, 1, 2, 3]);
  const names = Buffer.from("name\0comment\0", "latin1");
  const rest = plain.subarray(10);
  return Buffer.concat([header, extra, names, Buffer.from([0, 0]), rest]);
}

describe("gunzip", () => {
  it.each([1, 2, 3, 9, 1000, 65_536])("unpacks what comes in pieces of %i bytes", async (size) => {
    for (const level of [0, 1, 6, 9]) {
      expect(await unpack(gzipSync(content, { level }), size)).toEqual(content);
    }
  });

  it("unpacks empty content, all header fields and several members", async () => {
    expect(await unpack(gzipSync(Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
    expect(await unpack(withFullHeader(content))).toEqual(content);
    const two = Buffer.concat([gzipSync(content), gzipSync(content, { level: 0 })]);
    expect(await unpack(two)).toEqual(Buffer.concat([content, content]));
  });

  it.each([0, 6])("says that a file ends early, wherever it was cut (level %i)", async (level) => {
    const whole = gzipSync(content.subarray(1000, 2000), { level });
    for (let length = 2; length < whole.length; length++) {
      const size = 1 + (length % 40);
      await expect(unpack(whole.subarray(0, length), size)).rejects.toMatchObject({
        code: "data.gzipTruncated",
        values: { file: "a.gz", byte: length },
      });
    }
  });

  it("tells where bytes after the end begin", async () => {
    const whole = gzipSync(content);
    for (const junk of ["x", "\0\0\0\0\0\0\0\0\0\0", "\x1f"]) {
      await expect(unpack(Buffer.concat([whole, Buffer.from(junk)]))).rejects.toMatchObject({
        code: "data.gzipTrailing",
        values: { byte: whole.length },
      });
    }
  });

  it("finds a wrong checksum and a wrong length", async () => {
    for (const place of [8, 4]) {
      const whole = gzipSync(content);
      whole[whole.length - place]! ^= 1;
      await expect(unpack(whole)).rejects.toMatchObject({
        code: "data.gzipDamaged",
        values: { byte: whole.length - 8 },
      });
    }
  });

  it("never gives wrong content silently, whatever bit is flipped", async () => {
    const whole = gzipSync(content);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length * 8 - 1),
        fc.integer({ min: 1, max: 400 }),
        async (bit, size) => {
          const broken = Buffer.from(whole);
          broken[bit >> 3]! ^= 1 << (bit & 7);
          const outcome = await unpack(broken, size).catch((error: unknown) => error);
          if (Buffer.isBuffer(outcome)) expect(outcome).toEqual(content);
          else expect(outcome).toMatchObject({ code: expect.stringMatching(/^data\.gzip/) });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("stops a bomb at the cap", async () => {
    const zeros = Buffer.alloc(1024 * 1024);
    const bomb = async function* () {
      yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
      const block = deflateRawSync(zeros, { finishFlush: 2 });
      for (;;) yield block;
    };
    let bytes = 0;
    const read = async () => {
      for await (const piece of gunzip(new ByteReader(bomb()), "bomb.gz")) bytes += piece.length;
    };
    await expect(read()).rejects.toMatchObject({ code: "data.expands" });
    expect(bytes).toBeLessThanOrEqual(limits.inputBytes);
  });
});

describe("crc32", () => {
  it("gives the check value of the standard, also in pieces", () => {
    expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
    expect(crc32(Buffer.from("6789"), crc32(Buffer.from("12345")))).toBe(0xcbf43926);
  });
});
