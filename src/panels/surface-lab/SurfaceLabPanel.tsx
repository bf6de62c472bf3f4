import { t } from "../../i18n/index.ts";
import { useLabs } from "../../stores/labs.ts";
import { Help } from "../../ui/Help.tsx";
import { LazyPart } from "../../ui/LazyPart.tsx";
import { Panel } from "../../ui/Panel.tsx";

async function load() {
  const { SurfaceLab } = await import("./SurfaceLab.tsx");
  return SurfaceLab;
}

/** Optimizers side by side on functions of two numbers. */
export function SurfaceLabPanel() {
  const open = useLabs((state) => state.open === "surfaces");
  if (!open) return null;
  const title = t("surfaceLab.title");
  return (
    <Panel
      title={title}
      note={<Help label={t("actions.about", { name: title })} text={t("surfaceLab.help")} />}
    >
      <LazyPart load={load} />
    </Panel>
  );
}
