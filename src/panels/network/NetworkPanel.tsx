import { Rows3, Workflow } from "lucide-react";
import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { setNetworkInitializer } from "../../stores/network.ts";
import { type NetworkView, setNetworkView, useUi } from "../../stores/ui.ts";
import { classNames } from "../../ui/class-names.ts";
import { InitializerForm } from "../../ui/InitializerForm.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { LazyGraph } from "./LazyGraph.tsx";
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
  const view = useUi((state) => state.networkView);
  const shown = { description, names, control };
  const totals = description && {
    parameters: t("units.parameters", { count: description.parameters }),
    bytes: formatBytes(description.bytes, currentLocale()),
  };
  return (
    <Panel
      title={t("panels.network")}
      note={totals && t("builder.total", totals)}
      className={styles.panel}
      actions={<ViewSwitch view={view} />}
      footer={
        <InitializerForm
          label={t("builder.initializer")}
          value={initializer}
          inheritLabel={null}
          onChange={(value, field) => value && setNetworkInitializer(value, field)}
        />
      }
    >
      <div className={classNames(view === "graph" && styles.graph)}>
        <StaleStrip />
        {view === "graph" ? <LazyGraph {...shown} /> : <StackView {...shown} />}
      </div>
      <LiveRegion text={control.said} />
    </Panel>
  );
}

/** Two ways to look at the same network. */
function ViewSwitch({ view }: { view: NetworkView }) {
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <SegmentedControl
      label={t("graph.shownAs")}
      className={styles.views}
      value={view}
      options={[
        { value: "stack", label: t("graph.asStack"), icon: <Rows3 {...icon} /> },
        { value: "graph", label: t("graph.asGraph"), icon: <Workflow {...icon} /> },
      ]}
      onChange={setNetworkView}
    />
  );
}
