import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { setNetworkInitializer } from "../../stores/network.ts";
import { InitializerForm } from "../../ui/InitializerForm.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Panel } from "../../ui/Panel.tsx";
import styles from "./NetworkPanel.module.css";
import { StackView } from "./StackView.tsx";
import { StaleStrip } from "./StaleStrip.tsx";
import { useDescription, useLayerNames } from "./use-description.ts";
import { useLayerActions } from "./use-layer-actions.ts";

/** The network: its layers from input to loss, how its weights start, and what it comes to. */
export function NetworkPanel() {
  const initializer = useDocument((state) => state.experiment.network.initializer);
  const description = useDescription();
  const names = useLayerNames();
  const control = useLayerActions(names, description);
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
      <StaleStrip />
      <StackView description={description} names={names} control={control} />
      <LiveRegion text={control.said} />
    </Panel>
  );
}
