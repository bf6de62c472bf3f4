// The table of allowed imports, and the check that src/ keeps to it.
import { pathToFileURL } from "node:url";
import { cruise } from "dependency-cruiser";

/**
 * The places of src/ in the order data flows. A place imports from itself and from places above
 * it, never from one below; places of one row do not import one another. `packages` may be
 * imported from that row on.
 * @type {{ places: string[], packages?: string[] }[]}
 */
const TABLE = [
  { places: ["spec"], packages: ["fflate"] },
  { places: ["i18n"] },
  { places: ["engine/core"] },
  { places: ["engine/ops"] },
  { places: ["engine/graph"] },
  { places: ["engine/plan"] },
  { places: ["engine/reference", "engine/cpu", "engine/gpu"] },
  { places: ["nn"] },
  { places: ["train"] },
  { places: ["data"], packages: ["papaparse", "idb"] },
  { places: ["worker"] },
  { places: ["client"] },
  { places: ["stores"], packages: ["immer", "react", "zundo", "zustand"] },
  {
    places: ["ui"],
    packages: ["@dnd-kit/dom", "@dnd-kit/react", "lucide-react", "react-dom", "recharts"],
  },
  { places: ["panels"], packages: ["@dagrejs/dagre", "@xyflow/react"] },
  { places: ["app"] },
];

const TESTS = "\\.test\\.tsx?$";

/** @param {string[]} places */
const inPlaces = (places) =>
  `^src/(${places.map((place) => place.replace(".", "\\.")).join("|")})(/|$)`;

/**
 * A package by its name: bare when it cannot be resolved, else below node_modules.
 * @param {string[]} packages
 */
const ofPackages = (packages) => `(^|node_modules/)(@types/)?(${packages.join("|")})(/|$)`;

/** @returns {import("dependency-cruiser").IForbiddenRuleType[]} */
function orderRules() {
  return TABLE.flatMap(({ places }, row) => {
    const below = TABLE.slice(row + 1).flatMap((other) => other.places);
    return places.flatMap((place) => {
      const forbidden = [...places.filter((other) => other !== place), ...below];
      if (forbidden.length === 0) return [];
      return {
        name: `order: ${place}`,
        from: { path: inPlaces([place]), pathNot: TESTS },
        to: { path: inPlaces(forbidden) },
      };
    });
  });
}

/** @returns {import("dependency-cruiser").IForbiddenRuleType[]} */
function packageRules() {
  const known = TABLE.flatMap(({ packages }) => packages ?? []);
  const rules = TABLE.slice(0, -1).flatMap(({ places }, row) => {
    const later = TABLE.slice(row + 1).flatMap(({ packages }) => packages ?? []);
    if (later.length === 0) return [];
    return {
      name: `package: ${places.join(", ")}`,
      from: { path: inPlaces(places), pathNot: TESTS },
      to: { path: ofPackages(later) },
    };
  });
  return [
    ...rules,
    {
      name: "package: not in the table",
      from: { path: "^src/", pathNot: TESTS },
      to: {
        pathNot: [
          "^src/",
          "^\\.",
          "^shaders/",
          "^#shaders/",
          "^(node_modules/)?vite/types/",
          ofPackages(known),
        ],
      },
    },
  ];
}

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const FORBIDDEN = [
  ...orderRules(),
  ...packageRules(),
  {
    name: "panel to panel",
    from: { path: "^src/panels/([^/]+)/", pathNot: TESTS },
    to: { path: ["^src/panels/[^/]+/", "^src/panels/index\\."], pathNot: "^src/panels/$1/" },
  },
  {
    name: "cycle",
    from: { path: "^src/" },
    to: { circular: true },
  },
  {
    name: "test imported",
    from: { path: "^src/" },
    to: { path: TESTS },
  },
  {
    name: "unresolvable",
    from: { path: "^src/" },
    to: { couldNotResolve: true, path: "^\\.", pathNot: "\\?" },
  },
];

/** Every file of src/ lies in a place of the table, or is an ambient declaration. */
const PLACED = new RegExp(`${inPlaces(TABLE.flatMap(({ places }) => places))}|\\.d\\.ts$`);

/**
 * Reads every file below `baseDirectory`/src.
 * @param {string} baseDirectory
 * @returns {Promise<{ files: number, imports: number, violations: { rule: string, from: string, to: string }[] }>}
 */
export async function checkImports(baseDirectory) {
  const { output } = await cruise(["src"], {
    baseDir: baseDirectory,
    // The only parser that reads types and JSX alike; an unknown one would be ignored silently.
    parser: "tsc",
    tsPreCompilationDeps: true,
    validate: true,
    ruleSet: { forbidden: FORBIDDEN },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx"], exportsFields: ["exports"] },
  });
  if (typeof output === "string") throw new Error("dependency-cruiser gave text, not a result");
  const own = output.modules.filter(({ source }) => source.startsWith("src/"));
  const strays = own.filter(({ source }) => !PLACED.test(source));
  return {
    files: own.length,
    imports: own.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
    violations: [
      ...output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
      ...strays.map(({ source }) => ({ rule: "not in the table", from: source, to: "" })),
    ],
  };
}

async function main() {
  const { files, imports, violations } = await checkImports(process.cwd());
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} -> ${to}`);
  console.log(`${files} files, ${imports} imports, ${violations.length} not allowed`);
  if (violations.length > 0 || imports === 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
