/** Examples that are images, painted as they are: greys or colours. */

interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** [height, width] or [height, width, channels]. */
function imageSize(shape: readonly number[]): ImageSize {
  const [height = 1, width = 1, channels = 1] = shape;
  return { height, width, channels };
}

export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Smallest and largest value, so that any scale of greys can be shown; bytes have theirs. */
export function greysOf(x: Float32Array | Uint8Array): ValueRange {
  if (x instanceof Uint8Array) return { low: 0, high: 255 };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of x) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? { low, high } : { low: low - 1, high: low + 1 };
}

/** RGBA of one example; what lies outside the range is cut off. */
function imageOf(
  x: Float32Array | Uint8Array,
  shape: readonly number[],
  example: number,
  { low, high }: ValueRange,
): ImageData {
  const { height, width, channels } = imageSize(shape);
  const image = new ImageData(width, height);
  const start = example * height * width * channels;
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let color = 0; color < 3; color++) {
      const channel = channels >= 3 ? color : 0;
      const value = x[start + pixel * channels + channel] ?? 0;
      image.data[4 * pixel + color] = (255 * (value - low)) / (high - low);
    }
    image.data[4 * pixel + 3] = 255;
  }
  return image;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws one example into the middle of a box, with its pixels kept sharp. */
export function drawImage(
  context: CanvasRenderingContext2D,
  x: Float32Array | Uint8Array,
  shape: readonly number[],
  example: number,
  range: ValueRange,
  box: Box,
): void {
  const image = imageOf(x, shape, example, range);
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  const scale = Math.min(box.width / image.width, box.height / image.height);
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(
    canvas,
    box.left + (box.width - image.width * scale) / 2,
    box.top + (box.height - image.height * scale) / 2,
    image.width * scale,
    image.height * scale,
  );
}
