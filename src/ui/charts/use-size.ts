import { type RefObject, useLayoutEffect, useState } from "react";

export interface Size {
  /** CSS pixels, whole. */
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element, kept up to date; null until it has been laid out. */
export function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const width = Math.floor(target.clientWidth);
      const height = Math.floor(target.clientHeight);
      setSize((old) =>
        old?.width === width && old.height === height
          ? old
          : width > 0 && height > 0
            ? { width, height }
            : null,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
