import styles from "./Unseen.module.css";

/** Speaks its text whenever it changes; unseen. */
export function LiveRegion({ text }: { text: string }) {
  return (
    <output aria-live="polite" className={styles.unseen}>
      {text}
    </output>
  );
}
