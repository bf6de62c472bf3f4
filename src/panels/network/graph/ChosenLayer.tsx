import { Copy, Trash2, X } from "lucide-react";
import { useState } from "react";
import { rowWords } from "../../../i18n/catalogue.ts";
import { t } from "../../../i18n/index.ts";
import type { LayerSpec } from "../../../spec/experiment.ts";
import { connectRefusal } from "../../../stores/edges.ts";
import { updateLayer } from "../../../stores/network.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import type { FieldValue } from "../../../ui/RowForm.tsx";
import { Select } from "../../../ui/Select.tsx";
import { LayerForm } from "../LayerForm.tsx";
import { LayerInputs } from "../LayerInputs.tsx";
import type { LayerActions } from "../LayerRow.tsx";
import { QuickFields } from "../QuickFields.tsx";
import styles from "./Chosen.module.css";
import { useSeen } from "./use-seen.ts";

interface ChosenLayerProps {
  layer: LayerSpec;
  stack: readonly LayerSpec[];
  nameOf: (id: string) => string;
  actions: LayerActions;
  onConnect: (from: string, to: string) => void;
}

/** The settings of the chosen layer, as its row in the stack has them, and its connections. */
export function ChosenLayer({ layer, stack, nameOf, actions, onConnect }: ChosenLayerProps) {
  const { id, kind } = layer;
  const at = stack.indexOf(layer);
  const name = nameOf(id);
  const earlier = stack.slice(0, at).map((each) => ({ id: each.id, name: nameOf(each.id) }));
  const targets = stack.filter((each) => connectRefusal(stack, id, each.id) === null);
  const change = (field: string, value: FieldValue) =>
    updateLayer({ ...layer, [field]: value }, field);
  const { label, help } = rowWords("layers", kind);
  const head = useSeen<HTMLElement>();
  return (
    <>
      <header ref={head} className={styles.head}>
        <h3 className={styles.title}>
          {label} <span className={styles.name}>{name}</span>
        </h3>
        <ChosenActions id={id} name={name} fixed={at === 0} actions={actions} />
      </header>
      {at > 0 && (
        <div className={styles.fields}>
          <QuickFields layer={layer} name={name} onChange={change} />
          <LayerInputs layer={layer} name={name} earlier={earlier} />
        </div>
      )}
      {targets.length > 0 && (
        <ConnectTo
          key={id}
          name={name}
          targets={targets.map((each) => ({ value: each.id, label: nameOf(each.id) }))}
          onConnect={(to) => onConnect(id, to)}
        />
      )}
      <p className={styles.help}>{at === 0 ? t("builder.inputFixed") : help}</p>
      {at > 0 && (
        <LayerForm layer={layer} inheritLabel={t("runs.initializerOfNetwork")} onChange={change} />
      )}
    </>
  );
}

interface ChosenActionsProps {
  id: string;
  name: string;
  /** The input is neither copied nor deleted. */
  fixed: boolean;
  actions: LayerActions;
}

function ChosenActions({ id, name, fixed, actions }: ChosenActionsProps) {
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <div className={styles.actions}>
      {!fixed && (
        <>
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
        </>
      )}
      <IconButton
        size="small"
        label={t("graph.closeSettings", { layer: name })}
        icon={<X {...icon} />}
        onClick={() => actions.toggle(id)}
      />
    </div>
  );
}

interface ConnectToProps {
  name: string;
  targets: readonly { readonly value: string; readonly label: string }[];
  onConnect: (to: string) => void;
}

/** What dragging from a layer's dot does, without dragging. */
function ConnectTo({ name, targets, onConnect }: ConnectToProps) {
  const [wanted, setWanted] = useState("");
  const to = targets.find(({ value }) => value === wanted) ?? targets[0];
  if (!to) return null;
  return (
    <div className={styles.connect}>
      <span className={styles.label} aria-hidden="true">
        {t("graph.connectTo")}
      </span>
      <Select
        aria-label={t("graph.connectLayer", { layer: name })}
        className={styles.select}
        value={to.value}
        options={targets}
        onChange={setWanted}
      />
      <Button size="small" onClick={() => onConnect(to.value)}>
        {t("graph.connect")}
      </Button>
    </div>
  );
}
