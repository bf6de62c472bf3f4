import { CircleHelp } from "lucide-react";
import styles from "./Help.module.css";
import { Popover } from "./Popover.tsx";

interface HelpProps {
  /** What the button is called: "About learning rate". */
  label: string;
  text: string;
}

/** A question mark that opens a sentence or two. */
export function Help({ label, text }: HelpProps) {
  return (
    <Popover
      className={styles.text}
      trigger={(trigger) => (
        <button {...trigger} type="button" className={styles.button} aria-label={label}>
          <CircleHelp size={13} aria-hidden="true" />
        </button>
      )}
    >
      {text}
    </Popover>
  );
}
