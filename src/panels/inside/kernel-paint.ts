/** Weights on canvases: tiles of colours that diverge from zero, or arrows of two weights each. */
import { mix, type Rgb, resolvedColor, rgbOf } from "../../ui/charts/colors.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { colorScale, type TileGrid, type Tiles } from "./kernel-tiles.ts";

/** Shades on either side of zero: more could not be told apart. */
const shades = 255;

/** An opaque pixel: red in the lowest byte. */
function pixelOf(color: Rgb): number {
  const [red, green, blue] = color.map(Math.round);
  return ((255 << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
}

interface Diverging {
  /** Shares of -1 to 1, evenly. */
  readonly pixels: Uint32Array;
  /** Of what is no number: the colour of ink. */
  readonly unknown: number;
}

/** Resolved for the theme in use, once for all weights. */
function divergingColors(): Diverging {
  const [negative, zero, positive] = [
    rgbOf("var(--run-1)"),
    rgbOf("var(--raised)"),
    rgbOf("var(--run-2)"),
  ];
  const pixels = Uint32Array.from({ length: 2 * shades + 1 }, (_, index) => {
    const share = index / shades - 1;
    return pixelOf(mix(zero, share < 0 ? negative : positive, Math.abs(share)));
  });
  return { pixels, unknown: pixelOf(rgbOf("var(--ink)")) };
}

/** `share` from -1 to 1. */
function divergingPixel({ pixels, unknown }: Diverging, share: number): number {
  if (Number.isNaN(share)) return unknown;
  return pixels[Math.round((Math.max(-1, Math.min(1, share)) + 1) * shades)] ?? unknown;
}

/** One for all tiles: it is copied from at once, and making a canvas costs more than filling it. */
let scratch: OffscreenCanvas | null = null;

function tileImage(
  tiles: Tiles,
  values: Float32Array,
  offset: number,
  largest: number,
  colors: Diverging,
): OffscreenCanvas {
  const { rows, columns, rowStride, columnStride } = tiles;
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[offset + row * rowStride + column * columnStride] ?? Number.NaN;
      pixels[row * columns + column] = divergingPixel(colors, value / largest);
    }
  }
  scratch ??= new OffscreenCanvas(columns, rows);
  scratch.width = columns;
  scratch.height = rows;
  scratch.getContext("2d")?.putImageData(image, 0, 0);
  return scratch;
}

/** `largest`: the weight of the full colour; null: each tile its own. */
export function drawTiles(
  context: CanvasRenderingContext2D,
  tiles: Tiles,
  values: Float32Array,
  grid: TileGrid,
  largest: number | null,
): void {
  const colors = divergingColors();
  for (const [index, offset] of tiles.offsets.entries()) {
    const most = largest ?? colorScale(tiles, values, [offset]);
    const left = (index % grid.across) * (grid.width + grid.gap);
    const top = Math.floor(index / grid.across) * (grid.height + grid.gap);
    // More weights than pixels are averaged; fewer keep their edges.
    context.imageSmoothingEnabled = tiles.columns > grid.width || tiles.rows > grid.height;
    const image = tileImage(tiles, values, offset, most, colors);
    context.drawImage(image, left, top, grid.width, grid.height);
  }
}

export interface ArrowStyle {
  /** The weight of the full reach. */
  readonly largest: number;
  readonly color: string;
  /** Of the two inputs. */
  readonly names: readonly string[];
}

/** [2, units]: an arrow a unit from the middle, x to the right and y upwards. */
export function drawArrows(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  values: Float32Array,
  { largest, color, names }: ArrowStyle,
): void {
  const units = values.length / 2;
  const middle = { x: width / 2, y: height / 2 };
  const reach = Math.min(width, height) / 2 - 8;
  context.strokeStyle = resolvedColor("var(--rule)");
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(middle.x - reach, middle.y);
  context.lineTo(middle.x + reach, middle.y);
  context.moveTo(middle.x, middle.y - reach);
  context.lineTo(middle.x, middle.y + reach);
  context.stroke();
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  context.fillStyle = resolvedColor("var(--ink-3)");
  context.textBaseline = "middle";
  context.fillText(names[0] ?? "", middle.x + reach + 6, middle.y);
  context.fillText(names[1] ?? "", middle.x + 6, middle.y - reach);
  context.strokeStyle = resolvedColor(color);
  context.lineWidth = 1.5;
  for (let unit = 0; unit < units; unit++) {
    const x = ((values[unit] ?? 0) / largest) * reach;
    const y = (-(values[units + unit] ?? 0) / largest) * reach;
    if (Number.isFinite(x + y)) drawArrow(context, middle, { x, y });
  }
}

function drawArrow(
  context: CanvasRenderingContext2D,
  from: { readonly x: number; readonly y: number },
  by: { readonly x: number; readonly y: number },
): void {
  const length = Math.hypot(by.x, by.y);
  const head = Math.min(6, length / 2);
  const angle = Math.atan2(by.y, by.x);
  const tip = { x: from.x + by.x, y: from.y + by.y };
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(tip.x, tip.y);
  for (const side of [-0.45, 0.45]) {
    context.moveTo(tip.x, tip.y);
    context.lineTo(tip.x - head * Math.cos(angle + side), tip.y - head * Math.sin(angle + side));
  }
  context.stroke();
}
