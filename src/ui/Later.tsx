import { type ComponentType, useEffect, useState } from "react";
import { t } from "../i18n/index.ts";
import { Button } from "./Button.tsx";
import { InTurn } from "./InTurn.tsx";
import styles from "./Later.module.css";

/** A part of the page whose code is fetched when it is first opened. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return function Later(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(null);
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
    }, [failed]);
    if (Part) {
      return (
        <InTurn>
          <Part {...props} />
        </InTurn>
      );
    }
    if (!failed) return <output className={styles.word}>{t("views.loading")}</output>;
    return (
      <div role="alert" className={styles.word}>
        <p>{t("views.notLoaded")}</p>
        <Button size="small" onClick={() => setFailed(false)}>
          {t("views.tryAgain")}
        </Button>
      </div>
    );
  };
}
