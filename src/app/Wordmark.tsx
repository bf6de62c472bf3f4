import styles from "./Wordmark.module.css";

/** Three tracks that join one through switches: the mark. */
function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={styles.mark}>
      <path d="M7 4v6c0 5 9 5 9 11v7" />
      <path d="M16 4v24" className={styles.main} />
      <path d="M25 4v6c0 5-9 5-9 11" />
      <circle cx="16" cy="21" r="3.5" />
    </svg>
  );
}

export function Wordmark({ name }: { name: string }) {
  return (
    <h1 className={styles.wordmark}>
      <Mark />
      <span className={styles.name}>{name}</span>
    </h1>
  );
}
