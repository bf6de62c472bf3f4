import { useEffect, useRef } from "react";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { useVisible } from "../../ui/use-visible.ts";
import styles from "./Picture.module.css";
import { paintSoon } from "./paint-queue.ts";

interface PictureProps {
  /** CSS pixels; the width is that of the place. */
  height: number;
  /** What is on it, in words. */
  label: string;
  draw: (context: CanvasRenderingContext2D, size: Size) => void;
}

/** A canvas as wide as its place, drawn again whenever `draw` is another, while it is in sight. */
export function Picture({ height, label, draw }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSize(host)?.width ?? 0;
  const visible = useVisible(host);
  const theme = useTheme();
  useEffect(() => {
    if (!visible || theme < 0) return;
    paintSoon(canvas, () => {
      const context = preparedCanvas(canvas.current, { width, height });
      if (context) draw(context, { width, height });
    });
  }, [draw, width, height, visible, theme]);
  return (
    <div ref={host} className={styles.host} style={{ height }}>
      <canvas
        ref={canvas}
        {...{ role: "img", "aria-label": label }}
        className={styles.canvas}
        style={{ width, height }}
      />
    </div>
  );
}
