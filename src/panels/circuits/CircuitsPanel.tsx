import { t } from "../../i18n/index.ts";
import { useLabs } from "../../stores/labs.ts";
import { Help } from "../../ui/Help.tsx";
import { LazyPart } from "../../ui/LazyPart.tsx";
import { Panel } from "../../ui/Panel.tsx";

async function load() {
  const { Circuits } = await import("./Circuits.tsx");
  return Circuits;
}

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
      <LazyPart load={load} />
    </Panel>
  );
}
