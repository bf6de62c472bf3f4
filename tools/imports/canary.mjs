// Shows that the import table catches violations: breaks each of its rules in a small tree of
// files and fails when one goes unnoticed, or when an allowed import is refused.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkImports } from "./table.mjs";

/** Files of the tree: name, text, and the rules that it must break. @type {[string, string, string[]][]} */
const TREE = [
  ["spec/sound.ts", "export type Sound = number; export const sound = 1;", []],
  ["nn/sound.ts", 'import { sound } from "../spec/sound.ts"; export const up = sound;', []],
  ["nn/sound.test.ts", 'import { page } from "../app/page.ts"; export const used = page;', []],
  ["app/page.ts", "export type Page = number; export const page = 1;", []],
  [
    "spec/value.ts",
    'import { page } from "../app/page.ts"; export const a = page;',
    ["order: spec"],
  ],
  [
    "spec/type.ts",
    'import type { Page } from "../app/page.ts"; export type A = Page;',
    ["order: spec"],
  ],
  ["train/again.ts", 'export * from "../app/page.ts";', ["order: train"]],
  ["data/lazy.ts", 'export const a = () => import("../app/page.ts");', ["order: data"]],
  ["worker/inline.ts", 'export type A = import("../app/page.ts").Page;', ["order: worker"]],
  ["engine/cpu/kernel.ts", "export const kernel = 1;", []],
  [
    "engine/gpu/sibling.ts",
    'import { kernel } from "../cpu/kernel.ts"; export const a = kernel;',
    ["order: engine/gpu"],
  ],
  [
    "engine/core/react.ts",
    'import type { FC } from "react"; export type A = FC;',
    ["package: engine/core"],
  ],
  [
    "app/unknown.ts",
    'import { a } from "unlisted"; export const b = a;',
    ["package: not in the table"],
  ],
  [
    "engine/ops/node.ts",
    'import { a } from "node:fs"; export const b = a;',
    ["package: not in the table"],
  ],
  ["ui/chart.tsx", 'import { memo } from "react"; export const A = memo(() => <p>a</p>);', []],
  ["panels/panel.ts", "export type Panel = { name: string };", []],
  ["panels/three/three.ts", 'export type { Panel } from "../panel.ts";', []],
  ["panels/four/four.ts", 'export type { A } from "../index.ts";', ["panel to panel"]],
  ["panels/one/One.tsx", 'import { A } from "../../ui/chart.tsx"; export const One = A;', []],
  ["panels/index.ts", 'export { One } from "./one/One.tsx";', []],
  [
    "panels/two/Two.tsx",
    'import type { One } from "../one/One.tsx"; export type Two = typeof One;',
    ["panel to panel"],
  ],
  ["stores/ring-a.ts", 'import { b } from "./ring-b.ts"; export const a = () => b;', ["cycle"]],
  ["stores/ring-b.ts", 'import { a } from "./ring-a.ts"; export const b = () => a;', []],
  ["ui/ring-a.ts", 'import type { B } from "./ring-b.ts"; export type A = B | 1;', ["cycle"]],
  ["ui/ring-b.ts", 'import type { A } from "./ring-a.ts"; export type B = A | 2;', []],
  [
    "client/tested.ts",
    'import { used } from "../nn/sound.test.ts"; export const a = used;',
    ["test imported"],
  ],
  ["client/lost.ts", 'import { a } from "./nowhere.ts"; export const b = a;', ["unresolvable"]],
  ["utils/any.ts", "export const a = 1;", ["not in the table"]],
];

/** @param {string} directory */
function writeTree(directory) {
  for (const [name, text] of TREE) {
    const file = path.join(directory, "src", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** @param {{ rule: string, from: string }[]} violations */
function differences(violations) {
  return TREE.flatMap(([name, , expected]) => {
    const caught = new Set(
      violations.filter(({ from }) => from === `src/${name}`).map(({ rule }) => rule),
    );
    return [
      ...expected.filter((rule) => !caught.has(rule)).map((rule) => `${name}: missed "${rule}"`),
      ...[...caught]
        .filter((rule) => !expected.includes(rule))
        .map((rule) => `${name}: wrongly refused by "${rule}"`),
    ];
  });
}

// Inside the repository, so that packages resolve from its node_modules.
mkdirSync(".cache", { recursive: true });
const directory = mkdtempSync(path.join(".cache", "import-canary-"));
try {
  writeTree(directory);
  const { violations } = await checkImports(path.resolve(directory));
  const wrong = differences(violations);
  for (const line of wrong) console.error(line);
  console.log(`${TREE.length} files, ${violations.length} violations seen, ${wrong.length} wrong`);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
