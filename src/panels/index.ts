/** The registry: every panel and where it stands. A new panel is a folder and a line here. */
import type { ComponentType } from "react";
import type { ResultView } from "../stores/ui.ts";
import { later } from "../ui/Later.tsx";
import { ChartsPanel } from "./charts/ChartsPanel.tsx";
import { CheckpointsPanel } from "./checkpoints/CheckpointsPanel.tsx";
import { SessionOffer } from "./checkpoints/SessionOffer.tsx";
import { CircuitsPanel } from "./circuits/CircuitsPanel.tsx";
import { DataPanel } from "./data/DataPanel.tsx";
import { InitializerLabPanel } from "./initializer-lab/InitializerLabPanel.tsx";
import { LabChooser } from "./labs/LabChooser.tsx";
import { NetworkPanel } from "./network/NetworkPanel.tsx";
import { Notices } from "./notices/Notices.tsx";
import { OutputPanel } from "./output/OutputPanel.tsx";
import { SurfaceLabPanel } from "./surface-lab/SurfaceLabPanel.tsx";
import { BatchesPanel } from "./training/BatchesPanel.tsx";
import { RunsPanel } from "./training/RunsPanel.tsx";
import { TransportBar } from "./transport/TransportBar.tsx";

// Views that are not shown on arrival are fetched when they are first opened.
const ChecksPanel = later(() =>
  import("./checks/ChecksPanel.tsx").then((file) => file.ChecksPanel),
);
const ComparePanel = later(() =>
  import("./compare/ComparePanel.tsx").then((file) => file.ComparePanel),
);
const PastPanel = later(() => import("./compare/PastPanel.tsx").then((file) => file.PastPanel));
const ResultsPanel = later(() =>
  import("./compare/ResultsPanel.tsx").then((file) => file.ResultsPanel),
);
const ExamplesPanel = later(() =>
  import("./examples/ExamplesPanel.tsx").then((file) => file.ExamplesPanel),
);
const InsidePanel = later(() =>
  import("./inside/InsidePanel.tsx").then((file) => file.InsidePanel),
);
const OperationsPanel = later(() =>
  import("./operations/OperationsPanel.tsx").then((file) => file.OperationsPanel),
);
const SearchPanel = later(() =>
  import("./search/SearchPanel.tsx").then((file) => file.SearchPanel),
);

/** Columns of the page from left to right; `transport` lies over them, `notices` float. */
export const slots = ["transport", "data", "network", "training", "results", "notices"] as const;
export type Slot = (typeof slots)[number];

export interface PanelEntry {
  readonly id: string;
  readonly slot: Slot;
  /** Of the results: which of their views it stands in. */
  readonly view?: ResultView;
  readonly component: ComponentType;
}

/** In each slot from top to bottom. */
export const panels: readonly PanelEntry[] = [
  { id: "transport", slot: "transport", component: TransportBar },
  { id: "session-offer", slot: "transport", component: SessionOffer },
  { id: "data", slot: "data", component: DataPanel },
  { id: "network", slot: "network", component: NetworkPanel },
  { id: "runs", slot: "training", component: RunsPanel },
  { id: "batches", slot: "training", component: BatchesPanel },
  { id: "checkpoints", slot: "training", component: CheckpointsPanel },
  { id: "charts", slot: "results", view: "curves", component: ChartsPanel },
  { id: "output", slot: "results", view: "curves", component: OutputPanel },
  { id: "examples", slot: "results", view: "examples", component: ExamplesPanel },
  { id: "inside", slot: "results", view: "inside", component: InsidePanel },
  { id: "checks", slot: "results", view: "checks", component: ChecksPanel },
  { id: "search", slot: "results", view: "search", component: SearchPanel },
  { id: "compare", slot: "results", view: "compare", component: ComparePanel },
  { id: "results", slot: "results", view: "compare", component: ResultsPanel },
  { id: "past", slot: "results", view: "compare", component: PastPanel },
  { id: "operations", slot: "results", view: "operations", component: OperationsPanel },
  { id: "lab-chooser", slot: "results", view: "labs", component: LabChooser },
  { id: "circuits", slot: "results", view: "labs", component: CircuitsPanel },
  { id: "surface-lab", slot: "results", view: "labs", component: SurfaceLabPanel },
  { id: "initializer-lab", slot: "results", view: "labs", component: InitializerLabPanel },
  { id: "notices", slot: "notices", component: Notices },
];
