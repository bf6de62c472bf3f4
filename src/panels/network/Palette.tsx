import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { LayerKind } from "../../spec/catalogue.ts";
import { classNames } from "../../ui/class-names.ts";
import { usePaletteEntry } from "../../ui/SortableStack.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { LayerGlyph } from "./LayerGlyph.tsx";
import styles from "./Palette.module.css";
import {
  type AddedKind,
  kindsNamed,
  kindsOf,
  type PaletteGroup,
  paletteGroups,
} from "./palette-groups.ts";

interface PaletteProps {
  disabled: boolean;
  onAdd: (kind: LayerKind) => void;
}

/** Layers that can be dragged into the network or added by a press: a group, or what was looked for. */
export function Palette({ disabled, onAdd }: PaletteProps) {
  const [group, setGroup] = useState<PaletteGroup>("basic");
  const [text, setText] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const searching = text.trim() !== "";
  const kinds = searching ? kindsNamed(text) : kindsOf(group);

  function onSearchKey(event: KeyboardEvent): void {
    const [first] = kinds;
    if (event.key === "Escape" && text !== "") {
      event.stopPropagation();
      setText("");
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      list.current?.querySelector("button")?.focus();
    } else if (event.key === "Enter" && searching && first && !disabled) {
      // The new layer takes the focus: the key must not press it too.
      event.preventDefault();
      setText("");
      onAdd(first);
    }
  }
  return (
    <search className={styles.palette} aria-label={t("builder.palette")}>
      <div className={styles.head}>
        <GroupTabs
          group={searching ? null : group}
          onChoose={(next) => {
            setText("");
            setGroup(next);
          }}
        />
        <label className={styles.search}>
          <Search size={13} aria-hidden="true" />
          <input
            type="search"
            className={styles.input}
            aria-label={t("palette.search")}
            placeholder={t("palette.search")}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onSearchKey}
          />
        </label>
      </div>
      <ul ref={list} className={styles.list} aria-label={t("builder.palette")}>
        {kinds.map((kind) => (
          <li key={kind}>
            <PaletteEntry kind={kind} disabled={disabled} onAdd={onAdd} />
          </li>
        ))}
      </ul>
      {kinds.length === 0 && (
        <output className={styles.none}>{t("palette.noMatch", { text: text.trim() })}</output>
      )}
    </search>
  );
}

interface GroupTabsProps {
  /** null while what was looked for is shown. */
  group: PaletteGroup | null;
  onChoose: (group: PaletteGroup) => void;
}

/** Radio buttons in the guise of tabs: arrows walk through the groups. */
function GroupTabs({ group, onChoose }: GroupTabsProps) {
  const name = useId();
  return (
    <fieldset className={styles.groups} aria-label={t("palette.groups")}>
      {paletteGroups.map((each) => (
        <label key={each} className={styles.group} title={t(`palette.${each}.name`)}>
          <input
            type="radio"
            className={styles.radio}
            name={name}
            checked={each === group}
            aria-label={t(`palette.${each}.name`)}
            onChange={() => onChoose(each)}
          />
          {t(`palette.${each}.label`)}
        </label>
      ))}
    </fieldset>
  );
}

function PaletteEntry({ kind, disabled, onAdd }: PaletteProps & { kind: AddedKind }) {
  const { ref, isDragging } = usePaletteEntry(kind);
  const { label, help } = rowWords("layers", kind);
  return (
    <Tooltip text={help}>
      <button
        ref={ref}
        type="button"
        disabled={disabled}
        className={classNames(styles.entry, isDragging && styles.dragged)}
        aria-label={t("builder.add", { layer: label })}
        onClick={() => onAdd(kind)}
      >
        <LayerGlyph kind={kind} />
        {label}
      </button>
    </Tooltip>
  );
}
