import path from "node:path";
import { build, preview } from "vite";

/** Shared memory, and with it threads, are for isolated pages only. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * What the page may fetch: bytes for a path of an address, undefined where there is nothing.
 * @typedef {(path: string) => Uint8Array | undefined} Source
 */

/** @param {Source} source @returns {import("vite").Plugin} */
function sourcePlugin(source) {
  return {
    name: "data",
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use("/data", (request, response, next) => {
        const bytes = source(decodeURIComponent(request.url ?? "").replace(/^\//, ""));
        if (bytes === undefined) {
          next();
          return;
        }
        response.setHeader("Content-Type", "application/octet-stream");
        response.end(bytes);
      });
    },
  };
}

/**
 * Builds a page of this repository that is not part of the app and serves it on a free port of this
 * machine, with data below `/data/`.
 * @param {{ folder: string, source: Source }} page `folder` holds its index.html, from the root of the repository
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function servePage({ folder, source }) {
  const root = path.resolve(import.meta.dirname, "..");
  /** @type {import("vite").InlineConfig} */
  const config = {
    configFile: false,
    root,
    logLevel: "error",
    appType: "mpa",
    publicDir: false,
    plugins: [sourcePlugin(source)],
    worker: { format: "es" },
    build: {
      outDir: path.join(root, ".cache", folder),
      emptyOutDir: true,
      target: "es2023",
      assetsInlineLimit: 0,
      // tfjs gives its workers the text of a function, which must not refer to shortened names.
      minify: false,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: { input: path.join(root, folder, "index.html") },
    },
    preview: { port: 0, headers: ISOLATED },
  };
  await build(config);
  const server = await preview(config);
  const [address = ""] = server.resolvedUrls?.local ?? [];
  return {
    address: new URL(`${folder}/index.html`, address).href,
    close: () => server.close(),
  };
}
