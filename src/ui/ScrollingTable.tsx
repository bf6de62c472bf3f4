import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import styles from "./ScrollingTable.module.css";

interface ScrollingTableProps {
  /** Says what the rows are. */
  label: string;
  /** `thead` and `tbody`. */
  children: ReactNode;
}

/** What scrolls sideways must be reachable by keys, as axe demands; a landmark it is not. */
const reachable = { tabIndex: 0, role: "group" };

/** A table of numbers that scrolls where it is wider than its place, by keys too. */
export function ScrollingTable({ label, children }: ScrollingTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const scrolls = useOverflow(table);
  return (
    <div className={styles.scroll} {...(scrolls && { ...reachable, "aria-label": label })}>
      <table ref={table} className={styles.table} aria-label={label}>
        {children}
      </table>
    </div>
  );
}

/** Whether the element is wider than what it stands in. */
function useOverflow(inner: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = inner.current;
    const outer = element?.parentElement;
    if (!element || !outer) return;
    const observer = new ResizeObserver(() => setOverflows(outer.scrollWidth > outer.clientWidth));
    observer.observe(element);
    observer.observe(outer);
    return () => observer.disconnect();
  }, [inner]);
  return overflows;
}
