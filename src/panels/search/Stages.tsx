import { t } from "../../i18n/index.ts";
import type { SearchSpec } from "../../spec/experiment.ts";
import { type PlannedStage, plannedEpochs, plannedStages } from "../../train/search/halving.ts";
import type { SearchState } from "../../train/search/state.ts";
import { Unseen } from "../../ui/Unseen.tsx";
import styles from "./Stages.module.css";

interface StagesProps {
  search: SearchSpec;
  /** null while the length of an epoch is not known. */
  stepsPerEpoch: number | null;
  /** The search under way, when it follows this plan. */
  running: SearchState | null;
}

/** Updates after which candidates can hardly be told apart yet. */
const fewUpdates = 60;

/** The plan of a search: how many candidates train in each stage, and for how long. */
export function Stages({ search, stepsPerEpoch, running }: StagesProps) {
  const stages = plannedStages(search);
  const updates = (epochs: number) =>
    stepsPerEpoch === null ? null : Math.ceil(epochs * stepsPerEpoch);
  const first = updates(search.epochs);
  const most = Math.max(...stages.map(({ kept, fresh }) => kept + fresh));
  return (
    <section aria-label={t("search.plan")} className={styles.plan}>
      <ol className={styles.stages}>
        {stages.map((stage, index) => (
          <li
            key={stage.epochs}
            className={styles.stage}
            {...(running?.stage === index ? { "aria-current": "step" } : {})}
          >
            <Bar stage={stage} most={most} />
            <span className={styles.count}>
              <Unseen>{t("search.stageOf", { stage: index + 1, stages: stages.length })}</Unseen>
              {countWords(stage)}
            </span>
            <span className={styles.epochs}>
              {lengthWords(stage.epochs, updates(stage.epochs))}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.total}>{t("search.total", { count: plannedEpochs(search) })}</p>
      {first !== null && first < fewUpdates && (
        <p className={styles.short}>{t("search.tooShort", { count: first })}</p>
      )}
    </section>
  );
}

function lengthWords(epochs: number, updates: number | null): string {
  const each = t("search.epochsEach", { count: epochs });
  return updates === null ? each : `${each} · ${t("search.updates", { count: updates })}`;
}

function countWords({ kept, fresh }: PlannedStage): string {
  if (kept === 0) return t("search.drawn", { count: fresh });
  return fresh === 0
    ? t("search.keptOnly", { count: kept })
    : t("search.keptAndFresh", { kept, fresh });
}

/** As long as its share of the largest stage; the fresh ones lighter. */
function Bar({ stage: { kept, fresh }, most }: { stage: PlannedStage; most: number }) {
  const share = (count: number) => `${(100 * count) / most}%`;
  return (
    <span className={styles.bar} aria-hidden="true">
      <span className={styles.kept} style={{ width: share(kept) }} />
      <span className={styles.fresh} style={{ width: share(fresh) }} />
    </span>
  );
}
