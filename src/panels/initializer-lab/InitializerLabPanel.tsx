import { t } from "../../i18n/index.ts";
import { useLabs } from "../../stores/labs.ts";
import { Help } from "../../ui/Help.tsx";
import { later } from "../../ui/Later.tsx";
import { Panel } from "../../ui/Panel.tsx";

const InitializerLab = later(() =>
  import("./InitializerLab.tsx").then((file) => file.InitializerLab),
);

/** What first weights do to activations and gradients, before any training. */
export function InitializerLabPanel() {
  const open = useLabs((state) => state.open === "initializers");
  if (!open) return null;
  const title = t("initializerLab.title");
  return (
    <Panel
      title={title}
      note={<Help label={t("actions.about", { name: title })} text={t("initializerLab.help")} />}
    >
      <InitializerLab />
    </Panel>
  );
}
