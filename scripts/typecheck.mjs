// Runs tsc once for each world that code lives in: engine, page, tests, Node, benchmarks.
import { spawnSync } from "node:child_process";

const PROJECTS = ["engine", "app", "test", "node", "bench"];

const failed = PROJECTS.filter((project) => {
  const { status } = spawnSync("npx", ["--no-install", "tsc", "-p", `tsconfig.${project}.json`], {
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
