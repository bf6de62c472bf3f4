import { useMemo } from "react";
import { datasetInfo } from "../../data/info.ts";
import { DataLibrary, loadDataset } from "../../data/load.ts";
import type { DataSpec } from "../../spec/experiment.ts";
import { generatedSource } from "../../stores/data-shape.ts";
import { useRuns } from "../../stores/runs.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";

/** A preview shows no more, and images take their time to be made. */
const mostPoints = 2000;
const mostImages = 60;

function generatedInfo(data: DataSpec): DatasetInfo | null {
  const source = generatedSource(data.source);
  if (!source) return null;
  const most = source.kind === "digits" ? mostImages : mostPoints;
  const few = { ...source, points: Math.min(source.points, most) };
  const { dataset, warnings } = loadDataset({ ...data, source: few }, new DataLibrary());
  return datasetInfo(dataset, warnings);
}

/**
 * The data that the document says. While the weights still belong to other data, those are what the
 * engine knows: generated data are then made here as well.
 */
export function usePreview(data: DataSpec): DatasetInfo | null {
  const loaded = useRuns((state) => state.dataset);
  const stale = useRuns((state) => state.stale);
  return useMemo(() => (stale ? (generatedInfo(data) ?? loaded) : loaded), [stale, data, loaded]);
}
