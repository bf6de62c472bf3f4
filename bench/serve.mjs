import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { servePage } from "../scripts/page-server.mjs";
import { batchesHeld, tasks } from "./tasks.mjs";

const MNIST = path.resolve(import.meta.dirname, "..", "..", "shared", "data", "mnist");

/** The body of an IDX file. @param {string} name @param {number} header @param {number} bytes */
function idxBody(name, header, bytes) {
  return gunzipSync(readFileSync(path.join(MNIST, name))).subarray(header, header + bytes);
}

/** MNIST's first images and then their labels; undefined where they are not at hand. */
function readDigits() {
  if (!existsSync(MNIST)) return undefined;
  const digits = tasks.filter(({ data }) => data === "digits");
  const count = batchesHeld * Math.max(...digits.map(({ batch }) => batch));
  const images = idxBody("train-images-idx3-ubyte.gz", 16, count * 784);
  return Buffer.concat([images, idxBody("train-labels-idx1-ubyte.gz", 8, count)]);
}

/**
 * The page of the benchmark.
 * @returns {Promise<{ address: string, hasDigits: boolean, close: () => Promise<void> }>}
 */
export async function serve() {
  const digits = readDigits();
  const source = (/** @type {string} */ name) => (name === "digits.bin" ? digits : undefined);
  const server = await servePage({ folder: "bench", source });
  return { ...server, hasDigits: digits !== undefined };
}
