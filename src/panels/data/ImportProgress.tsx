import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { Progress } from "../../ui/Progress.tsx";
import styles from "./OwnData.module.css";

/** How far reading or downloading is, and a way to stop it. */
export function ImportProgress({ name }: { name: string }) {
  const progress = useRuns((state) => state.progress);
  const cancel = useRuns((state) => state.commands.cancelImport);
  const bytes = (count: number) => formatBytes(count, currentLocale());
  const task = progress?.task === "read" || progress?.task === "fetch" ? progress : null;
  const known = task !== null && task.total > 0;
  const text = !task
    ? t("importing.reading", { file: name })
    : known
      ? t(`status.${task.task === "read" ? "read" : "fetch"}`, {
          done: bytes(task.done),
          total: bytes(task.total),
        })
      : t(`status.${task.task === "read" ? "readSome" : "fetchSome"}`, { done: bytes(task.done) });
  return (
    <div className={styles.progress}>
      <p className={styles.file}>{name}</p>
      <Progress label={text} value={known ? task.done / task.total : null} text={text} />
      <div className={styles.row}>
        <span className={styles.quiet}>{text}</span>
        <Button size="small" onClick={() => cancel()}>
          {t("importing.cancel")}
        </Button>
      </div>
    </div>
  );
}
