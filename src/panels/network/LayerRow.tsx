import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  Copy,
  GripVertical,
  Snowflake,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import { type KeyboardEvent, useId } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import type { LayerDescription } from "../../nn/describe.ts";
import type { Remedy } from "../../nn/remedies.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { updateLayer } from "../../stores/network.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import type { FieldValue } from "../../ui/RowForm.tsx";
import { useStackEntry } from "../../ui/SortableStack.tsx";
import { Unseen } from "../../ui/Unseen.tsx";
import { Figures } from "./Figures.tsx";
import { LayerForm } from "./LayerForm.tsx";
import { LayerGlyph } from "./LayerGlyph.tsx";
import { type EarlierLayer, LayerInputs, readsOn } from "./LayerInputs.tsx";
import styles from "./LayerRow.module.css";
import { QuickFields } from "./QuickFields.tsx";
import { remedyLabel } from "./remedy-label.ts";

export interface LayerActions {
  readonly move: (id: string, by: 1 | -1) => void;
  readonly duplicate: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly toggle: (id: string) => void;
  readonly heal: (remedy: Remedy) => void;
}

/** Id of the button that is focused when the layer is. */
export function titleId(layer: string): string {
  return `layer-${layer}`;
}

interface LayerRowProps {
  layer: LayerSpec;
  name: string;
  /** The layers that stand before it, the first being the input. */
  earlier: readonly EarlierLayer[];
  /** In the network, the input being 0. */
  index: number;
  last: boolean;
  open: boolean;
  description: LayerDescription | null;
  inheritLabel: string;
  instructionsId: string;
  actions: LayerActions;
}

/** One layer of the stack: dragged by its station, edited in place. */
export function LayerRow(props: LayerRowProps) {
  const { layer, name, index, last, open, description, actions } = props;
  const { ref, handleRef, isDragging, insertBefore } = useStackEntry(layer.id, index - 1);
  const formId = useId();
  const change = (field: string, value: FieldValue) =>
    updateLayer({ ...layer, [field]: value }, field);
  const onKeyDown = (event: KeyboardEvent) => onLayerKey(event, layer.id, actions);
  const fault = description?.fault ?? null;

  return (
    <li
      ref={ref}
      className={classNames(
        styles.row,
        open && styles.open,
        isDragging && styles.dragged,
        insertBefore && styles.insert,
        fault && styles.faulty,
      )}
    >
      <button
        ref={handleRef}
        onKeyDown={onKeyDown}
        type="button"
        className={styles.handle}
        aria-label={t("builder.dragHandle", { layer: name })}
        aria-describedby={props.instructionsId}
      >
        <GripVertical size={12} aria-hidden="true" className={styles.grip} />
        <LayerGlyph kind={layer.kind} faulty={fault !== null} />
      </button>
      <div className={styles.head}>
        <h3 className={styles.heading}>
          <button
            id={titleId(layer.id)}
            type="button"
            className={styles.title}
            aria-expanded={open}
            aria-controls={formId}
            onClick={() => actions.toggle(layer.id)}
            onKeyDown={onKeyDown}
          >
            {rowWords("layers", layer.kind).label}
            <span className={styles.name}>{name}</span>
            {"trainable" in layer && !layer.trainable && (
              <span className={styles.frozen} title={t("builder.frozen")}>
                <Snowflake size={12} aria-hidden="true" />
                <Unseen>{t("builder.frozen")}</Unseen>
              </span>
            )}
            <ChevronRight size={13} aria-hidden="true" className={styles.chevron} />
          </button>
        </h3>
        <RowActions id={layer.id} name={name} first={index === 1} last={last} actions={actions} />
      </div>
      <div className={styles.fields}>
        <QuickFields layer={layer} name={name} onChange={change} />
        {!readsOn(layer) && <LayerInputs layer={layer} name={name} earlier={props.earlier} />}
      </div>
      <Figures description={description} />
      {fault && (
        <div role="alert" className={styles.fault}>
          <TriangleAlert size={14} aria-hidden="true" />
          <p>{faultSentence(fault)}</p>
          <RemedyButton
            remedy={description?.remedy ?? null}
            nameOf={(id) => props.earlier.find((each) => each.id === id)?.name ?? id}
            onHeal={actions.heal}
          />
        </div>
      )}
      <div id={formId} className={styles.form} hidden={!open}>
        {open && (
          <>
            <p className={styles.help}>{rowWords("layers", layer.kind).help}</p>
            {readsOn(layer) && <LayerInputs layer={layer} name={name} earlier={props.earlier} />}
            <LayerForm layer={layer} inheritLabel={props.inheritLabel} onChange={change} />
          </>
        )}
      </div>
    </li>
  );
}

function onLayerKey(event: KeyboardEvent, id: string, actions: LayerActions): void {
  const { key, altKey } = event;
  if (event.ctrlKey || event.metaKey) return;
  if (altKey && key === "ArrowUp") actions.move(id, -1);
  else if (altKey && key === "ArrowDown") actions.move(id, 1);
  else if (!altKey && (key === "Delete" || key === "Backspace")) actions.remove(id);
  else if (!altKey && key === "d") actions.duplicate(id);
  else return;
  event.preventDefault();
}

interface RemedyButtonProps {
  remedy: Remedy | null;
  nameOf: (id: string) => string;
  onHeal: (remedy: Remedy) => void;
}

function RemedyButton({ remedy, nameOf, onHeal }: RemedyButtonProps) {
  if (!remedy) return null;
  return (
    <Button size="small" variant="danger" className={styles.remedy} onClick={() => onHeal(remedy)}>
      {remedyLabel(remedy, nameOf)}
    </Button>
  );
}

interface RowActionsProps {
  id: string;
  name: string;
  first: boolean;
  last: boolean;
  actions: LayerActions;
}

/** Everything that can be done to a layer without dragging. */
function RowActions({ id, name, first, last, actions }: RowActionsProps) {
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <div className={styles.actions}>
      <IconButton
        size="small"
        label={t("builder.moveUp", { layer: name })}
        shortcut="Alt+↑"
        icon={<ArrowUp {...icon} />}
        disabled={first}
        onClick={() => actions.move(id, -1)}
      />
      <IconButton
        size="small"
        label={t("builder.moveDown", { layer: name })}
        shortcut="Alt+↓"
        icon={<ArrowDown {...icon} />}
        disabled={last}
        onClick={() => actions.move(id, 1)}
      />
      <IconButton
        size="small"
        label={t("builder.duplicate", { layer: name })}
        shortcut="D"
        icon={<Copy {...icon} />}
        onClick={() => actions.duplicate(id)}
      />
      <IconButton
        size="small"
        label={t("builder.delete", { layer: name })}
        shortcut="Del"
        icon={<Trash2 {...icon} />}
        onClick={() => actions.remove(id)}
      />
    </div>
  );
}
