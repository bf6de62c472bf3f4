import { type ReactNode, useRef } from "react";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import styles from "./Drawing.module.css";

interface DrawingProps {
  /** What is seen, for those who do not see it. */
  label: string;
  children: (size: Size) => ReactNode;
}

/** A picture as wide as its place; one thing for screen readers, which have the table besides. */
export function Drawing({ label, children }: DrawingProps) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  return (
    <div ref={host} className={styles.host} {...{ role: "img", "aria-label": label }}>
      {size && children(size)}
    </div>
  );
}
