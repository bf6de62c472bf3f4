import { useStoreApi } from "@xyflow/react";
import { X } from "lucide-react";
import { useCallback, useEffect } from "react";
import { t } from "../../../i18n/index.ts";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import styles from "./Canvas.module.css";

interface CanvasNoteProps {
  /** Why the last thing asked for was not done. */
  refusal: string | null;
  /** Name of the layer whose dot was pressed; null when there is none. */
  dot: string | null;
  onClose: () => void;
}

/** What is to be known now: why something was refused, or what a connection waits for. */
export function CanvasNote({ refusal, dot, onClose }: CanvasNoteProps) {
  const stop = useStopConnecting(dot !== null);
  const icon = <X size={14} aria-hidden="true" />;
  if (dot !== null) {
    return (
      <output className={styles.note}>
        <p>{t("graph.connecting", { layer: dot })}</p>
        <IconButton size="small" label={t("graph.stopConnecting")} icon={icon} onClick={stop} />
      </output>
    );
  }
  if (refusal === null) return null;
  return (
    <div role="alert" className={classNames(styles.note, styles.refusal)}>
      <p>{refusal}</p>
      <IconButton size="small" label={t("graph.close")} icon={icon} onClick={onClose} />
    </div>
  );
}

/** Takes back that a dot was pressed; while it waits, so does Escape. */
function useStopConnecting(waiting: boolean): () => void {
  const store = useStoreApi();
  const stop = useCallback(() => store.setState({ connectionClickStartHandle: null }), [store]);
  useEffect(() => {
    if (!waiting) return;
    const onKeyDown = (event: KeyboardEvent) => event.key === "Escape" && stop();
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [waiting, stop]);
  return stop;
}
