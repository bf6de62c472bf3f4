import { useId } from "react";
import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { isFull, moveLayer, setNetworkInitializer } from "../../stores/network.ts";
import { InitializerForm } from "../../ui/InitializerForm.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SortableStack } from "../../ui/SortableStack.tsx";
import { InputRow, LossRow } from "./Ends.tsx";
import { LayerRow } from "./LayerRow.tsx";
import styles from "./NetworkPanel.module.css";
import { isLayerKind, Palette } from "./Palette.tsx";
import { StaleStrip } from "./StaleStrip.tsx";
import { useDescription, useLayerNames } from "./use-description.ts";
import { useLayerActions } from "./use-layer-actions.ts";

/** The network as a line with stations: layers from input to loss. */
export function NetworkPanel() {
  const experiment = useDocument((state) => state.experiment);
  const description = useDescription();
  const names = useLayerNames();
  const { said, open, actions, add, report } = useLayerActions(names);
  const instructionsId = useId();
  const { layers: stack, initializer } = experiment.network;
  const totals = description && {
    parameters: t("units.parameters", { count: description.parameters }),
    bytes: formatBytes(description.bytes, currentLocale()),
  };

  return (
    <Panel
      title={t("panels.network")}
      note={totals && t("builder.total", totals)}
      className={styles.panel}
      footer={
        <InitializerForm
          label={t("builder.initializer")}
          value={initializer}
          inheritLabel={null}
          onChange={(value, field) => value && setNetworkInitializer(value, field)}
        />
      }
    >
      <SortableStack
        onMove={(id, place) => moveLayer(id, place + 1)}
        onInsert={(kind, place) => isLayerKind(kind) && add(kind, place + 1)}
        onReport={report}
      >
        <StaleStrip />
        <Palette disabled={isFull(experiment)} onAdd={add} />
        <ol className={styles.stack} aria-label={t("builder.stack")}>
          <InputRow description={description?.layers[0] ?? null} />
          {stack.slice(1).map((layer, at) => (
            <LayerRow
              key={layer.id}
              layer={layer}
              index={at + 1}
              name={names[at + 1] ?? layer.kind}
              last={at + 2 === stack.length}
              open={open === layer.id}
              description={description?.layers[at + 1] ?? null}
              inheritLabel={t("runs.initializerOfNetwork")}
              instructionsId={instructionsId}
              actions={actions}
            />
          ))}
          <LossRow place={stack.length - 1} />
        </ol>
        <p id={instructionsId} hidden>
          {t("builder.dragInstructions")}
        </p>
        <LiveRegion text={said} />
      </SortableStack>
    </Panel>
  );
}
