import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import type { KeyboardEvent } from "react";
import { t } from "../../i18n/index.ts";
import type { CircuitNode } from "../../train/circuits/parse.ts";
import type { CircuitStep } from "../../train/circuits/steps.ts";
import { classNames } from "../../ui/class-names.ts";
import { chooseNode, moveStep } from "./circuit-state.ts";
import styles from "./GateNode.module.css";
import { numberOf, symbolOf } from "./gate-words.ts";

type GateNodeData = {
  node: CircuitNode;
  index: number;
  /** The circuit runs from top to bottom. */
  down: boolean;
  /** null while it is not known. */
  value: number | null;
  gradient: number | null;
  /** What the present step does at it. */
  active: CircuitStep["kind"] | null;
  chosen: boolean;
};

export type GateNodeType = Node<GateNodeData, "gate">;

const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** On a node arrows walk as they do on the slider. */
function onKeyDown(event: KeyboardEvent): void {
  const move = moves[event.key];
  if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  moveStep(move);
}

/** Value above, gradient below, as in the notes' pictures; pressed, its paths are told. */
export function GateNode({ data }: NodeProps<GateNodeType>) {
  const { node, index, down, value, gradient, active, chosen } = data;
  const isGate = node.gate !== "input" && node.gate !== "constant";
  const known = (each: number | null) => (each === null ? "" : numberOf(each, 3));
  const spoken = t("circuits.node", {
    name: node.name ?? node.text,
    value: known(value) || t("circuits.unknown"),
    gradient: known(gradient) || t("circuits.unknown"),
  });
  return (
    <>
      <Handle
        type="target"
        position={down ? Position.Top : Position.Left}
        className={styles.handle ?? ""}
        isConnectable={false}
      />
      <button
        type="button"
        className={classNames(
          styles.gate,
          isGate && styles.operation,
          node.gate === "constant" && styles.constant,
          active === "forward" && styles.forward,
          active !== null && active !== "forward" && styles.backward,
        )}
        aria-label={spoken}
        aria-pressed={chosen}
        onClick={() => chooseNode(index)}
        onKeyDown={onKeyDown}
      >
        <span className={styles.symbol}>
          {symbolOf(node)}
          {isGate && node.name !== null && <i className={styles.name}> {node.name}</i>}
        </span>
        {node.gate !== "constant" && <span className={styles.value}>{known(value)}</span>}
        <span className={styles.gradient}>{known(gradient)}</span>
      </button>
      <Handle
        type="source"
        position={down ? Position.Bottom : Position.Right}
        className={styles.handle ?? ""}
        isConnectable={false}
      />
    </>
  );
}
