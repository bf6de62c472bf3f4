import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { shapeText } from "../../../engine/core/shape.ts";
import { rowWords } from "../../../i18n/catalogue.ts";
import { faultSentence } from "../../../i18n/fault-sentence.ts";
import { t } from "../../../i18n/index.ts";
import type { LayerDescription } from "../../../nn/describe.ts";
import type { Remedy } from "../../../nn/remedies.ts";
import type { LossKind } from "../../../spec/catalogue.ts";
import type { LayerSpec } from "../../../spec/experiment.ts";
import { Button } from "../../../ui/Button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Unseen } from "../../../ui/Unseen.tsx";
import { LayerGlyph } from "../LayerGlyph.tsx";
import { titleId } from "../LayerRow.tsx";
import { remedyLabel } from "../remedy-label.ts";
import styles from "./LayerNode.module.css";

export interface NodeActions {
  readonly toggle: (id: string) => void;
  readonly onKey: (event: KeyboardEvent, id: string) => void;
  readonly focused: () => void;
  readonly heal: (remedy: Remedy) => void;
  readonly nameOf: (id: string) => string;
}

type LayerNodeData = {
  layer: LayerSpec;
  name: string;
  /** Names of what it reads; empty for the input. */
  reads: readonly string[];
  description: LayerDescription | null;
  open: boolean;
  /** What the output layer leads to; null for any other. */
  loss: LossKind | null;
  settingsId: string;
  /** It takes the focus as soon as it can be seen. */
  wanted: boolean;
  actions: NodeActions;
};

export type LayerNodeType = Node<LayerNodeData, "layer">;

/** A layer in the graph: a button that opens its settings, with a dot that connections are drawn from. */
export function LayerNode({ data, width }: NodeProps<LayerNodeType>) {
  const { layer, name, reads, description, open, wanted, actions } = data;
  const button = useRef<HTMLButtonElement>(null);
  // What has not been measured is hidden and takes no focus.
  const focused = wanted && Boolean(width);
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  const fault = description?.fault ?? null;
  const { label } = rowWords("layers", layer.kind);
  return (
    <div className={classNames(styles.node, fault && styles.faulty, open && styles.open)}>
      {reads.length > 0 && (
        <Handle
          type="target"
          position={Position.Top}
          isConnectableStart={false}
          className={styles.into ?? ""}
        />
      )}
      <button
        ref={button}
        id={titleId(layer.id)}
        type="button"
        className={styles.layer}
        title={label}
        aria-expanded={open}
        aria-controls={data.settingsId}
        onFocus={actions.focused}
        onClick={() => actions.toggle(layer.id)}
        onKeyDown={(event) => actions.onKey(event, layer.id)}
      >
        <LayerGlyph kind={layer.kind} faulty={fault !== null} />
        <span className={styles.name}>{name}</span>
        <Unseen>
          {label}. {reads.length > 0 && t("graph.reads", { layers: reads.join(", ") })}
        </Unseen>
        <NodeFigures description={description} />
      </button>
      {fault && (
        <div role="alert" className={styles.fault}>
          <TriangleAlert size={13} aria-hidden="true" />
          <p>{faultSentence(fault)}</p>
          <RemedyButton remedy={description?.remedy ?? null} actions={actions} />
        </div>
      )}
      {data.loss === null ? (
        <Handle type="source" position={Position.Bottom} className={styles.from ?? ""} />
      ) : (
        <LossEnd kind={data.loss} />
      )}
    </div>
  );
}

function NodeFigures({ description }: { description: LayerDescription | null }) {
  if (!description) return null;
  const { outputShape, parameters } = description;
  return (
    <>
      <span className={styles.shape}>
        <Unseen>{t("builder.shape")} </Unseen>
        {shapeText(outputShape)}
      </span>
      {parameters > 0 && (
        <span className={styles.parameters}>
          {t("builder.parametersShort", { count: parameters })}
        </span>
      )}
    </>
  );
}

function RemedyButton({ remedy, actions }: { remedy: Remedy | null; actions: NodeActions }) {
  if (!remedy) return null;
  return (
    <Button
      size="small"
      variant="danger"
      className={styles.remedy}
      onClick={() => actions.heal(remedy)}
    >
      {remedyLabel(remedy, actions.nameOf)}
    </Button>
  );
}

/** Where the line ends, as in the stack. */
function LossEnd({ kind }: { kind: LossKind }) {
  return (
    <p className={styles.end}>
      <LayerGlyph kind="loss" />
      {rowWords("losses", kind).label}
    </p>
  );
}
