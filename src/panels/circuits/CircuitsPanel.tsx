import { t } from "../../i18n/index.ts";
import { useLabs } from "../../stores/labs.ts";
import { Help } from "../../ui/Help.tsx";
import { later } from "../../ui/Later.tsx";
import { Panel } from "../../ui/Panel.tsx";

const Circuits = later(() => import("./Circuits.tsx").then((file) => file.Circuits));

/** Backpropagation through an expression of one's own, gate by gate. */
export function CircuitsPanel() {
  const open = useLabs((state) => state.open === "circuits");
  if (!open) return null;
  const title = t("circuits.title");
  return (
    <Panel
      title={title}
      note={<Help label={t("actions.about", { name: title })} text={t("circuits.help")} />}
    >
      <Circuits />
    </Panel>
  );
}
