import { t } from "../../i18n/index.ts";
import { useLabs } from "../../stores/labs.ts";
import { Help } from "../../ui/Help.tsx";
import { later } from "../../ui/Later.tsx";
import { Panel } from "../../ui/Panel.tsx";

const SurfaceLab = later(() => import("./SurfaceLab.tsx").then((file) => file.SurfaceLab));

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
      <SurfaceLab />
    </Panel>
  );
}
