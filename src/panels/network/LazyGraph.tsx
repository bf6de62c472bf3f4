import { type ComponentType, useEffect, useState } from "react";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import type { GraphViewProps } from "./graph/GraphView.tsx";
import styles from "./NetworkPanel.module.css";

/** The graph view, fetched when it is first opened. */
export function LazyGraph(props: GraphViewProps) {
  const [View, setView] = useState<ComponentType<GraphViewProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (failed) return;
    import("./graph/GraphView.tsx").then(
      ({ GraphView }) => setView(() => GraphView),
      () => setFailed(true),
    );
  }, [failed]);
  if (View) return <View {...props} />;
  if (!failed) return <output className={styles.loading}>{t("graph.loading")}</output>;
  return (
    <div role="alert" className={styles.loading}>
      <p>{t("graph.notLoaded")}</p>
      <Button size="small" onClick={() => setFailed(false)}>
        {t("graph.tryAgain")}
      </Button>
    </div>
  );
}
