import { type ComponentType, useEffect, useState } from "react";
import { t } from "../i18n/index.ts";
import { Button } from "./Button.tsx";
import styles from "./LazyPart.module.css";

interface LazyPartProps {
  /** The same function at each drawing: fetches the code of the part. */
  load: () => Promise<ComponentType>;
}

/** A part of the page whose code is fetched when it is first opened. */
export function LazyPart({ load }: LazyPartProps) {
  const [Part, setPart] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (failed) return;
    let wanted = true;
    load().then(
      (part) => wanted && setPart(() => part),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [failed, load]);
  if (Part) return <Part />;
  if (!failed) return <output className={styles.word}>{t("labs.loading")}</output>;
  return (
    <div role="alert" className={styles.word}>
      <p>{t("labs.notLoaded")}</p>
      <Button size="small" onClick={() => setFailed(false)}>
        {t("labs.tryAgain")}
      </Button>
    </div>
  );
}
