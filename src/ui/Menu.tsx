import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Menu.module.css";
import { placeBeside } from "./place.ts";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** A line under the label. */
  readonly detail?: string | undefined;
  readonly icon?: ReactNode;
  /** Given when the items are a choice of one. */
  readonly checked?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  items: readonly MenuItem[];
  align?: "start" | "end";
  /** The button that opens it takes these. */
  children: (trigger: { popoverTarget: string; "aria-haspopup": "menu" }) => ReactNode;
}

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A menu behind a button: arrows move, Enter or Space chooses, Escape or a click beside closes. */
export function Menu({ items, align = "start", children }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const buttons = () => [...(menu.current?.querySelectorAll("button") ?? [])];

  function onToggle(event: ToggleEvent<HTMLDivElement>): void {
    if (event.newState !== "open" || !anchor.current) return;
    placeBeside(event.currentTarget, anchor.current, align);
    const checked = items.findIndex((item) => item.checked);
    buttons()[Math.max(0, checked)]?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const all = buttons();
    const index = all.findIndex((button) => button === document.activeElement);
    all[move(index, all.length)]?.focus();
  }

  return (
    <span className={styles.anchor}>
      <span ref={anchor} className={styles.anchor}>
        {children({ popoverTarget: id, "aria-haspopup": "menu" })}
      </span>
      <div
        ref={menu}
        id={id}
        role="menu"
        popover="auto"
        tabIndex={-1}
        className={styles.menu}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <MenuButton key={item.id} item={item} close={() => menu.current?.hidePopover()} />
        ))}
      </div>
    </span>
  );
}

function MenuButton({ item, close }: { item: MenuItem; close: () => void }) {
  const choice = item.checked !== undefined;
  return (
    <button
      type="button"
      role={choice ? "menuitemradio" : "menuitem"}
      tabIndex={-1}
      className={styles.item}
      {...(choice ? { "aria-checked": item.checked } : {})}
      onClick={() => {
        close();
        item.onSelect();
      }}
    >
      {choice && (
        <Check
          size={14}
          aria-hidden="true"
          className={classNames(styles.mark, item.checked && styles.checked)}
        />
      )}
      {item.icon}
      <span className={styles.words}>
        {item.label}
        {item.detail && <small className={styles.detail}>{item.detail}</small>}
      </span>
    </button>
  );
}
