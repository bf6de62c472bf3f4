// Shows that the linter reads TypeScript and that its type-aware rules run: breaks some of them in
// a small project and fails when one goes unnoticed.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** File, text, and the rule that it must break. @type {[string, string, string][]} */
const FILES = [
  [
    "floating.ts",
    "export function f(): void {\n  Promise.resolve(1);\n}\n",
    "no-floating-promises",
  ],
  [
    "switch.ts",
    'export function f(a: "x" | "y"): number {\n  switch (a) {\n    case "x":\n      return 1;\n  }\n  return 2;\n}\n',
    "switch-exhaustiveness-check",
  ],
  ["any.ts", "export const f = (a: any): unknown => a;\n", "no-explicit-any"],
  ["device.ts", "export type Held = { device: GPUDevice };\n", "no-restricted-types"],
  ["bang.ts", "export const f = (a: number | null): number => a!;\n", "no-non-null-assertion"],
  ["later.ts", "// TODO: all of it\nexport const f = 1;\n", "no-warning-comments"],
  ["long.ts", `export const f = [\n${"  1,\n".repeat(400)}];\n`, "max-lines"],
  [
    "Hook.tsx",
    'import { useState } from "react";\nexport function Hook({ a }: { a: boolean }) {\n  if (a) useState(1);\n  return null;\n}\n',
    "rules-of-hooks",
  ],
  ["Picture.tsx", 'export const Picture = () => <img src="a.png" />;\n', "alt-text"],
];

/** @param {string} directory */
function lint(directory) {
  writeFileSync(
    path.join(directory, "tsconfig.json"),
    JSON.stringify({ extends: path.resolve("tsconfig.base.json"), include: ["src"] }),
  );
  const { stdout, stderr } = spawnSync(
    path.join("node_modules", ".bin", "oxlint"),
    ["--type-aware", "--format=json", "-c", ".oxlintrc.json", directory],
    { encoding: "utf8" },
  );
  try {
    /** @type {{ diagnostics: { code?: string, filename: string }[] }} */
    const report = JSON.parse(stdout);
    return report.diagnostics;
  } catch {
    throw new Error(`oxlint gave no report:\n${stdout}${stderr}`);
  }
}

// Outside the repository, where no ignore file hides it.
const directory = mkdtempSync(path.join(tmpdir(), "trainyard-lint-canary-"));
try {
  mkdirSync(path.join(directory, "src"));
  for (const [name, text] of FILES) writeFileSync(path.join(directory, "src", name), text);
  const diagnostics = lint(directory);
  const missed = FILES.filter(
    ([name, , rule]) =>
      !diagnostics.some(({ code, filename }) => filename.endsWith(name) && code?.includes(rule)),
  );
  for (const [name, , rule] of missed) console.error(`${name}: missed "${rule}"`);
  console.log(`${FILES.length} rules broken, ${missed.length} not noticed`);
  if (missed.length > 0) process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
