// Runs tsc once for each world that code lives in: engine, page, tests, Node, benchmarks.
import { spawnSync } from "node:child_process";

const TSC = "node_modules/typescript/bin/tsc";
const PROJECTS = ["engine", "app", "test", "node", "bench"];

const failed = PROJECTS.filter((project) => {
  const { status } = spawnSync(process.execPath, [TSC, "-p", `tsconfig.${project}.json`], {
    stdio: "inherit",
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(
    `Type errors in: ${failed.map((project) => `tsconfig.${project}.json`).join(", ")}`,
  );
  process.exitCode = 1;
}
