/** The augmentation of sequences in plain loops; see `augment.ts`. */
import { normal, pcg4d, streams, unit } from "../core/random.ts";
import { numberOf } from "./attributes.ts";
import { type AugmentedRow, signedOf } from "./augment-row.ts";

/** Draws for each number lie apart from those for each example. */
const jitterStream = streams.augmentation + 256;

type Axes = readonly [number, number, number];

interface Change {
  readonly delay: number;
  readonly factor: number;
  readonly axis: Axes;
  readonly angle: number;
}

function changeOf({ attributes, step, row, length }: AugmentedRow): Change {
  const seed = numberOf(attributes, "seed");
  const [a, b, c, d] = pcg4d(seed, streams.augmentation, step, row * 2);
  const drawn = normal(seed, streams.augmentation, step, row * 2 + 1);
  // Uniform on the sphere: the height is uniform (Archimedes).
  const height = signedOf(b);
  const radius = Math.sqrt(Math.max(0, 1 - height ** 2));
  const around = 2 * Math.PI * unit(c);
  return {
    delay: numberOf(attributes, "timeShift") * length * signedOf(a),
    factor: 1 + numberOf(attributes, "scale") * drawn,
    axis: [radius * Math.cos(around), radius * Math.sin(around), height],
    angle: (numberOf(attributes, "axisRotation") / 180) * Math.PI * signedOf(d),
  };
}

/** Writes the raw values of a row of the batch; steps behind the length stay as they are. */
export function augmentSequence(row: AugmentedRow): void {
  const { attributes, shape, step, length, write } = row;
  const [time = 1, channels = 1] = shape;
  const change = changeOf(row);
  const seed = numberOf(attributes, "seed");
  const jitter = numberOf(attributes, "jitter");
  for (let f = 0; f < length * channels; f++) {
    const noise = normal(seed, jitterStream, step, row.row * time * channels + f);
    write(f, change.factor * moved(row, change, f), jitter * noise);
  }
}

function moved(row: AugmentedRow, { delay, axis, angle }: Change, feature: number): number {
  const [, channels = 1] = row.shape;
  const channel = feature % channels;
  // What came earlier is held at the first step, what comes later at the last.
  const at = Math.max(0, Math.min(row.length - 1, Math.floor(feature / channels) - delay));
  const value = (index: number) => between(row, at, index);
  if (angle === 0) return value(channel);
  return turned([value(0), value(1), value(2)], axis, angle)[channel] ?? 0;
}

function between({ shape, length, read }: AugmentedRow, at: number, channel: number): number {
  const [, channels = 1] = shape;
  const before = Math.floor(at);
  const after = Math.min(before + 1, length - 1);
  const part = at - before;
  return (1 - part) * read(before * channels + channel) + part * read(after * channels + channel);
}

/** Rodrigues: v cos + (k x v) sin + k (k . v) (1 - cos) */
function turned([x, y, z]: Axes, [a, b, c]: Axes, angle: number): Axes {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = (a * x + b * y + c * z) * (1 - cos);
  return [
    x * cos + (b * z - c * y) * sin + a * along,
    y * cos + (c * x - a * z) * sin + b * along,
    z * cos + (a * y - b * x) * sin + c * along,
  ];
}
