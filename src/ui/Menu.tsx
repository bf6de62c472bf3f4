import { Check } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Menu.module.css";
import { moveFocus } from "./move-focus.ts";
import list from "./Popover.module.css";
import { Popover } from "./Popover.tsx";

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

/** A menu behind a button: arrows move, Enter or Space chooses, which closes it. */
export function Menu({ items, align = "start", children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  function focusChecked(popover: HTMLElement): void {
    const checked = items.findIndex((item) => item.checked);
    popover.querySelectorAll("button")[Math.max(0, checked)]?.focus();
  }
  return (
    <Popover
      ref={menu}
      role="menu"
      tabIndex={-1}
      className={styles.menu}
      align={align}
      trigger={(props) => children({ ...props, "aria-haspopup": "menu" })}
      onOpen={focusChecked}
      onKeyDown={(event) => moveFocus(event, "button")}
    >
      {items.map((item) => (
        <MenuButton key={item.id} item={item} close={() => menu.current?.hidePopover()} />
      ))}
    </Popover>
  );
}

function MenuButton({ item, close }: { item: MenuItem; close: () => void }) {
  const choice = item.checked !== undefined;
  return (
    <button
      type="button"
      role={choice ? "menuitemradio" : "menuitem"}
      tabIndex={-1}
      className={classNames(list.item, styles.item)}
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
      <span className={list.words}>
        {item.label}
        {item.detail && <small className={list.detail}>{item.detail}</small>}
      </span>
    </button>
  );
}
