/** What the document's data look like to a network, known before the engine has loaded them. */
import { generate } from "../data/generators/index.ts";
import type { Targets } from "../engine/core/dataset.ts";
import type { Shape } from "../engine/core/shape.ts";
import { describeNetwork } from "../nn/describe.ts";
import { losses } from "../spec/catalogue.ts";
import type { Preprocessing } from "../spec/data-catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { DataSpec, Experiment, GeneratedSpec, SourceSpec } from "../spec/experiment.ts";
import { edit, useDocument } from "./document.ts";
import { remedied } from "./network.ts";
import { useRuns } from "./runs.ts";

export interface DataShape {
  readonly inputShape: Shape;
  readonly targets: Targets;
}

const known = new Map<string, DataShape>();
/** Enough to know the shape; a generator's examples do not depend on one another. */
const fewestPoints = 10;

/** null for data that is not generated. */
export function generatedSource(source: SourceSpec): GeneratedSpec | null {
  switch (source.kind) {
    case "file":
    case "remote":
    case "arrays":
      return null;
    default:
      return source;
  }
}

/** The shape of a generated set: found once for each choice of its fields. */
export function generatedShape(source: GeneratedSpec): DataShape {
  const small = { ...source, points: fewestPoints };
  const key = JSON.stringify(small);
  const found = known.get(key);
  if (found) return found;
  const { inputShape, targets } = generate(small, 1);
  const shape = { inputShape, targets };
  known.set(key, shape);
  return shape;
}

/** Remembers what an import found, for as long as the page is open. */
export function rememberShape(source: SourceSpec, { inputShape, targets }: DataShape): void {
  known.set(JSON.stringify(source), { inputShape, targets });
}

/** The shape of the document's data; of own data never seen here, that of the data at hand. */
export function useDataShape(): DataShape | null {
  const source = useDocument((state) => state.experiment.data.source);
  const loaded = useRuns((state) => state.dataset);
  const generated = generatedSource(source);
  if (generated) return generatedShape(generated);
  return known.get(JSON.stringify(source)) ?? loaded;
}

/** A fix may show the next fault: input, output and loss are three. */
const mostFixes = 4;

/** Makes the ends of the network fit the data: flat input, as many outputs as needed, a loss for them. */
function fitNetwork(draft: Experiment, { inputShape, targets }: DataShape): void {
  for (let fix = 0; fix < mostFixes; fix++) {
    const { layers } = describeNetwork(draft, inputShape, targets);
    const remedy = layers.find((layer) => layer.fault !== null)?.remedy;
    if (!remedy) return;
    remedied(draft, remedy);
  }
}

export interface DataChoice {
  readonly source: SourceSpec;
  readonly shape: DataShape;
  /** null: what the document says already. */
  readonly preprocessing: Preprocessing | null;
  /** What suits the data. Left out: as the document says, unless that asks for subjects in vain. */
  readonly split?: DataSpec["split"];
}

/** Only people's movements are generated with subjects. */
function splitFor({ source, split }: DataChoice, before: DataSpec["split"]): DataSpec["split"] {
  if (split !== undefined) return split;
  return before === "subject" && source.kind !== "motion" ? "stratified" : before;
}

/**
 * Takes other data into the document. Input and output of the network follow, in the same step of
 * undo. `field` names what is edited, as `noise`, where quick repetition should be one step.
 */
export function chooseData(choice: DataChoice, field: string | null = null): void {
  const { source, shape, preprocessing } = choice;
  edit(
    (draft) => {
      draft.data.source = source;
      draft.data.fitted = null;
      if (preprocessing !== null) draft.data.preprocessing = preprocessing;
      draft.data.split = splitFor(choice, draft.data.split);
      // Squared error was there for values; classes train better with their own loss.
      const classes = shape.targets.kind === "classes";
      const wasValues = useRuns.getState().dataset?.targets.kind === "values";
      if (classes && wasValues && draft.loss.kind === "meanSquaredError") {
        draft.loss = rowDefault(losses, "softmaxCrossEntropy");
      }
      fitNetwork(draft, shape);
    },
    field === null ? null : `data.source.${field}`,
  );
}
