import type { LayerKind } from "../../spec/catalogue.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./LayerGlyph.module.css";

function shape(kind: LayerKind | "loss") {
  switch (kind) {
    case "input":
      return <circle cx="10" cy="10" r="5" className={styles.open} />;
    case "dense":
      return <circle cx="10" cy="10" r="5.5" className={styles.solid} />;
    case "activation":
      return (
        <>
          <circle cx="10" cy="10" r="7" className={styles.open} />
          <path d="M6 12.5c3.5 0 4.5-5 8-5" className={styles.line} />
        </>
      );
    case "dropout":
      return <circle cx="10" cy="10" r="6" className={styles.dashed} />;
    case "flatten":
      return <rect x="3.5" y="7.5" width="13" height="5" rx="1" className={styles.open} />;
    case "loss":
      return <path d="M3.5 7h13M6 7v5M14 7v5" className={styles.stop} />;
  }
}

/** The station of a layer on the line: what kind it is, at a glance. */
export function LayerGlyph({
  kind,
  faulty = false,
}: {
  kind: LayerKind | "loss";
  faulty?: boolean;
}) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={classNames(styles.glyph, faulty && styles.faulty)}
    >
      {shape(kind)}
    </svg>
  );
}
