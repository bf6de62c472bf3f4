import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { type LayerKind, layers } from "../../spec/catalogue.ts";
import { classNames } from "../../ui/class-names.ts";
import { usePaletteEntry } from "../../ui/SortableStack.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { LayerGlyph } from "./LayerGlyph.tsx";
import styles from "./Palette.module.css";

export function isLayerKind(kind: string): kind is LayerKind {
  return Object.hasOwn(layers, kind);
}

/** Kinds that a person adds: the input is always there. */
const kinds = Object.keys(layers)
  .filter(isLayerKind)
  .filter((kind) => kind !== "input");

interface PaletteProps {
  disabled: boolean;
  onAdd: (kind: LayerKind) => void;
}

/** Layers that can be dragged into the network or added by a press. */
export function Palette({ disabled, onAdd }: PaletteProps) {
  return (
    <ul className={styles.palette} aria-label={t("builder.palette")}>
      {kinds.map((kind) => (
        <li key={kind}>
          <PaletteEntry kind={kind} disabled={disabled} onAdd={onAdd} />
        </li>
      ))}
    </ul>
  );
}

function PaletteEntry({ kind, disabled, onAdd }: PaletteProps & { kind: LayerKind }) {
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
