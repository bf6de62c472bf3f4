import { existsSync } from "node:fs";
import { chromium } from "playwright";

/**
 * Flags under which headless Chromium offers WebGPU on SwiftShader, a software adapter, on any
 * machine. Without --enable-unsafe-webgpu the adapter is null there.
 */
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Path of the Chromium that tests and benchmarks drive: $CHROMIUM_PATH, else the system's, else
 * the one that Playwright has downloaded; undefined when there is none.
 */
export function findChromium() {
  const candidates = [process.env["CHROMIUM_PATH"], ...SYSTEM_BROWSERS, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
}

/** Playwright's launch options for tests and benchmarks; `hardware` takes this machine's GPU. */
export function launchOptions({ hardware = false } = {}) {
  const executablePath = findChromium();
  const args = CHROMIUM_FLAGS.filter(
    (flag) => !(hardware && flag.startsWith("--use-webgpu-adapter")),
  );
  return { args, ...(executablePath === undefined ? {} : { executablePath }) };
}
