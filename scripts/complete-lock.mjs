// Run after `npm install` has changed a lock file: node scripts/complete-lock.mjs [directory]
// npm leaves out optional packages for other systems when the registry it asked did not offer
// them, and `npm ci` then refuses the lock file on every system. This adds the missing entries.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const SYSTEM =
  /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/;

/**
 * The entry for a package that is named after the system it is for, as `linux-x64-musl`.
 * @param {string} name
 * @param {string} version
 * @param {boolean | undefined} dev
 */
function platformEntry(name, version, dev) {
  const [, os, cpu, abi = ""] = SYSTEM.exec(name) ?? [];
  if (os === undefined) throw new Error(`${name}: expected a name that ends in a system`);
  const libc = os !== "linux" ? {} : { libc: [abi.startsWith("musl") ? "musl" : "glibc"] };
  return { version, cpu: [cpu], ...(dev ? { dev } : {}), ...libc, optional: true, os: [os] };
}

const file = path.join(process.argv[2] ?? ".", "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const before = Object.keys(lock.packages).length;
for (const { optionalDependencies = {}, dev } of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const missing = lock.packages[`node_modules/${name}`] === undefined;
    // Those that are no system's own, as fsevents, npm itself writes.
    if (missing && SYSTEM.test(name)) {
      lock.packages[`node_modules/${name}`] = platformEntry(name, version, dev);
    }
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${file}: ${Object.keys(lock.packages).length - before} entries added`);
