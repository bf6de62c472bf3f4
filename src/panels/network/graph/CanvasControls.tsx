import { useReactFlow } from "@xyflow/react";
import { Expand, Maximize, Minimize, ZoomIn, ZoomOut } from "lucide-react";
import { t } from "../../../i18n/index.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import styles from "./Canvas.module.css";
import type { FullScreen } from "./use-full-screen.ts";
import type { View } from "./use-view.ts";

const icon = { size: 14, "aria-hidden": true } as const;

/** What else a wheel or two fingers do. */
export function CanvasControls({ view, fullScreen }: { view: View; fullScreen: FullScreen }) {
  const { zoomIn, zoomOut } = useReactFlow();
  function zoom(by: typeof zoomIn): void {
    view.hold();
    void by();
  }
  return (
    <div className={styles.controls}>
      <IconButton
        size="small"
        label={t("graph.zoomOut")}
        icon={<ZoomOut {...icon} />}
        onClick={() => zoom(zoomOut)}
      />
      <IconButton
        size="small"
        label={t("graph.zoomIn")}
        icon={<ZoomIn {...icon} />}
        onClick={() => zoom(zoomIn)}
      />
      <IconButton
        size="small"
        label={t("graph.fit")}
        icon={<Expand {...icon} />}
        onClick={view.fit}
      />
      {fullScreen && (
        <IconButton
          size="small"
          label={t(fullScreen.on ? "graph.leaveFullScreen" : "graph.fullScreen")}
          icon={fullScreen.on ? <Minimize {...icon} /> : <Maximize {...icon} />}
          onClick={fullScreen.toggle}
        />
      )}
    </div>
  );
}
