import { useRef } from "react";
import { t } from "../../../i18n/index.ts";
import type { NetworkDescription } from "../../../nn/describe.ts";
import { isFull } from "../../../stores/network.ts";
import { LiveRegion } from "../../../ui/LiveRegion.tsx";
import { SortableStack } from "../../../ui/SortableStack.tsx";
import { Palette } from "../Palette.tsx";
import { isLayerKind } from "../palette-groups.ts";
import type { NetworkActions } from "../use-layer-actions.ts";
import { Canvas } from "./Canvas.tsx";
import { ChosenConnection } from "./ChosenConnection.tsx";
import { ChosenLayer } from "./ChosenLayer.tsx";
import styles from "./GraphView.module.css";
import { useFullScreen } from "./use-full-screen.ts";
import { type SceneControl, useScene } from "./use-scene.ts";

export interface GraphViewProps {
  description: NetworkDescription | null;
  names: readonly string[];
  control: NetworkActions;
}

/** The network as a graph: the same document as in the stack, edited by its connections. */
export function GraphView({ description, names, control }: GraphViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen(root);
  const state = useScene(description, names, control);
  const { scene, edits } = state;

  function insert(kind: string, place: number): void {
    const connection = scene.connections[place];
    if (connection && isLayerKind(kind)) edits.insert(kind, connection);
  }
  return (
    <SortableStack onMove={() => undefined} onInsert={insert} onReport={control.report}>
      <div ref={root} className={styles.view}>
        <div className={styles.palette}>
          <Palette disabled={isFull(scene.experiment)} onAdd={state.add} />
        </div>
        <Canvas scene={scene} edits={edits} fullScreen={fullScreen} onLeave={state.leave} />
        <div id={scene.settingsId} className={styles.settings}>
          <Settings state={state} />
        </div>
        <LiveRegion text={edits.said} />
      </div>
    </SortableStack>
  );
}

/** Of what is chosen; of nothing, how to choose. */
function Settings({ state }: { state: SceneControl }) {
  const { scene, edits, connection, layer } = state;
  const { nameOf } = scene;
  if (connection) {
    return (
      <ChosenConnection
        key={connection.id}
        ends={{ from: nameOf(connection.from), to: nameOf(connection.to) }}
        onDisconnect={() => edits.disconnect(connection)}
        onClose={state.leave}
      />
    );
  }
  if (layer) {
    return (
      <ChosenLayer
        key={layer.id}
        layer={layer}
        stack={scene.experiment.network.layers}
        nameOf={nameOf}
        actions={state.actions}
        onConnect={edits.connect}
      />
    );
  }
  return <p className={styles.help}>{t("graph.help")}</p>;
}
