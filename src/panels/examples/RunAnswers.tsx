import { Check, X } from "lucide-react";
import type { CSSProperties } from "react";
import { t } from "../../i18n/index.ts";
import { classNames } from "../../ui/class-names.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import { Unseen } from "../../ui/Unseen.tsx";
import type { Answers, DatasetInfo, Examination } from "../../worker/protocol.ts";
import { barRange, bars, chosenClass, classValues, listedClasses } from "./answer-look.ts";
import { numberText, valueText } from "./answer-text.ts";
import styles from "./RunAnswers.module.css";

interface RunAnswersProps {
  info: DatasetInfo;
  meaning: Examination["meaning"];
  answers: Answers;
  names: readonly string[];
  /** The class, or the target values. */
  actual: Float32Array;
}

/** What each run answers to one example, side by side. */
export function RunAnswers({ info, meaning, answers, names, actual }: RunAnswersProps) {
  const { targets } = info;
  const all = answers.values.map((values) =>
    targets.kind === "classes" ? classValues(values, targets.names.length) : [...values],
  );
  const range = barRange(all, meaning);
  return (
    <ul className={styles.runs} aria-label={t("examples.chosen.answers")}>
      {all.map((values, run) => (
        <li key={names[run] ?? run} className={styles.run}>
          <p className={styles.name}>
            <RunMark index={run} />
            <span className={styles.text}>{names[run]}</span>
            {targets.kind === "classes" && <Sign values={values} actual={actual[0] ?? 0} />}
          </p>
          {targets.kind === "classes" ? (
            <Classes
              names={targets.names}
              values={values}
              actual={actual[0] ?? 0}
              range={range}
              meaning={meaning}
            />
          ) : (
            <Values names={targets.names} values={values} actual={actual} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Right or wrong by its shape as well as by its colour. */
function Sign({ values, actual }: { values: readonly number[]; actual: number }) {
  const right = chosenClass(values) === actual;
  const Icon = right ? Check : X;
  return (
    <>
      <Icon size={13} className={right ? styles.right : styles.wrong} aria-hidden="true" />
      <Unseen>{t(right ? "output.right" : "output.wrong")}</Unseen>
    </>
  );
}

/** Characters of a class's name that have room. */
const longestName = 12;

/** The names' column is as wide as the longest of them, up to a limit. */
function labelWidth(names: readonly string[]): CSSProperties & Record<"--names", string> {
  // Chinese characters are about as wide as two digits.
  const widthOf = (name: string) =>
    Array.from(name).reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
  const longest = names.reduce((most, name) => Math.max(most, widthOf(name)), 1);
  return { "--names": `${Math.min(longest, longestName) + 0.5}ch` };
}

interface ClassesProps {
  names: readonly string[];
  values: readonly number[];
  actual: number;
  range: readonly [number, number];
  meaning: Examination["meaning"];
}

/** A bar for each class; the right one is underlined, the chosen one coloured. */
function Classes({ names, values, actual, range, meaning }: ClassesProps) {
  const listed = listedClasses(values, actual);
  const lengths = bars(values, ...range);
  const chosen = chosenClass(values);
  return (
    <>
      <ul className={styles.classes} style={labelWidth(names)}>
        {listed.map((label) => {
          const bar = lengths[label];
          return (
            <li key={label} className={styles.class}>
              <span
                className={classNames(styles.label, label === actual && styles.actual)}
                title={names[label]}
              >
                {names[label]}
              </span>
              <span className={styles.track} aria-hidden="true">
                <span
                  className={classNames(styles.bar, label === chosen && styles.chosen)}
                  style={{
                    left: `${100 * (bar?.start ?? 0)}%`,
                    width: `${100 * (bar?.length ?? 0)}%`,
                  }}
                />
              </span>
              <span className={styles.value}>
                {valueText(values[label] ?? Number.NaN, meaning)}
              </span>
            </li>
          );
        })}
      </ul>
      {values.length > listed.length && (
        <p className={styles.more}>
          {t("examples.chosen.more", { count: values.length - listed.length })}
        </p>
      )}
    </>
  );
}

interface ValuesProps {
  names: readonly string[];
  values: readonly number[];
  actual: Float32Array;
}

function Values({ names, values, actual }: ValuesProps) {
  return (
    <ul className={styles.classes}>
      {values.map((value, target) => (
        <li key={names[target]} className={styles.number}>
          <span className={styles.label}>{names[target]}</span>
          <span className={styles.value}>{numberText(value)}</span>
          <span className={styles.more}>
            {t("examples.chosen.error", {
              value: numberText(Math.abs(value - (actual[target] ?? Number.NaN))),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
