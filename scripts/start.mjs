// Installs what is missing, builds the page and serves it: npm start [-- --port 4173] [--host]
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, requireNode } from "./install.mjs";

process.chdir(path.resolve(import.meta.dirname, ".."));

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port: expected a number from 1 to 65535, got ${JSON.stringify(text)}`);
  }
  return port;
}

/** npm passes SIGTERM on to its shell only, which would leave the server behind. */
function stopWithNpm() {
  if (process.env["npm_lifecycle_event"] !== "start") return;
  const shell = process.ppid;
  const check = () => {
    if (process.ppid !== shell) process.exit(0);
  };
  setInterval(check, 500).unref();
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4173" },
      host: { type: "boolean", default: false },
    },
  });
  const port = parsePort(values.port);
  requireNode();
  stopWithNpm();
  ensureInstalled(".", { withDev: false });
  // Only now: vite is one of the packages installed above.
  const { build, preview } = await import("vite");
  await build({ logLevel: "warn" });
  // A busy port is passed over for the next free one.
  const server = await preview({ preview: { port, strictPort: false, host: values.host } });
  console.log("\nTrainyard is ready. Open this address in a browser; Ctrl+C stops it.");
  server.printUrls();
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
