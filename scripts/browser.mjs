import { spawnSync } from "node:child_process";
import { findChromium } from "./chromium.mjs";

/**
 * @param {string} command
 * @param {string[]} args
 */
function succeeds(command, args) {
  return spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

/** A downloaded browser may lack shared libraries of the system: it counts only when it starts. */
function usableChromium() {
  const found = findChromium();
  if (found === undefined) return undefined;
  return spawnSync(found, ["--version"], { stdio: "ignore" }).status === 0 ? found : undefined;
}

function installWithApt() {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], { stdio: "ignore", ...options });
  const args = ["install", "-y", "--no-install-recommends", "chromium"];
  return spawnSync("apt-get", args, { stdio: ["ignore", "inherit", "inherit"], ...options });
}

/**
 * Finds a Chromium or fetches one: Playwright's, else the system's package.
 * @returns {string} its path
 * @throws {Error} when none can be had
 */
export function ensureChromium() {
  const present = usableChromium();
  if (present !== undefined) return present;
  console.log("No Chromium found; downloading the one that Playwright names ...");
  if (!succeeds("npx", ["--no-install", "playwright", "install", "chromium"])) {
    console.log("The download failed.");
  }
  const downloaded = usableChromium();
  if (downloaded !== undefined) return downloaded;
  if (process.platform === "linux" && process.getuid?.() === 0) {
    console.log("Installing the system's chromium with apt-get ...");
    installWithApt();
  }
  const installed = usableChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    "The gpu and e2e tests need Chromium, and none could be found or installed. " +
      "Install chromium or google-chrome, or set CHROMIUM_PATH to one, and run npm test again.",
  );
}
