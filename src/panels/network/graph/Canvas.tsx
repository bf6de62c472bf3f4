import "@xyflow/react/dist/base.css";
import { type NodeChange, ReactFlow, ReactFlowProvider, useStore } from "@xyflow/react";
import { type CSSProperties, useEffect, useMemo, useRef, useState } from "react";
import { t } from "../../../i18n/index.ts";
import { useSize } from "../../../ui/charts/use-size.ts";
import { classNames } from "../../../ui/class-names.ts";
import { titleId } from "../LayerRow.tsx";
import styles from "./Canvas.module.css";
import { CanvasControls } from "./CanvasControls.tsx";
import { CanvasNote } from "./CanvasNote.tsx";
import { ConnectionLine } from "./ConnectionLine.tsx";
import { drawConnections, drawNodes, type GraphScene, type Sizes } from "./drawing.ts";
import { LayerNode, type LayerNodeType } from "./LayerNode.tsx";
import { layoutGraph } from "./layout.ts";
import type { FullScreen } from "./use-full-screen.ts";
import type { GraphEdits } from "./use-graph-edits.ts";
import { useView } from "./use-view.ts";
import { wholeHeight } from "./viewport.ts";

const nodeTypes = { layer: LayerNode };
const edgeTypes = { connection: ConnectionLine };

/** Layers and connections are buttons with words and keys of their own. */
const fixed = {
  nodeTypes,
  edgeTypes,
  ariaLabelConfig: { "node.a11yDescription.default": "", "edge.a11yDescription.default": "" },
  disableKeyboardA11y: true,
  nodesDraggable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  panActivationKeyCode: null,
  zoomOnScroll: false,
  zoomOnDoubleClick: false,
  minZoom: 0.25,
  maxZoom: 1.5,
  connectionRadius: 28,
  attributionPosition: "bottom-left",
} as const;

interface CanvasProps {
  scene: GraphScene;
  edits: GraphEdits;
  fullScreen: FullScreen;
  /** Nothing was pressed. */
  onLeave: () => void;
}

/** The drawing of the graph: laid out by itself, moved and zoomed by hand. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

/** The sizes after some changes; the same map where none has changed. */
function measured(sizes: Sizes, changes: readonly NodeChange<LayerNodeType>[]): Sizes {
  const next = new Map(sizes);
  let changed = false;
  for (const change of changes) {
    if (change.type !== "dimensions" || !change.dimensions) continue;
    const { width, height } = change.dimensions;
    const old = sizes.get(change.id);
    if (old?.width === width && old.height === height) continue;
    next.set(change.id, { width, height });
    changed = true;
  }
  return changed ? next : sizes;
}

function Drawing({ scene, edits, fullScreen, onLeave }: CanvasProps) {
  const { order, connections, open } = scene;
  const host = useRef<HTMLDivElement>(null);
  const pane = useSize(host);
  const [sizes, setSizes] = useState<Sizes>(new Map());
  const layout = useMemo(() => layoutGraph(order, connections, sizes), [order, connections, sizes]);
  const view = useView(layout.size, pane, fullScreen?.on === true);
  const { reveal, whole } = view;
  const dot = useStore((state) => state.connectionClickStartHandle?.nodeId ?? null);
  const drawn = useStore((state) => state.connection.inProgress);
  useEffect(() => {
    if (open !== null && pane) reveal(document.getElementById(titleId(open)));
  }, [open, pane, reveal]);
  const height = wholeHeight(layout.size, pane?.width ?? 0);
  const style: CSSProperties & Record<"--graph-height", string> = {
    "--graph-height": `${height}px`,
  };
  return (
    <div
      ref={host}
      className={classNames(styles.canvas, whole && styles.whole)}
      style={style}
      data-connecting={drawn || dot !== null}
      onFocus={({ target }) => target.matches(":focus-visible") && reveal(target)}
    >
      <ReactFlow
        {...fixed}
        aria-label={t("graph.name")}
        nodes={drawNodes(scene, layout, sizes)}
        edges={drawConnections(scene, layout)}
        onNodesChange={(changes) => setSizes((old) => measured(old, changes))}
        onConnect={({ source, target }) => edits.connect(source, target)}
        onEdgeClick={(_, { data }) => data && scene.connectionActions.choose(data.connection)}
        onPaneClick={onLeave}
        onMoveStart={(event) => event && view.hold()}
        panOnDrag={!whole}
        panOnScroll={!whole}
        preventScrolling={!whole}
      />
      <CanvasNote
        refusal={edits.refusal}
        dot={dot === null ? null : scene.nameOf(dot)}
        onClose={edits.dismiss}
      />
      <CanvasControls fullScreen={fullScreen} view={view} />
    </div>
  );
}
