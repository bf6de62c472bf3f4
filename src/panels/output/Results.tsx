import { useMemo, useRef } from "react";
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useSeries } from "../../stores/commits.ts";
import { type CheckedMetric, series } from "../../stores/series.ts";
import { valueText } from "../../ui/charts/axis.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import { Unseen } from "../../ui/Unseen.tsx";
import styles from "./Results.module.css";

interface ResultsProps {
  names: readonly string[];
  regression: boolean;
}

interface Numbers {
  readonly training: number | null;
  readonly validation: number | null;
  readonly best: { readonly step: number; readonly value: number } | null;
}

function numbersOf(run: number, metric: CheckedMetric): Numbers {
  const last = series.nextStep - 1;
  return {
    training: series.count > 0 ? series.valueAt(run, metric, last) : null,
    validation: series.evaluationBefore(run, metric, Number.POSITIVE_INFINITY)?.value ?? null,
    best: series.best(run, metric),
  };
}

const metrics: readonly CheckedMetric[] = ["loss", "accuracy"];

/** The latest and the best numbers of every run. */
export function Results({ names, regression }: ResultsProps) {
  const host = useRef<HTMLDivElement>(null);
  const version = useSeries(host);
  const rows = useMemo(
    () =>
      names.map((name, run) => ({
        name,
        numbers: metrics.map((metric) => (version < 0 ? null : numbersOf(run, metric))),
      })),
    [names, version],
  );
  const text = (metric: CheckedMetric, value: number | null | undefined) => {
    if (value === null || value === undefined) return "–";
    if (metric === "loss" || regression) return valueText(value);
    return Number.isFinite(value) ? formatPercent(value, currentLocale()) : valueText(value);
  };
  const labels = [t("charts.loss"), regression ? t("charts.r2") : t("charts.accuracy")];
  return (
    <div ref={host} className={styles.results}>
      {rows.length === 1 ? (
        <SingleRun numbers={rows[0]?.numbers ?? []} labels={labels} text={text} />
      ) : (
        <ManyRuns rows={rows} labels={labels} text={text} />
      )}
    </div>
  );
}

type Text = (metric: CheckedMetric, value: number | null | undefined) => string;

interface SingleRunProps {
  numbers: readonly (Numbers | null)[];
  labels: readonly string[];
  text: Text;
}

function SingleRun({ numbers, labels, text }: SingleRunProps) {
  const cells = (read: (numbers: Numbers | null | undefined) => number | null | undefined) =>
    metrics.map((metric, index) => <td key={metric}>{text(metric, read(numbers[index]))}</td>);
  return (
    <table className={styles.table} aria-label={t("output.results")}>
      <thead>
        <tr>
          <th scope="col">
            <Unseen>{t("output.results")}</Unseen>
          </th>
          {labels.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t("charts.training")}</th>
          {cells((entry) => entry?.training)}
        </tr>
        <tr>
          <th scope="row">{t("charts.validation")}</th>
          {cells((entry) => entry?.validation)}
        </tr>
        <tr>
          <th scope="row">{t("output.bestValidation")}</th>
          {cells((entry) => entry?.best?.value)}
        </tr>
        <tr className={styles.steps}>
          <th scope="row">{t("output.bestStep")}</th>
          {metrics.map((metric, index) => (
            <td key={metric}>{numbers[index]?.best?.step ?? "–"}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

interface ManyRunsProps {
  rows: readonly { name: string; numbers: readonly (Numbers | null)[] }[];
  labels: readonly string[];
  text: Text;
}

function ManyRuns({ rows, labels, text }: ManyRunsProps) {
  return (
    <table className={styles.table} aria-label={t("output.results")}>
      <thead>
        <tr>
          <th rowSpan={2} scope="col">
            <Unseen>{t("runs.title")}</Unseen>
          </th>
          {labels.map((label) => (
            <th key={label} colSpan={3} scope="colgroup">
              {label}
            </th>
          ))}
        </tr>
        <tr>
          {metrics.map((metric) => [
            <th key={`${metric}-training`} scope="col">
              {t("charts.training")}
            </th>,
            <th key={`${metric}-validation`} scope="col">
              {t("charts.validation")}
            </th>,
            <th key={`${metric}-best`} scope="col">
              {t("runs.best")}
            </th>,
          ])}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, numbers }, run) => (
          <tr key={name}>
            <th scope="row">
              <span className={styles.run}>
                <RunMark index={run} />
                <span className={styles.name}>{name}</span>
              </span>
            </th>
            {metrics.map((metric, index) => {
              const entry = numbers[index];
              return [
                <td key={`${metric}-training`}>{text(metric, entry?.training)}</td>,
                <td key={`${metric}-validation`}>{text(metric, entry?.validation)}</td>,
                <td key={`${metric}-best`}>{text(metric, entry?.best?.value)}</td>,
              ];
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
