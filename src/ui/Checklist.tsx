import type { ComponentProps } from "react";
import styles from "./Checklist.module.css";
import { classNames } from "./class-names.ts";
import { moveFocus } from "./move-focus.ts";
import list from "./Popover.module.css";
import { Popover } from "./Popover.tsx";

export interface ChecklistItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A line under the label. */
  readonly detail?: string | undefined;
  readonly checked: boolean;
  /** Why it is checked and stays so, in a word. */
  readonly fixed?: string | undefined;
}

interface ChecklistProps<Id extends string>
  extends Pick<ComponentProps<typeof Popover>, "align" | "trigger"> {
  label: string;
  items: readonly ChecklistItem<Id>[];
  onChange: (id: Id, checked: boolean) => void;
  /** Stands under the list. */
  note?: string;
}

const boxes = "input:not(:disabled)";

/** Boxes to check behind a button: arrows or Tab move, Space checks, and it stays open meanwhile. */
export function Checklist<Id extends string>(props: ChecklistProps<Id>) {
  const { label, items, onChange, note, align = "start", trigger } = props;
  return (
    <Popover
      className={styles.checklist}
      align={align}
      trigger={trigger}
      onOpen={(popover) => popover.querySelector<HTMLElement>(boxes)?.focus()}
      onKeyDown={(event) => moveFocus(event, boxes)}
    >
      <fieldset aria-label={label}>
        {items.map(({ id, label: name, detail, checked, fixed }) => (
          <label key={id} className={classNames(list.item, styles.item)}>
            <input
              type="checkbox"
              checked={checked}
              disabled={fixed !== undefined}
              onChange={(event) => onChange(id, event.target.checked)}
            />
            <span className={list.words}>
              {name}
              {detail && <small className={list.detail}>{detail}</small>}
            </span>
            {fixed && <small className={styles.fixed}>{fixed}</small>}
          </label>
        ))}
        {note && <p className={styles.note}>{note}</p>}
      </fieldset>
    </Popover>
  );
}
