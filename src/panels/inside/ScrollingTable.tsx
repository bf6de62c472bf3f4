import type { ReactNode } from "react";
import styles from "./ScrollingTable.module.css";

/** What scrolls sideways must be reachable by keys, as axe demands; a landmark it is not. */
const reachable = { tabIndex: 0, role: "group" };

interface ScrollingTableProps {
  /** Says what the rows are. */
  label: string;
  children: ReactNode;
}

/** A table of numbers that scrolls where it is wider than its place. */
export function ScrollingTable({ label, children }: ScrollingTableProps) {
  return (
    <div className={styles.scroll} aria-label={label} {...reachable}>
      <table className={styles.table} aria-label={label}>
        {children}
      </table>
    </div>
  );
}
