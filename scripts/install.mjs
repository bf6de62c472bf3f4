import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} LockedPackage */

/**
 * Packages of a lock file by their place below node_modules.
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")).packages ?? {}) : {};
}

/**
 * Whether node_modules holds what the lock file asks for. npm keeps a list of what it installed in
 * node_modules/.package-lock.json; optional packages are for other systems and may be missing.
 * @param {string} directory
 * @param {boolean} withDev
 */
function isComplete(directory, withDev) {
  const wanted = lockedPackages(path.join(directory, "package-lock.json"));
  const present = lockedPackages(path.join(directory, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([place, { version, dev, optional, devOptional }]) => {
    if (place === "" || optional || devOptional || (dev && !withDev)) return true;
    return present[place]?.version === version;
  });
}

/** @param {string} directory */
function hasDevPackages(directory) {
  const present = lockedPackages(path.join(directory, "node_modules", ".package-lock.json"));
  return Object.values(present).some(({ dev }) => dev);
}

/**
 * Installs exactly what the lock file names when something is missing or stale. Development
 * packages that are there already are kept.
 * @param {string} directory of package.json, relative to the working directory
 * @param {{ withDev: boolean }} options
 * @throws {Error} when npm fails
 */
export function ensureInstalled(directory, { withDev }) {
  if (isComplete(directory, withDev)) return;
  const keepDev = withDev || hasDevPackages(directory);
  console.log(`Installing packages of ${directory === "." ? "Trainyard" : `${directory}/`} ...`);
  const { status } = spawnSync("npm", ["ci", keepDev ? "--include=dev" : "--omit=dev"], {
    cwd: directory,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
    // Playwright is told apart when a browser is missing; nothing else downloads at installation.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
  });
  if (status !== 0) {
    throw new Error(
      `npm ci failed in ${path.resolve(directory)}. Check the network connection and run the command again.`,
    );
  }
}

/** @throws {Error} when this Node is older than package.json asks for */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Trainyard needs Node 20.19 or later; this is ${process.version}.`);
  }
}
