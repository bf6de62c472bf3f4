import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { build, preview } from "vite";
import { batchesHeld, tasks } from "./tasks.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const OUTPUT = path.join(ROOT, ".cache", "bench");
const MNIST = path.join(ROOT, "..", "shared", "data", "mnist");

/** Shared memory, and with it threads, are for isolated pages only. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** The body of an IDX file. @param {string} name @param {number} header @param {number} bytes */
function idxBody(name, header, bytes) {
  return gunzipSync(readFileSync(path.join(MNIST, name))).subarray(header, header + bytes);
}

/** MNIST's first images and then their labels; undefined where they are not at hand. */
function readDigits() {
  if (!existsSync(MNIST)) return undefined;
  const count = batchesHeld * Math.max(...tasks.map(({ batch }) => batch));
  const images = idxBody("train-images-idx3-ubyte.gz", 16, count * 784);
  return Buffer.concat([images, idxBody("train-labels-idx1-ubyte.gz", 8, count)]);
}

/** @param {Buffer} digits @returns {import("vite").Plugin} */
function digitsPlugin(digits) {
  return {
    name: "digits",
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use("/digits.bin", (_, response) => {
        response.setHeader("Content-Type", "application/octet-stream");
        response.end(digits);
      });
    },
  };
}

/**
 * Builds the page of the benchmark and serves it on a free port of this machine.
 * @returns {Promise<{ address: string, hasDigits: boolean, close: () => Promise<void> }>}
 */
export async function serve() {
  const digits = readDigits();
  /** @type {import("vite").InlineConfig} */
  const config = {
    configFile: false,
    root: ROOT,
    logLevel: "error",
    appType: "mpa",
    publicDir: false,
    plugins: digits === undefined ? [] : [digitsPlugin(digits)],
    worker: { format: "es" },
    build: {
      outDir: OUTPUT,
      emptyOutDir: true,
      target: "es2023",
      assetsInlineLimit: 0,
      // tfjs gives its workers the text of a function, which must not refer to shortened names.
      minify: false,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: { input: path.join(import.meta.dirname, "index.html") },
    },
    preview: { port: 0, headers: ISOLATED },
  };
  await build(config);
  const server = await preview(config);
  const [address = ""] = server.resolvedUrls?.local ?? [];
  return {
    address: new URL("bench/index.html", address).href,
    hasDigits: digits !== undefined,
    close: () => server.close(),
  };
}
