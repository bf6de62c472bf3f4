import { useMemo } from "react";
import { datasetInfo } from "../../data/info.ts";
import { DataLibrary, loadDataset } from "../../data/load.ts";
import type { DataSpec, GeneratedSpec } from "../../spec/experiment.ts";
import { generatedSource } from "../../stores/data-shape.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { useImport } from "./import-flow.ts";

/** Points are made at once; images and sequences take their time, and a preview shows few. */
function mostExamples({ kind }: GeneratedSpec): number {
  switch (kind) {
    case "digits":
      return 60;
    case "motion":
      return 120;
    case "echo":
    case "adding":
    case "parity":
      return 400;
    default:
      return Number.POSITIVE_INFINITY;
  }
}

export interface ShownData {
  readonly info: DatasetInfo;
  /** Whether its counts are those of the whole set; a part of it was made just to be looked at. */
  readonly counted: boolean;
}

function generatedInfo(data: DataSpec): ShownData | null {
  const source = generatedSource(data.source);
  if (!source) return null;
  const points = Math.min(source.points, mostExamples(source));
  const few = { ...data, source: { ...source, points } };
  const { dataset, warnings } = loadDataset(few, new DataLibrary());
  return { info: datasetInfo(dataset, warnings), counted: points === source.points };
}

/**
 * The data that the document says. While the weights still belong to other data, those are what the
 * engine knows: generated data are then made here as well, and of files that is shown which was found
 * when they were read.
 */
export function usePreview(data: DataSpec): ShownData | null {
  const loaded = useRuns((state) => state.dataset);
  const stale = useRuns((state) => state.stale);
  const read = useImport((state) => state.read);
  // Augmentation and what was fitted change none of the examples, however often they change.
  const key = stale ? JSON.stringify({ ...data, augmentation: null, fitted: null }) : "";
  return useMemo(() => {
    const engine = loaded && { info: loaded, counted: true };
    if (key === "") return engine;
    const { data: now } = useDocument.getState().experiment;
    const isRead = JSON.stringify(read?.source) === JSON.stringify(now.source);
    if (read && isRead) return { info: read.info, counted: true };
    return generatedInfo(now) ?? engine;
  }, [key, loaded, read]);
}
