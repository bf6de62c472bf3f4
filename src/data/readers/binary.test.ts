import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { readIdx } from "./idx.ts";
import { readNpy } from "./npy.ts";
import { readNpz } from "./npz.ts";
import { readFile } from "./read-file.ts";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const reader = (bytes: Uint8Array, size = 5) => new ByteReader(pieces(bytes, size));
const u32 = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];

function idx(type: number, sizes: readonly number[], body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0, 0, type, sizes.length, ...sizes.flatMap(u32)]), body]);
}

function npy(descr: string, shape: string, body: Uint8Array, version = 1): Buffer {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  return npyWithHeader(text, body, version);
}

function npyWithHeader(text: string, body: Uint8Array, version = 1): Buffer {
  const prefix = version === 1 ? 10 : 12;
  const padded = text.padEnd(Math.ceil((prefix + text.length + 1) / 64) * 64 - prefix - 1) + "\n";
  const length = Buffer.alloc(prefix - 8);
  length.writeUIntLE(padded.length, 0, prefix - 8);
  const magic = Buffer.from("\x93NUMPY", "latin1");
  return Buffer.concat([magic, Buffer.from([version, 0]), length, Buffer.from(padded), body]);
}

const bytesOf = (array: ArrayBufferView) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

describe("readIdx", () => {
  it("reads every element type, big-endian, in pieces of any size", async () => {
    const values = [1, 2, 3, 4, 5, 250];
    const body = (bytes: number, write: (view: DataView, at: number, value: number) => void) => {
      const view = new DataView(new ArrayBuffer(values.length * bytes));
      for (const [i, value] of values.entries()) write(view, i * bytes, value);
      return bytesOf(view);
    };
    const types = [
      [0x08, body(1, (view, at, value) => view.setUint8(at, value))],
      [0x0b, body(2, (view, at, value) => view.setInt16(at, value))],
      [0x0c, body(4, (view, at, value) => view.setInt32(at, value))],
      [0x0d, body(4, (view, at, value) => view.setFloat32(at, value))],
      [0x0e, body(8, (view, at, value) => view.setFloat64(at, value))],
    ] as const;
    for (const [type, content] of types) {
      for (const size of [1, 3, 1000]) {
        const array = await readIdx(reader(idx(type, [3, 2], content), size), "a");
        expect(array.shape).toEqual([3, 2]);
        expect([...array.data]).toEqual(values);
        expect(array.data instanceof Uint8Array).toBe(type === 0x08);
      }
    }
    const signed = await readIdx(reader(idx(0x09, [2], Buffer.from([255, 1]))), "a");
    expect([...signed.data]).toEqual([-1, 1]);
  });

  it("says what is wrong, with the numbers expected and found", async () => {
    const good = idx(8, [2, 3], Buffer.from([1, 2, 3, 4, 5, 6]));
    const cases: [Uint8Array, string, object][] = [
      [Buffer.from("\x89PNG", "latin1"), "data.idxMagic", { got: "89 50 4e 47" }],
      [Buffer.from([0, 0]), "data.idxMagic", { got: "00 00" }],
      [idx(7, [2], Buffer.alloc(2)), "data.idxType", { got: "07" }],
      [good.subarray(0, 17), "data.idxLength", { expected: 18, got: 17 }],
      [good.subarray(0, 9), "data.idxLength", { expected: 12, got: 9 }],
      [Buffer.concat([good, Buffer.alloc(3)]), "data.idxLength", { expected: 18, got: 21 }],
      [idx(8, [0, 3], Buffer.alloc(0)), "data.empty", {}],
      [idx(8, [2 ** 32 - 1, 2 ** 32 - 1], Buffer.alloc(0)), "data.cells", { max: limits.cells }],
      [
        idx(13, [2], bytesOf(new Uint8Array([0x7f, 0xc0, 0, 0, 0, 0, 0, 0]))),
        "data.notFinite",
        { row: 1 },
      ],
    ];
    for (const [bytes, code, values] of cases) {
      await expect(readIdx(reader(bytes), "bad"), code).rejects.toMatchObject({
        code,
        values: { file: "bad", ...values },
      });
    }
  });

  it("either reads a random header's file exactly or refuses it by a data fault", async () => {
    const header = fc.uint8Array({ minLength: 0, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20),
        header,
        fc.uint8Array({ maxLength: 40 }),
        async (type, rest, body) => {
          const bytes = Buffer.concat([Buffer.from([0, 0, type]), rest, body]);
          const outcome = await readIdx(reader(bytes), "a").catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
          else expect(bytes.length).toBeGreaterThan(3);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("readNpy", () => {
  const cases: [string, ArrayBufferView][] = [
    ["<f4", Float32Array.of(1.5, -2, 3)],
    ["<f8", Float64Array.of(1.5, -2, 3)],
    ["|u1", Uint8Array.of(1, 200, 3)],
    ["|b1", Uint8Array.of(1, 0, 1)],
    ["|i1", Int8Array.of(1, -2, 3)],
    ["<u2", Uint16Array.of(1, 60_000, 3)],
    ["<i2", Int16Array.of(1, -2, 3)],
    ["<u4", Uint32Array.of(1, 4_000_000, 3)],
    ["<i4", Int32Array.of(1, -2, 3)],
    ["<i8", BigInt64Array.of(1n, -2n, 3n)],
    ["<u8", BigUint64Array.of(1n, 2n, 3n)],
  ];
  it.each(cases)("reads %s", async (descr, values) => {
    const expected = Array.from(values as unknown as ArrayLike<number | bigint>, Number);
    for (const version of [1, 2, 3]) {
      for (const size of [1, 7, 1000]) {
        const array = await readNpy(
          reader(npy(descr, "(3,)", bytesOf(values), version), size),
          "a",
        );
        expect([...array.data]).toEqual(expected);
        expect(array.shape).toEqual([3]);
        expect(array.integral).toBe(!descr.includes("f"));
      }
    }
    expect((await readNpy(reader(npy(descr, "(3, 1)", bytesOf(values))), "a")).shape).toEqual([
      3, 1,
    ]);
  });

  it("reads the keys in any order and refuses everything else", async () => {
    const body = bytesOf(Float32Array.of(1, 2));
    const reordered = npyWithHeader("{'shape': (2,), 'descr': '<f4', 'fortran_order': True}", body);
    expect([...(await readNpy(reader(reordered), "a")).data]).toEqual([1, 2]);
    const bad: [Buffer, string][] = [
      [npyWithHeader("{'descr': '<f4', 'shape': (2,)}", body), "data.npyHeader"],
      [npyWithHeader("__import__('os')", body), "data.npyHeader"],
      [
        npyWithHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", body),
        "data.npyHeader",
      ],
      [
        npyWithHeader(
          "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
          body,
        ),
        "data.npyHeader",
      ],
      [
        npyWithHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (2*1,)}", body),
        "data.npyHeader",
      ],
      [
        npyWithHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}", body),
        "data.npyHeader",
      ],
      [
        npyWithHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", body),
        "data.npyType",
      ],
      [npy("|O", "(2,)", body), "data.npyType"],
      [npy(">f4", "(2,)", body), "data.npyType"],
      [npy("<c8", "(1,)", body), "data.npyType"],
      [npy("<U1", "(2,)", body), "data.npyType"],
      [
        npyWithHeader("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2)}", body),
        "data.npyOrder",
      ],
      [npy("<f4", "(3,)", body), "data.npyLength"],
      [npy("<f4", "(1,)", body), "data.npyLength"],
      [npy("<f4", "(0, 2)", Buffer.alloc(0)), "data.empty"],
      [npy("<f4", "()", body.subarray(4)), "data.empty"],
      [npy("<f4", "(9999999, 9999999)", body), "data.cells"],
      [npy("<f8", "(1,)", bytesOf(Float64Array.of(Number.NaN))), "data.notFinite"],
      [npy("<f8", "(1,)", bytesOf(Float64Array.of(1e300))), "data.notFinite"],
      [Buffer.from("\x93NUMPY\x09\0\0\0", "latin1"), "data.npyHeader"],
    ];
    for (const [bytes, code] of bad) {
      await expect(readNpy(reader(bytes), "a.npy"), bytes.toString("latin1")).rejects.toMatchObject(
        {
          code,
          values: { file: "a.npy" },
        },
      );
    }
  });

  it("refuses a file cut anywhere, and never hangs or throws anything but a fault", async () => {
    const whole = npy("<f4", "(2, 3)", bytesOf(Float32Array.of(1, 2, 3, 4, 5, 6)));
    for (let length = 0; length < whole.length; length++) {
      await expect(readNpy(reader(whole.subarray(0, length)), "a")).rejects.toBeInstanceOf(Fault);
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const broken = Buffer.from(whole);
        broken[at] = byte;
        const outcome = await readNpy(reader(broken), "a").catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("readNpz", () => {
  const x = npy("<f4", "(2, 2)", bytesOf(Float32Array.of(1, 2, 3, 4)));
  const y = npy("<i8", "(2,)", bytesOf(BigInt64Array.of(0n, 1n)));
  const file = (bytes: Uint8Array) => ({
    name: "set.npz",
    blob: new Blob([new Uint8Array(bytes)]),
  });

  it("reads the arrays of a stored and of a deflated archive", async () => {
    for (const level of [0, 9] as const) {
      const archive = zipSync({ "x_train.npy": x, "y_train.npy": y, "notes.txt": y }, { level });
      const arrays = await readNpz(file(archive), {});
      expect(arrays.map(({ name }) => name)).toEqual(["x_train", "y_train"]);
      expect([...arrays[0]!.array.data]).toEqual([1, 2, 3, 4]);
    }
  });

  it("takes the two arrays of np.savez without names", async () => {
    const arrays = await readNpz(file(zipSync({ "arr_0.npy": x, "arr_1.npy": y })), {});
    expect(arrays.map(({ name }) => name)).toEqual(["arr_0", "arr_1"]);
  });

  it("names what it found when that is not a data set", async () => {
    await expect(readNpz(file(zipSync({ "weights.npy": x })), {})).rejects.toMatchObject({
      code: "data.npzArrays",
      values: { file: "set.npz", found: "weights.npy" },
    });
  });

  it("refuses an archive cut or changed anywhere, or reads it as it was", async () => {
    const archive = zipSync({ "x.npy": x, "y.npy": y });
    for (let length = 4; length < archive.length; length += 7) {
      await expect(readNpz(file(archive.subarray(0, length)), {})).rejects.toMatchObject({
        code: "data.zipDamaged",
      });
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length * 8 - 1), async (bit) => {
        const broken = Uint8Array.from(archive);
        broken[bit >> 3]! ^= 1 << (bit & 7);
        const outcome = await readNpz(file(broken), {}).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
        else expect(outcome).toMatchObject([{ array: { data: Float32Array.of(1, 2, 3, 4) } }, {}]);
      }),
      { numRuns: 400 },
    );
  });
});

describe("readFile", () => {
  const read = (name: string, bytes: Uint8Array | string) =>
    readFile({ name, blob: new Blob([bytes as string]) }, null, {});

  it("goes by content, not by name", async () => {
    const content = idx(8, [2], Buffer.from([1, 2]));
    expect((await read("photo.png", content)).kind).toBe("idx");
    expect((await read("a", gzipSync(content))).kind).toBe("idx");
    expect((await read("a.idx", npy("|u1", "(2,)", Buffer.from([1, 2])))).kind).toBe("npy");
    expect((await read("a.npy", "a,b\n1,x\n2,y\n")).kind).toBe("csv");
    expect((await read("a.gz", gzipSync("a,b\n1,x\n2,y\n"))).kind).toBe("csv");
  });

  it("gives one hash of the contents, packed or not", async () => {
    const content = idx(8, [2], Buffer.from([1, 2]));
    const plain = await read("a", content);
    const packed = await read("a", gzipSync(content));
    expect(packed.digests.contents).toBe(plain.digests.contents);
    expect(packed.digests.packed).not.toBe(plain.digests.packed);
  });

  it("refuses what it does not know", async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    await expect(read("a.png", png)).rejects.toMatchObject({ code: "data.unknownFormat" });
    await expect(read("x-ubyte", "hello")).rejects.toMatchObject({ code: "data.idxMagic" });
    await expect(read("a.gz", gzipSync(""))).rejects.toMatchObject({ code: "data.empty" });
    await expect(read("a.gz", gzipSync(zipSync({})))).rejects.toMatchObject({
      code: "data.unknownFormat",
    });
  });

  it("stops between two pieces when asked, and tells its progress before", async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const progress = (done: number, total: number) => {
      expect(total).toBe(1_000_016);
      seen.push(done);
      if (seen.length === 3) stop.abort();
    };
    const parts = Array.from({ length: 10 }, () => new Uint8Array(100_000));
    const blob = new Blob([new Uint8Array(idx(8, [1000, 1000, 1], new Uint8Array(0))), ...parts]);
    const reading = readFile({ name: "a", blob }, null, { progress, signal: stop.signal });
    await expect(reading).rejects.toMatchObject({ code: "data.cancelled" });
    expect(seen.length).toBe(3);
    expect(seen[2]!).toBeGreaterThan(seen[1]!);
  });

  it("says that a file changed on disk while it was read", async () => {
    const blob = new Blob(["1,2\n3,4\n"]);
    const gone = Object.assign(blob.slice(), {
      stream: () =>
        new ReadableStream({
          pull() {
            throw new DOMException("could not be read", "NotReadableError");
          },
        }),
    });
    await expect(readFile({ name: "a.csv", blob: gone }, null, {})).rejects.toMatchObject({
      code: "data.changed",
      values: { file: "a.csv" },
    });
  });
});
