import { Plus, Trash2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { limits } from "../../spec/limits.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { RunMark } from "../../ui/RunMark.tsx";
import styles from "./RunTabs.module.css";

export function tabId(index: number): string {
  return `run-tab-${index}`;
}

export const runFormId = "run-form";

interface RunTabsProps {
  names: readonly string[];
  selected: number;
  onSelect: (index: number) => void;
  onAdd: () => void;
  /** null for the last run, which stays. */
  onRemove: (() => void) | null;
}

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Scrolls the list alone: scrollIntoView would scroll the page with it. */
function showInside(list: HTMLElement, tab: HTMLElement): void {
  const top = tab.offsetTop - list.offsetTop;
  const bottom = top + tab.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}

/** One tab for each run, with its line as in the charts. */
export function RunTabs({ names, selected, onSelect, onAdd, onRemove }: RunTabsProps) {
  const full = names.length >= limits.runs;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = document.getElementById(tabId(selected));
    if (list.current && tab) showInside(list.current, tab);
  }, [selected]);
  function onKeyDown(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = move(selected, names.length);
    onSelect(next);
    document.getElementById(tabId(next))?.focus();
  }
  return (
    <div className={styles.bar}>
      <div ref={list} role="tablist" aria-label={t("runs.title")} className={styles.tabs}>
        {names.map((name, index) => (
          <button
            key={tabId(index)}
            id={tabId(index)}
            type="button"
            role="tab"
            aria-selected={index === selected}
            aria-controls={runFormId}
            tabIndex={index === selected ? 0 : -1}
            className={styles.tab}
            onKeyDown={onKeyDown}
            onClick={() => onSelect(index)}
          >
            <RunMark index={index} />
            <span className={styles.name}>{name}</span>
          </button>
        ))}
      </div>
      <IconButton
        label={full ? t("runs.limit", { count: limits.runs }) : t("runs.add")}
        icon={<Plus size={15} aria-hidden="true" />}
        disabled={full}
        onClick={onAdd}
      />
      {onRemove && (
        <IconButton
          label={t("runs.delete", { run: names[selected] ?? "" })}
          icon={<Trash2 size={14} aria-hidden="true" />}
          onClick={onRemove}
        />
      )}
    </div>
  );
}
