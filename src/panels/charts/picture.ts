/** A chart as a picture of its own: an SVG that needs neither this page's styles nor its fonts. */
import { tickText } from "../../ui/charts/axis.ts";
import { bandPath } from "../../ui/charts/band-path.ts";
import { linePath } from "../../ui/charts/line-path.ts";
import { isOpen, markAt, marksPath } from "../../ui/charts/marker-path.ts";
import { plotArea, xPixel, yPixel } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { runStyle } from "../../ui/run-style.ts";
import type { ChartDrawing } from "./chart-data.ts";

export interface PictureEntry {
  /** null: runs of the past, which all look alike. */
  readonly run: number | null;
  readonly name: string;
}

export interface Picture {
  readonly title: string;
  /** Of the experiment; empty: none. */
  readonly subtitle: string;
  readonly xLabel: string;
  readonly yText: (value: number) => string;
  /** What the thin and the marked curves are; null: there is one kind only. */
  readonly parts: { readonly training: string; readonly validation: string } | null;
  /** What there are curves of. */
  readonly legend: readonly PictureEntry[];
  readonly drawing: ChartDrawing;
  /** Of the plot, without head and legend. */
  readonly size: Size;
  /** The literal colour of a custom property, as it is in the theme shown. */
  readonly resolve: (color: string) => string;
}

const fontFamily = "Helvetica Neue, Helvetica, Arial, PingFang SC, Microsoft YaHei, sans-serif";
const headHeight = 44;
const rowHeight = 20;
/** Pixels of a letter, generously: text cannot be measured here. */
const letterWidth = 6.2;
const wideLetterWidth = 12;
const padding = 12;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, inner = "") {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(`${value}`)}"`);
  return `<${name}${list.join("")}>${inner}</${name}>`;
}

interface TextStyle {
  readonly color: string;
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly weight?: number;
}

function text(x: number, y: number, words: string, style: TextStyle): string {
  const { color, size = 11, anchor = "start", weight = 400 } = style;
  return element(
    "text",
    { x, y, fill: color, "font-size": size, "font-weight": weight, "text-anchor": anchor },
    escaped(words),
  );
}

function frame({ drawing: { axes }, size, xLabel, yText, resolve }: Picture): string {
  const area = plotArea(size);
  const bottom = area.top + area.height;
  const right = area.left + area.width;
  const faint = resolve("var(--ink-3)");
  const line = (x1: number, y1: number, x2: number, y2: number, color: string) =>
    element("line", { x1, y1, x2, y2, stroke: resolve(color), "stroke-width": 1 });
  const rows = axes.y.ticks.map((tick) => {
    const y = yPixel(tick, axes.y, axes.yKind, area);
    const label = text(area.left - 8, y + 4, yText(tick), { color: faint, anchor: "end" });
    return line(area.left, y, right, y, "var(--rule)") + label;
  });
  const labelStart = right - 8 - widthOf(xLabel);
  const columns = axes.x.ticks.map((tick) => {
    const x = xPixel(tick, axes.x, area);
    const mark = line(x, bottom, x, bottom + 4, "var(--rule-strong)");
    const middle = { color: faint, anchor: "middle" } as const;
    return x < labelStart ? mark + text(x, bottom + 15, tickText(tick), middle) : mark;
  });
  return [
    ...rows,
    line(area.left, bottom, right, bottom, "var(--rule-strong)"),
    ...columns,
    text(right, bottom + 15, xLabel, { color: faint, anchor: "end" }),
  ].join("");
}

/** As on the page: whatever the run, a ghost is faint and dashed. */
function ghostStroke(resolve: Picture["resolve"]) {
  return {
    fill: "none",
    stroke: resolve("var(--ink-3)"),
    "stroke-opacity": 0.55,
    "stroke-dasharray": "4 4",
  };
}

function curves({ drawing, size, resolve }: Picture): string {
  const { axes, lines, bands, ghosts, guide } = drawing;
  const area = plotArea(size);
  const guides = [guide].flatMap((value) => {
    if (value === null) return [];
    const d = `M${area.left} ${yPixel(value, axes.y, axes.yKind, area)}h${area.width}`;
    return element("path", { d, stroke: resolve("var(--accent)"), "stroke-dasharray": "1 3" });
  });
  const past = ghosts.map(({ points, part }) =>
    element("path", {
      d: linePath(points, axes, size),
      "stroke-width": part === "training" ? 1 : 1.5,
      ...ghostStroke(resolve),
    }),
  );
  const areas = bands.map((band) =>
    element("path", {
      d: bandPath(band, axes, size),
      fill: resolve(band.color),
      "fill-opacity": band.opacity,
    }),
  );
  const strokes = lines.map((line) =>
    element("path", {
      d: linePath(line.points, axes, size),
      fill: "none",
      stroke: resolve(line.color),
      "stroke-width": line.width,
      "stroke-opacity": line.opacity,
      "stroke-linejoin": "round",
      ...(line.dash === "" ? {} : { "stroke-dasharray": line.dash }),
    }),
  );
  return [...past, ...guides, ...areas, ...strokes].join("");
}

function marks({ drawing: { lines, axes }, size, resolve }: Picture): string {
  return lines
    .flatMap((line) => {
      if (line.marker === null) return [];
      const open = isOpen(line.marker);
      const color = resolve(line.color);
      return element("path", {
        d: marksPath(line, line.marker, size, axes),
        fill: open ? "none" : color,
        stroke: open ? color : resolve("var(--surface)"),
        "stroke-width": open ? 2 : 1,
        opacity: line.opacity,
      });
    })
    .join("");
}

/** Chinese letters are as wide as they are high. */
function widthOf(words: string): number {
  const wide = words.match(/[\u2e80-\uffff]/g)?.length ?? 0;
  return wide * wideLetterWidth + (words.length - wide) * letterWidth;
}

interface LegendPlace extends PictureEntry {
  readonly x: number;
  readonly row: number;
}

/** From left to right, in as many rows as are needed. */
function legendPlaces(entries: readonly PictureEntry[], width: number): LegendPlace[] {
  let x = padding;
  let row = 0;
  return entries.map((entry) => {
    const needed = 36 + widthOf(entry.name) + 16;
    if (x > padding && x + needed > width - padding) {
      x = padding;
      row++;
    }
    const place = { ...entry, x, row };
    x += needed;
    return place;
  });
}

function legendMark(run: number, x: number, y: number, resolve: Picture["resolve"]): string {
  const { color, dash, marker } = runStyle(run);
  const stroke = { stroke: resolve(color), "stroke-width": 2, fill: "none" };
  const dashes = dash === "" ? {} : { "stroke-dasharray": dash };
  const filled = isOpen(marker) ? {} : { fill: resolve(color), stroke: "none" };
  return [
    element("path", { d: `M${x} ${y}h28`, ...stroke, ...dashes }),
    element("path", { d: markAt(marker, x + 14, y), ...stroke, ...filled }),
  ].join("");
}

function legend(places: readonly LegendPlace[], top: number, { resolve }: Picture): string {
  return places
    .map(({ run, name, x, row }) => {
      const y = top + row * rowHeight;
      const mark =
        run === null
          ? element("path", { d: `M${x} ${y}h28`, "stroke-width": 1.5, ...ghostStroke(resolve) })
          : legendMark(run, x, y, resolve);
      return mark + text(x + 36, y + 4, name, { color: resolve("var(--ink)"), size: 12 });
    })
    .join("");
}

/** What thin and marked curves are, at the right end of the head. */
function partsKey({ parts, size, resolve }: Picture): string {
  if (!parts) return "";
  const color = resolve("var(--ink-2)");
  const right = size.width - padding;
  const marked = right - widthOf(parts.validation) - 26;
  const plain = marked - widthOf(parts.training) - 42;
  const stroke = (x: number, width: number) =>
    element("path", { d: `M${x} 18h18`, stroke: color, "stroke-width": width, fill: "none" });
  return [
    stroke(plain, 1.25),
    text(plain + 24, 22, parts.training, { color }),
    stroke(marked, 2),
    element("path", { d: markAt("circle", marked + 9, 18), fill: color }),
    text(marked + 24, 22, parts.validation, { color }),
  ].join("");
}

/** The text of the SVG. */
export function pictureSvg(picture: Picture): string {
  const { size, title, subtitle, resolve } = picture;
  const area = plotArea(size);
  const places = picture.legend.length > 1 ? legendPlaces(picture.legend, size.width) : [];
  const rows = places.length === 0 ? 0 : (places.at(-1)?.row ?? 0) + 1;
  const height = headHeight + size.height + rows * rowHeight + (rows > 0 ? padding : 0);
  const clip = element(
    "clipPath",
    { id: "plot" },
    element("rect", { x: area.left, y: area.top, width: area.width, height: area.height }),
  );
  const plot = [
    clip,
    frame(picture),
    element("g", { "clip-path": "url(#plot)" }, curves(picture)),
    marks(picture),
  ].join("");
  const head = [
    element("rect", { width: size.width, height, fill: resolve("var(--surface)") }),
    text(padding, 22, title, { color: resolve("var(--ink)"), size: 15, weight: 600 }),
    subtitle === "" ? "" : text(padding, 37, subtitle, { color: resolve("var(--ink-3)") }),
    partsKey(picture),
  ].join("");
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: size.width,
      height,
      viewBox: `0 0 ${size.width} ${height}`,
      "font-family": fontFamily,
      role: "img",
      "aria-label": subtitle === "" ? title : `${title}: ${subtitle}`,
    },
    head +
      element("g", { transform: `translate(0 ${headHeight})` }, plot) +
      legend(places, headHeight + size.height + rowHeight / 2, picture),
  );
}
