import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import { type Progress, type RunsState, useRuns } from "../../stores/runs.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./Message.module.css";

function progressText(progress: Progress | null): string | null {
  if (progress?.task !== "compile" || progress.total === 0) return null;
  return t("status.compile", { done: progress.done, total: progress.total });
}

interface Said {
  readonly text: string;
  readonly tone: "plain" | "warning" | "danger";
}

/** What stands beside the buttons: why Train cannot be pressed, or what is going on. */
function messageOf({ fault, stale, status, progress }: RunsState): Said {
  if (fault) return { text: faultSentence(fault), tone: "danger" };
  if (stale) return { text: t("notices.needsReset"), tone: "warning" };
  const compiling = status.phase === "building" ? progressText(progress) : null;
  return { text: compiling ?? t(`status.phase.${status.phase}`), tone: "plain" };
}

export function Message() {
  const state = useRuns();
  const { text, tone } = messageOf(state);
  return (
    <p className={classNames(styles.message, styles[tone])} title={text}>
      {text}
    </p>
  );
}
