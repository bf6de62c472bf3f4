import { Eye, EyeOff, GitBranch, GitCompare, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { branch } from "../../stores/branch.ts";
import { addNotice } from "../../stores/notices.ts";
import {
  deleteTraining,
  ghostId,
  type PastRun,
  type PastTraining,
  showGhost,
} from "../../stores/past-runs.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { runNames } from "../../ui/run-names.ts";
import styles from "./PastPanel.module.css";
import { figuresLine, trainingLine, whenText } from "./past-words.ts";

interface PastTrainingItemProps {
  training: PastTraining;
  /** Trained on the data and by the loss of the present document. */
  comparable: boolean;
  onDiff: (id: string) => void;
}

/** One past training with its runs. */
export function PastTrainingItem({ training, comparable, onDiff }: PastTrainingItemProps) {
  const { id, createdAt, experiment, runs } = training;
  const names = useMemo(() => runNames(experiment.runs), [experiment.runs]);
  const when = whenText(createdAt);
  return (
    <li className={styles.training}>
      <div className={styles.head}>
        <span className={styles.when}>{when}</span>
        <span className={styles.line}>
          {trainingLine(training)}
          {!comparable && (
            <span className={styles.other} title={t("compare.past.otherHelp")}>
              {" "}
              ({t("compare.past.other")})
            </span>
          )}
        </span>
        <IconButton
          size="small"
          label={t("compare.past.delete", { when })}
          icon={<Trash2 size={14} aria-hidden="true" />}
          onClick={() => deleteTraining(id)}
        />
      </div>
      <ul>
        {runs.map((run, index) => (
          <PastRunItem
            key={ghostId(id, index)}
            training={training}
            run={run}
            index={index}
            name={names[index] ?? ""}
            onDiff={onDiff}
          />
        ))}
      </ul>
    </li>
  );
}

interface PastRunItemProps {
  training: PastTraining;
  run: PastRun;
  index: number;
  name: string;
  onDiff: (id: string) => void;
}

function PastRunItem({ training, run, index, name, onDiff }: PastRunItemProps) {
  const id = ghostId(training.id, index);
  const Look = run.shown ? Eye : EyeOff;
  return (
    <li className={styles.run}>
      <span className={styles.name}>{name}</span>
      <span className={styles.figures}>{figuresLine(run.results, training.regression)}</span>
      <span className={styles.actions}>
        <IconButton
          size="small"
          label={t(run.shown ? "compare.past.hide" : "compare.past.show", { run: name })}
          aria-pressed={run.shown}
          icon={<Look size={14} aria-hidden="true" />}
          onClick={() => showGhost(id, !run.shown)}
        />
        <IconButton
          size="small"
          label={t("compare.past.differences", { run: name })}
          icon={<GitCompare size={14} aria-hidden="true" />}
          onClick={() => onDiff(id)}
        />
        <IconButton
          size="small"
          label={t("compare.past.branch", { run: name })}
          icon={<GitBranch size={14} aria-hidden="true" />}
          onClick={() => goOn(training, index, name)}
        />
      </span>
    </li>
  );
}

const told = {
  run: "compare.past.branched",
  document: "compare.past.opened",
} as const;

function goOn({ experiment }: PastTraining, index: number, name: string): void {
  const way = branch(experiment, index);
  if (way === "full") addNotice("warning", { kind: "text", text: t("compare.past.full") });
  else addNotice("info", { kind: "text", text: t(told[way], { run: name }) });
}
