import { CircleHelp } from "lucide-react";
import { type ToggleEvent, useId, useRef } from "react";
import styles from "./Help.module.css";
import { placeBeside } from "./place.ts";

interface HelpProps {
  /** What the button is called: "About learning rate". */
  label: string;
  text: string;
}

/** A question mark that opens a sentence or two; closes on Escape or a click elsewhere. */
export function Help({ label, text }: HelpProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  function place(event: ToggleEvent<HTMLSpanElement>): void {
    if (event.newState === "open" && button.current) {
      placeBeside(event.currentTarget, button.current, "start");
    }
  }
  return (
    <span className={styles.help}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={label}
        popoverTarget={id}
      >
        <CircleHelp size={13} aria-hidden="true" />
      </button>
      <span id={id} popover="auto" className={styles.text} onToggle={place}>
        {text}
      </span>
    </span>
  );
}
