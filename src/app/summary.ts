import { rowWords } from "../i18n/catalogue.ts";
import { t } from "../i18n/index.ts";
import { datasets } from "../spec/data-catalogue.ts";
import type { Experiment, SourceSpec } from "../spec/experiment.ts";

function sourceName(source: SourceSpec): string {
  if ("name" in source) return source.name;
  if (source.kind === "remote") return source.id;
  return Object.hasOwn(datasets, source.kind) ? rowWords("datasets", source.kind).label : "";
}

/** An experiment in one line: "Spiral, 4 layers, 1 run". */
export function experimentSummary({ title, data, network, runs }: Experiment): string {
  const words = t("openLink.summary", {
    data: sourceName(data.source),
    layers: t("units.layers", { count: network.layers.length }),
    runs: t("units.runs", { count: runs.length }),
  });
  return title === "" ? words : `${title} (${words})`;
}
