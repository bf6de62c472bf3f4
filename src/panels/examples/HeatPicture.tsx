import { useEffect, useRef } from "react";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { useTheme, viridis } from "../../ui/charts/colors.ts";
import styles from "./PointPicture.module.css";
import { pixelShares } from "./saliency-look.ts";

interface HeatPictureProps {
  /** [height, width] or [height, width, channels] */
  gradient: Float32Array;
  inputShape: readonly number[];
  /** CSS pixels. */
  width: number;
  height: number;
  text: string;
}

/** The size of a gradient at each pixel. */
export function HeatPicture({ gradient, inputShape, width, height, text }: HeatPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const context = theme < 0 ? null : preparedCanvas(canvas.current, { width, height });
    if (!context) return;
    const [rows = 1, columns = 1, channels = 1] = inputShape;
    const image = new ImageData(columns, rows);
    for (const [pixel, share] of pixelShares(gradient, channels).entries()) {
      image.data.set([...viridis(share), 255], 4 * pixel);
    }
    const small = new OffscreenCanvas(columns, rows);
    small.getContext("2d")?.putImageData(image, 0, 0);
    const scale = Math.min(width / columns, height / rows);
    const [wide, high] = [columns * scale, rows * scale];
    context.imageSmoothingEnabled = scale < 1;
    context.drawImage(small, (width - wide) / 2, (height - high) / 2, wide, high);
  }, [gradient, inputShape, width, height, theme]);
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      style={{ width, height }}
      {...{ role: "img", "aria-label": text }}
    />
  );
}
