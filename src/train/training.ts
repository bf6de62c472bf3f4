/**
 * A document compiled for training: every run with each of its seeds is a member, and members whose
 * networks are alike form a cohort that is trained in the same dispatches.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import { networkOf } from "../nn/structure.ts";
import { asBuilt } from "../spec/defaults.ts";
import type { Experiment, NetworkSpec, RunSpec } from "../spec/experiment.ts";
import { compileExperiment, type Program, type StartWeights } from "./program.ts";

export interface CohortProgram {
  readonly program: Program;
  /** Places of its runs among all members. */
  readonly members: readonly number[];
}

export interface Training {
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  /** Run r with its k-th seed, from 0, stands at r * seeds + k. */
  readonly members: readonly RunSpec[];
  /** In the order of their first members. */
  readonly cohorts: readonly CohortProgram[];
  readonly batch: number;
  readonly stepsPerEpoch: number;
  readonly stepLimit: number;
  /** Steps between evaluations. */
  readonly evaluateEvery: number;
  /** Whether something follows from evaluations, so that steps wait for them. */
  readonly attentive: boolean;
  /** Weights that are not drawn, by name. */
  readonly start: StartWeights;
}

const seedCount = 2 ** 32;

/** Every run with seeds that follow its own. */
function membersOf({ runs, training }: Experiment): RunSpec[] {
  const seeds = Array.from({ length: training.seeds }, (_, index) => index);
  return runs.flatMap((run) =>
    seeds.map((index) => ({ ...run, seed: (run.seed + index) % seedCount })),
  );
}

/** The networks of a document with the members that have each. */
export function networksOf(
  experiment: Experiment,
): { readonly network: NetworkSpec; readonly members: readonly number[] }[] {
  const found = new Map<string, { network: NetworkSpec; members: number[] }>();
  for (const [member, { structure }] of membersOf(experiment).entries()) {
    const network = networkOf(experiment.network, structure);
    const key = JSON.stringify(network);
    const known = found.get(key);
    if (known) known.members.push(member);
    else found.set(key, { network, members: [member] });
  }
  return [...found.values()];
}

/** Documents of one network each, whose runs are the members that have it. */
export function cohortExperiments(
  experiment: Experiment,
): { readonly experiment: Experiment; readonly members: readonly number[] }[] {
  const all = membersOf(experiment);
  const training = { ...experiment.training, seeds: 1 };
  return networksOf(experiment).map(({ network, members }) => {
    const runs = all
      .filter((_, member) => members.includes(member))
      .map((run) => ({ ...run, structure: asBuilt() }));
    return { experiment: { ...experiment, network, training, runs }, members };
  });
}

/** Throws a Fault when a network does not fit its data. */
export function compileTraining(
  experiment: Experiment,
  dataset: DataSet,
  start: StartWeights = new Map(),
): Training {
  const cohorts = cohortExperiments(experiment).map(({ experiment: own, members }) => ({
    program: compileExperiment(own, dataset, start),
    members,
  }));
  return assembled(experiment, membersOf(experiment), cohorts);
}

/** The training of a program that was compiled by itself, with one seed a run. */
export function trainingOf(program: Program): Training {
  const { runs } = program.experiment;
  return assembled(program.experiment, runs, [{ program, members: [...runs.keys()] }]);
}

function assembled(
  experiment: Experiment,
  members: readonly RunSpec[],
  cohorts: readonly CohortProgram[],
): Training {
  const [first] = cohorts;
  if (!first) throw new Error("training: expected at least one run");
  const { dataset, start, batch, stepsPerEpoch, stepLimit, evaluateEvery } = first.program;
  const attentive = cohorts.some(({ program }) => program.attentive);
  const sizes = { batch, stepsPerEpoch, stepLimit, evaluateEvery };
  return { experiment, members, cohorts, dataset, start, ...sizes, attentive };
}

/** One value a run of the document: that of its first seed. */
export function firstSeeds<T>(experiment: Experiment, byMember: readonly T[]): T[] {
  return byMember.filter((_, member) => member % experiment.training.seeds === 0);
}
