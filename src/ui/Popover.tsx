import { type ComponentProps, type FocusEvent, type ReactNode, useId, useRef } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Popover.module.css";
import { placeBeside } from "./place.ts";

interface PopoverProps extends Omit<ComponentProps<"div">, "id" | "popover" | "onToggle"> {
  align?: "start" | "end";
  /** Called when it has been opened and stands in its place. */
  onOpen?: (popover: HTMLElement) => void;
  /** The button that opens it takes these. */
  trigger: (props: { popoverTarget: string }) => ReactNode;
}

/**
 * What a button opens beside itself, by a click, Enter or Space. Escape closes it and gives the focus
 * back to the button; a click beside it or tabbing out of it closes it too.
 */
export function Popover({ align = "start", onOpen, trigger, className, ...rest }: PopoverProps) {
  const id = useId();
  const host = useRef<HTMLSpanElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  function closeWhenLeft({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void {
    if (relatedTarget && !host.current?.contains(relatedTarget)) currentTarget.hidePopover();
  }
  return (
    <span ref={host} className={styles.host}>
      <span ref={anchor} className={styles.host}>
        {trigger({ popoverTarget: id })}
      </span>
      <div
        {...rest}
        id={id}
        popover="auto"
        className={classNames(styles.popover, className)}
        onBlur={closeWhenLeft}
        onToggle={({ currentTarget, newState }) => {
          if (newState !== "open" || !anchor.current) return;
          placeBeside(currentTarget, anchor.current, align);
          onOpen?.(currentTarget);
        }}
      />
    </span>
  );
}
