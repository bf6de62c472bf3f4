import "@xyflow/react/dist/base.css";
import { ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Expand, ZoomIn, ZoomOut } from "lucide-react";
import { type CSSProperties, useCallback, useEffect, useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { InTurn } from "../../ui/InTurn.tsx";
import styles from "./CircuitDrawing.module.css";
import { GateNode, type GateNodeType } from "./GateNode.tsx";
import { type Box, type CircuitLayout, layoutIn, nodeBox, wiresOf } from "./layout.ts";
import type { Walk } from "./use-walk.ts";
import { WireLine, type WireLineType } from "./WireLine.tsx";

const fixed = {
  nodeTypes: { gate: GateNode },
  edgeTypes: { wire: WireLine },
  ariaLabelConfig: { "node.a11yDescription.default": "", "edge.a11yDescription.default": "" },
  disableKeyboardA11y: true,
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  panActivationKeyCode: null,
  zoomOnScroll: false,
  zoomOnDoubleClick: false,
  minZoom: 0.3,
  maxZoom: 2,
  attributionPosition: "bottom-left",
} as const;

const plain = { "aria-roledescription": undefined };
const unspoken = { "aria-hidden": true };

/** The circuit with its values and gradients, as far as it has been walked. */
export function CircuitDrawing({ walk }: { walk: Walk }) {
  return (
    <ReactFlowProvider>
      <Drawing walk={walk} />
    </ReactFlowProvider>
  );
}

const room = 12;
const largest = 1.3;

function zoomFor(size: Box, width: number): number {
  return Math.min(largest, (width - 2 * room) / size.width);
}

function Drawing({ walk }: { walk: Walk }) {
  const host = useRef<HTMLDivElement>(null);
  const pane = useSize(host);
  const { circuit } = walk;
  const width = pane?.width ?? null;
  const layout = useMemo(
    () => (width === null ? null : layoutIn(circuit, width)),
    [circuit, width],
  );
  const height =
    layout && width !== null ? layout.size.height * zoomFor(layout.size, width) + 2 * room : 200;
  const style: CSSProperties & Record<"--circuit-height", string> = {
    "--circuit-height": `${Math.round(height)}px`,
  };
  return (
    <div ref={host} className={styles.drawing} style={style}>
      {layout && pane && (
        <InTurn>
          <Flow walk={walk} layout={layout} pane={pane} />
        </InTurn>
      )}
    </div>
  );
}

function Flow({ walk, layout, pane }: { walk: Walk; layout: CircuitLayout; pane: Size }) {
  const { setViewport, zoomIn, zoomOut } = useReactFlow();
  const { size } = layout;
  const fit = useCallback(() => {
    const zoom = Math.min(zoomFor(size, pane.width), (pane.height - 2 * room) / size.height);
    const x = (pane.width - size.width * zoom) / 2;
    void setViewport({ x, y: (pane.height - size.height * zoom) / 2, zoom });
  }, [size, pane, setViewport]);
  useEffect(fit, [fit]);
  return (
    <>
      <ReactFlow
        {...fixed}
        aria-label={t("circuits.drawing")}
        nodes={drawnNodes(walk, layout)}
        edges={drawnWires(walk, layout)}
        preventScrolling={false}
      />
      <div className={styles.controls}>
        <IconButton
          size="small"
          label={t("graph.zoomOut")}
          icon={<ZoomOut size={14} aria-hidden="true" />}
          onClick={() => void zoomOut()}
        />
        <IconButton
          size="small"
          label={t("graph.zoomIn")}
          icon={<ZoomIn size={14} aria-hidden="true" />}
          onClick={() => void zoomIn()}
        />
        <IconButton
          size="small"
          label={t("graph.fit")}
          icon={<Expand size={14} aria-hidden="true" />}
          onClick={fit}
        />
      </div>
    </>
  );
}

function drawnNodes(walk: Walk, { corners, direction }: CircuitLayout): GateNodeType[] {
  const { circuit, values, progress, now, chosen } = walk;
  return circuit.map((node, index) => ({
    id: String(index),
    type: "gate",
    position: corners[index] ?? { x: 0, y: 0 },
    ...nodeBox,
    domAttributes: plain,
    data: {
      node,
      index,
      down: direction === "TB",
      value: progress.hasValue[index] ? (values[index] ?? null) : null,
      gradient: progress.gradients[index] ?? null,
      active: now?.node === index ? now.kind : null,
      chosen: chosen === index,
    },
  }));
}

function drawnWires(walk: Walk, { routes }: CircuitLayout): WireLineType[] {
  const { circuit, progress, sweep, now } = walk;
  return wiresOf(circuit).flatMap((wire, index) => {
    const route = routes[index];
    if (!route) return [];
    const { id, from, to, place } = wire;
    const passed = progress.hasPassed[to] ? (sweep.passed[to]?.[place] ?? null) : null;
    const active = now?.node === to && now.kind !== "seed" ? now.kind : null;
    const ends = { id, source: String(from), target: String(to), domAttributes: unspoken };
    return [{ ...ends, type: "wire" as const, data: { ...route, passed, active } }];
  });
}
