// Measures Trainyard beside its peers: npm run bench [-- --task a,b --engine gpu,jax-webgpu --quick --json file]
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, requireNode } from "../scripts/install.mjs";
import { engines, tasks } from "./tasks.mjs";

const HELP = `npm run bench -- [options]
  --task a,b      only tasks whose names start with these (${tasks.map(({ name }) => name).join(", ")})
  --engine a,b    only these (${engines.map(({ name }) => name).join(", ")})
  --quick         short blocks: to see that it works, not to quote
  --hardware      on this machine's GPU instead of the software adapter; docs/ stays as it is
  --write         puts the tasks measured into docs/performance.md, where the others stay
  --json file     all figures, as numbers`;

/** A row of a catalogue for each name given, or all of them.
 * @template {{ name: string }} Row
 * @param {readonly Row[]} rows
 * @param {string | undefined} list
 * @param {(row: Row, name: string) => boolean} matches
 */
function chosen(rows, list, matches) {
  if (list === undefined) return [...rows];
  const names = list.split(",");
  const unknown = names.find((name) => !rows.some((row) => matches(row, name)));
  if (unknown !== undefined) throw new Error(`Nothing is called ${unknown}.\n${HELP}`);
  return rows.filter((row) => names.some((name) => matches(row, name)));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      task: { type: "string" },
      engine: { type: "string" },
      quick: { type: "boolean", default: false },
      hardware: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { task, engine, quick, hardware } = values;
  return {
    ...values,
    tasks: chosen(tasks, task, (row, name) => row.name.startsWith(name)),
    engines: chosen(engines, engine, (row, name) => row.name === name),
    // What the report is made of: everything, in full.
    whole: task === undefined && engine === undefined && !quick && !hardware,
  };
}

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(HELP);
    return;
  }
  process.chdir(path.resolve(import.meta.dirname, ".."));
  requireNode();
  for (const directory of [".", "bench"]) ensureInstalled(directory, { withDev: true });
  // Only now: what these import is installed above.
  const { ensureChromium } = await import("../scripts/browser.mjs");
  const { measureTask } = await import("./measure.mjs");
  const { describeMachine, gateTable, mergeReport, taskTable, writeReport } = await import(
    "./report.mjs"
  );
  const { serve } = await import("./serve.mjs");
  ensureChromium();
  const server = await serve();
  const results = [];
  try {
    for (const task of options.tasks) {
      const { engines: contenders, quick, hardware } = options;
      const result = await measureTask({ task, engines: contenders, quick, hardware, server });
      console.log(`\n${taskTable(result)}`);
      results.push(result);
    }
  } finally {
    await server.close();
  }
  const machine = describeMachine(results);
  console.log(`\n${machine}\n\n${gateTable(results)}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  }
  if (options.whole) writeReport(machine, results);
  else if (options.write && !options.hardware) mergeReport(results);
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
