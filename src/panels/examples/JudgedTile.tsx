import { Check, MoveRight } from "lucide-react";
import { t } from "../../i18n/index.ts";
import type { JudgedExample } from "../../train/examination.ts";
import { classNames } from "../../ui/class-names.ts";
import { Unseen } from "../../ui/Unseen.tsx";
import type { DatasetInfo, Examination } from "../../worker/protocol.ts";
import { valueText } from "./answer-text.ts";
import styles from "./Gallery.module.css";

interface JudgedTileProps {
  info: DatasetInfo;
  meaning: Examination["meaning"];
  judged: JudgedExample;
}

/** What an example is and what it is taken for, told right from wrong by a sign as well. */
export function JudgedTile({ info, meaning, judged }: JudgedTileProps) {
  const actual = info.targets.names[judged.actual] ?? "";
  const name = info.targets.names[judged.predicted] ?? "";
  const value = valueText(judged.value, meaning);
  const right = judged.actual === judged.predicted;
  const text = right
    ? t("examples.gallery.right", { name, value })
    : t("examples.gallery.wrong", { actual, predicted: name, value });
  return (
    <>
      <Unseen>{text}</Unseen>
      <span className={styles.words} aria-hidden="true" title={text}>
        <span className={styles.name}>{actual}</span>
        {right ? (
          <Check size={12} className={styles.right} />
        ) : (
          <>
            <MoveRight size={12} className={styles.wrong} />
            <span className={classNames(styles.name, styles.wrong)}>{name}</span>
          </>
        )}
      </span>
      <span className={styles.value} aria-hidden="true">
        {value}
      </span>
    </>
  );
}
