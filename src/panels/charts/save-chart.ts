/** Takes a chart along: as a picture, as a drawing, as its values. */
import { t } from "../../i18n/index.ts";
import type { Experiment } from "../../spec/experiment.ts";
import type { Ghost } from "../../stores/past-runs.ts";
import { drawChart } from "./chart-data.ts";
import { axisText, chartTitle, tickTextOf, unitText } from "./chart-text.ts";
import {
  type ChartSource,
  type ChartView,
  isChecked,
  isInspected,
  shownRuns,
} from "./chart-view.ts";
import { chartCsv } from "./csv.ts";
import { pictureSvg } from "./picture.ts";

export interface SavedChart {
  readonly source: ChartSource;
  readonly view: ChartView;
  readonly names: readonly string[];
  readonly ghosts: readonly Ghost[];
  readonly experiment: Experiment;
}

/** Of the plot in a saved picture, in pixels: as on half a page. */
const pictureSize = { width: 800, height: 420 } as const;
const pngScale = 2;

/** Letters, digits and marks that every file system takes. */
function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^-+|-+$/g, "");
}

/** "spiral-loss-2026-11-21": experiment, metric and day. */
export function fileStem(title: string, metric: string, date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const kebab = metric.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [plainName(title) || "trainyard", kebab, day].join("-");
}

/** The literal colours of the theme shown, each asked for once. */
function colourReader(): { resolve: (color: string) => string; done: () => void } {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const known = new Map<string, string>();
  const read = (color: string) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };
  return {
    resolve: (color) => {
      const found = known.get(color) ?? read(color);
      known.set(color, found);
      return found;
    },
    done: () => probe.remove(),
  };
}

/** Past runs look alike: together they are one kind of line, which the name of a single one tells. */
function pastEntries(ghosts: readonly Ghost[]): { run: null; name: string }[] {
  const [only] = ghosts;
  if (!only) return [];
  const name = ghosts.length > 1 ? t("charts.ghosts") : t("charts.ghost", { name: only.name });
  return [{ run: null, name }];
}

function chartSvg({ source, view, names, ghosts, experiment }: SavedChart): string {
  const drawing = drawChart(source, view, pictureSize, ghosts);
  const { resolve, done } = colourReader();
  const svg = pictureSvg({
    title: chartTitle(view),
    subtitle: experiment.title,
    xLabel: axisText(drawing.axis),
    yText: tickTextOf(view),
    parts: isChecked(view.metric)
      ? { training: t("charts.training"), validation: t("charts.validation") }
      : null,
    legend: [
      ...shownRuns(source, view).map((run) => ({ run, name: names[run] ?? String(run + 1) })),
      ...pastEntries(ghosts),
    ],
    drawing,
    size: pictureSize,
    resolve,
  });
  done();
  return svg;
}

export function chartValues({ source, view, names, experiment }: SavedChart): string {
  const metric = unitText(view);
  const run = (index: number) => names[index] ?? String(index + 1);
  const seed = (index: number, offset: number) => (experiment.runs[index]?.seed ?? 0) + offset;
  const part = (word: string) => (index: number, offset: number) =>
    t("charts.columnName", {
      run: run(index),
      seed: String(seed(index, offset)),
      part: word,
      metric,
    });
  return chartCsv(source, view.metric, view.measures, {
    axes: [
      t("charts.columnStep"),
      t("charts.columnEpoch"),
      t("charts.columnSeconds"),
      t("charts.columnExamples"),
    ],
    training: isInspected(view.metric)
      ? (index) => t("charts.columnPlain", { run: run(index), metric })
      : part(t("charts.partTraining")),
    validation: part(t("charts.partValidation")),
  });
}

async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = pngScale * image.width;
    canvas.height = pngScale * image.height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("PNG"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function saveFile(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export const chartFormats = ["png", "svg", "csv"] as const;
export type ChartFormat = (typeof chartFormats)[number];

export async function saveChart(chart: SavedChart, format: ChartFormat): Promise<void> {
  const stem = fileStem(chart.experiment.title, chart.view.metric, new Date());
  saveFile(`${stem}.${format}`, await blobOf(chart, format));
}

async function blobOf(chart: SavedChart, format: ChartFormat): Promise<Blob> {
  switch (format) {
    case "png":
      return await pngOf(chartSvg(chart));
    case "svg":
      return new Blob([chartSvg(chart)], { type: "image/svg+xml" });
    case "csv":
      // The mark at the start tells spreadsheets that the header is Unicode.
      return new Blob(["\uFEFF", chartValues(chart), "\n"], { type: "text/csv" });
  }
}
