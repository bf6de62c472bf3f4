import { useEffect, useRef } from "react";
import { preparedCanvas } from "./canvas.ts";
import { useTheme } from "./colors.ts";
import styles from "./ExamplePicture.module.css";
import { drawExample, type ExampleSet } from "./example-look.ts";

interface ExamplePictureProps {
  examples: ExampleSet;
  example: number;
  /** CSS pixels. */
  width: number;
  height: number;
  /** What is on it, for those who do not see it; empty where it is said beside it. */
  text: string;
}

/** One example as a small picture. */
export function ExamplePicture({ examples, example, width, height, text }: ExamplePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const context = theme < 0 ? null : preparedCanvas(canvas.current, { width, height });
    if (context) drawExample(context, examples, example, { left: 0, top: 0, width, height });
  }, [examples, example, width, height, theme]);
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      style={{ width, height }}
      {...(text === "" ? { "aria-hidden": true } : { role: "img", "aria-label": text })}
    />
  );
}
