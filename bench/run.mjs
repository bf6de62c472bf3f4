// Measures Trainyard beside its peers: npm run bench [-- --task a,b --engine gpu,jax-webgpu --quick --json file]
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, requireNode } from "../scripts/install.mjs";
import { contendersOf, studies } from "./studies.mjs";
import { engines, tasks } from "./tasks.mjs";

const HELP = `npm run bench -- [options]
  --task a,b      only tasks whose names start with these (${tasks.map(({ name }) => name).join(", ")})
  --engine a,b    only these (${engines.map(({ name }) => name).join(", ")})
  --study a,b     only these of Trainyard against itself, and no peers (${studies.map(({ name }) => name).join(", ")})
  --quick         short blocks: to see that it works, not to quote
  --hardware      on this machine's GPU instead of the software adapter; docs/ stays as it is
  --write         puts what was measured into docs/performance.md, where the rest stays
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
      study: { type: "string" },
      quick: { type: "boolean", default: false },
      hardware: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { task, engine, study, quick, hardware } = values;
  const everything = task === undefined && engine === undefined && study === undefined;
  const chosenTasks = chosen(tasks, task, (row, name) => row.name.startsWith(name));
  return {
    ...values,
    tasks: chosenTasks,
    engines: chosen(engines, engine, (row, name) => row.name === name),
    races: study === undefined ? chosenTasks : [],
    studies:
      everything || study !== undefined
        ? chosen(studies, study, (row, name) => row.name === name)
        : [],
    // What the report is made of: everything, in full.
    whole: everything && !quick && !hardware,
  };
}

/** @typedef {ReturnType<typeof readOptions>} Options */
/** @typedef {Awaited<ReturnType<typeof import("./serve.mjs").serve>>} Server */

/** All chosen engines on each chosen task. @param {Options} options @param {Server} server */
async function race({ races, engines: contenders, quick, hardware }, server) {
  const { measureTask } = await import("./measure.mjs");
  const { taskTable } = await import("./report.mjs");
  const results = [];
  for (const task of races) {
    const result = await measureTask({ task, engines: contenders, quick, hardware, server });
    console.log(`\n${taskTable(result)}`);
    results.push(result);
  }
  return results;
}

/** Trainyard against itself. @param {Options} options @param {Server} server */
async function studyAll({ studies: all, tasks: wanted, quick, hardware }, server) {
  const { measureTask } = await import("./measure.mjs");
  const { studyTable } = await import("./studies-report.mjs");
  const studied = [];
  for (const study of all) {
    const results = [];
    for (const task of wanted.filter(({ name }) => study.tasks.includes(name))) {
      const { milliseconds } = study;
      const contenders = contendersOf(study);
      const request = { task, engines: contenders, quick, hardware, server, milliseconds };
      results.push(await measureTask(request));
    }
    console.log(`\n${study.name}\n\n${studyTable(study, results)}`);
    studied.push({ study, results });
  }
  return studied;
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
  const { describeMachine, gateTable, mergeReport, writeReport } = await import("./report.mjs");
  const { writeStudy } = await import("./studies-report.mjs");
  const { serve } = await import("./serve.mjs");
  ensureChromium();
  const server = await serve();
  try {
    const results = await race(options, server);
    const studied = await studyAll(options, server);
    const machine = describeMachine([...results, ...studied.flatMap((each) => each.results)]);
    console.log(`\n${machine}`);
    if (results.length > 0) console.log(`\n${gateTable(results)}`);
    if (options.json !== undefined) {
      writeFileSync(options.json, `${JSON.stringify({ machine, results, studied }, null, 2)}\n`);
    }
    if (options.whole) writeReport(machine, results);
    else if (options.write && !options.hardware && results.length > 0) mergeReport(results);
    if (options.whole || (options.write && !options.hardware)) {
      for (const { study, results: measured } of studied) writeStudy(machine, study, measured);
    }
  } finally {
    await server.close();
  }
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
