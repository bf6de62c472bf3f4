import { Play, RotateCw } from "lucide-react";
import { useId } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { formatFixed } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { runChecks, startChecks, useChecks } from "../../stores/checks.ts";
import type { CheckName } from "../../train/checks/check.ts";
import { worst } from "../../train/checks/check.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Progress } from "../../ui/Progress.tsx";
import type { CheckResult } from "../../worker/checks.ts";
import styles from "./CheckCard.module.css";
import { CheckSettings } from "./CheckSettings.tsx";
import { GradeMark } from "./GradeMark.tsx";
import { GradientTable } from "./GradientTable.tsx";
import { LossCurve } from "./LossCurve.tsx";
import { checkTitle, nextText, reasonText } from "./words.ts";

interface CheckCardProps {
  check: CheckName;
  run: number;
  /** null: not of this run, or not run yet. */
  result: CheckResult | null;
  disabled: boolean;
}

/** One check: what it is about, its grade with the reason, and what to do next. */
export function CheckCard({ check, run, result, disabled }: CheckCardProps) {
  const titleId = useId();
  const fault = useChecks((state) => state.faults[check] ?? null);
  const running = useChecks((state) => state.running === check);
  const busy = useChecks((state) => state.running !== null);
  const title = checkTitle(check);
  const label = `${t(result ? "checks.again" : "checks.run")}: ${title}`;
  return (
    <article className={styles.card} aria-labelledby={titleId}>
      <header className={styles.head}>
        <h4 id={titleId} className={styles.title}>
          {title}
        </h4>
        {result && !running && <GradeMark grade={worst(result.findings)} />}
        {!busy && (
          <span className={styles.run}>
            <IconButton
              label={label}
              icon={
                result ? (
                  <RotateCw size={14} aria-hidden="true" />
                ) : (
                  <Play size={14} aria-hidden="true" />
                )
              }
              disabled={disabled}
              onClick={() => void startChecks([check], run)}
            />
          </span>
        )}
      </header>
      <div aria-live="polite">
        {running ? (
          <Running check={check} />
        ) : result ? (
          <Found result={result} />
        ) : (
          <Idle check={check} />
        )}
        {fault && !running && <p className={styles.fault}>{faultSentence(fault)}</p>}
      </div>
      {!running && result?.gradient && <GradientTable check={result.gradient} />}
      {(check === "gradient" || check === "overfit") && <CheckSettings check={check} />}
    </article>
  );
}

function Idle({ check }: { check: CheckName }) {
  const waiting = useChecks((state) => state.waiting.includes(check));
  return (
    <p className={styles.about}>
      {t(`checks.about.${check}`)}
      {waiting && ` ${t("checks.waiting")}.`}
    </p>
  );
}

function Running({ check }: { check: CheckName }) {
  const progress = useChecks((state) => state.progress);
  const known = progress !== null && progress.total > 1;
  return (
    <div className={styles.running}>
      <Progress
        label={t("checks.running")}
        value={known ? progress.done / progress.total : null}
        className={styles.bar}
      />
      <span className={styles.figures} aria-hidden="true">
        {known ? t("checks.progress", { done: progress.done, total: progress.total }) : "…"}
      </span>
      <span className={styles.about}>{t(`checks.about.${check}`)}</span>
    </div>
  );
}

function Found({ result }: { result: CheckResult }) {
  const { check, findings, overfit, gradient } = result;
  const unlike = new Set(findings.map(({ grade }) => grade)).size > 1;
  return (
    <>
      {findings.map((finding) => {
        const next = nextText(finding);
        return (
          <div key={finding.reason} className={styles.finding}>
            {unlike && <GradeMark grade={finding.grade} />}
            <p className={styles.reason}>{reasonText(finding)}</p>
            {next !== null && (
              <p className={styles.next}>
                <span className={styles.nextWord}>{t("checks.next")}</span> {next}
              </p>
            )}
          </div>
        );
      })}
      {overfit && overfit.losses.length > 2 && (
        <LossCurve losses={[...overfit.losses, overfit.loss]} />
      )}
      {gradient && gradient.tensors.length > 0 && (
        <p className={styles.took}>
          {t("checks.method", { ...gradient.settings, examples: gradient.examples })}
        </p>
      )}
      {runChecks.includes(check) && <p className={styles.took}>{tookText(result)}</p>}
    </>
  );
}

function tookText({ seconds, executor, step, gradient }: CheckResult): string {
  const took = {
    seconds: formatFixed(seconds, currentLocale(), 1),
    executor: executor.toUpperCase(),
  };
  if (gradient === null) return t("checks.took", took);
  return t("checks.tookAt", { ...took, step, warmup: gradient.settings.warmup });
}
