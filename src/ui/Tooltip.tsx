import { type ReactNode, useRef } from "react";
import { placeBeside } from "./place.ts";
import styles from "./Tooltip.module.css";

interface TooltipProps {
  text: string;
  children: ReactNode;
}

const delay = 450;

/** A short name on hover and focus. What it wraps must carry its name itself: this is for eyes. */
export function Tooltip({ text, children }: TooltipProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef(0);

  function show(): void {
    const target = anchor.current?.firstElementChild;
    if (!target || !bubble.current || bubble.current.matches(":popover-open")) return;
    bubble.current.showPopover();
    placeBeside(bubble.current, target, "center");
  }
  function hide(): void {
    clearTimeout(timer.current);
    if (bubble.current?.matches(":popover-open")) bubble.current.hidePopover();
  }
  function showSoon(): void {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(show, delay);
  }

  return (
    <span
      ref={anchor}
      role="presentation"
      className={styles.anchor}
      onPointerEnter={(event) => event.pointerType === "mouse" && showSoon()}
      onPointerLeave={hide}
      onPointerDown={hide}
      onKeyDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && showSoon()}
      onBlur={hide}
    >
      {children}
      <span ref={bubble} popover="manual" aria-hidden="true" className={styles.bubble}>
        {text}
      </span>
    </span>
  );
}
