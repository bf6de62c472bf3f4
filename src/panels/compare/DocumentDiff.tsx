import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { ghostId, type PastTraining } from "../../stores/past-runs.ts";
import { runNames } from "../../ui/run-names.ts";
import { type OptionGroup, Select } from "../../ui/Select.tsx";
import {
  type Candidate,
  type Chosen,
  candidateOf,
  candidatesOf,
  presentId,
} from "./diff-choice.ts";
import { type Difference, differences, documentFacts } from "./document-words.ts";
import styles from "./PastPanel.module.css";
import { whenText } from "./past-words.ts";

interface DocumentDiffProps {
  trainings: readonly PastTraining[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** Everything in which two runs differ, with their documents. */
export function DocumentDiff({ trainings, chosen, onChoose }: DocumentDiffProps) {
  const present = useDocument((state) => state.experiment);
  const candidates = useMemo(() => candidatesOf(present, trainings), [present, trainings]);
  const options = useMemo(() => groups(present.runs, trainings), [present.runs, trainings]);
  const first = candidateOf(candidates, chosen.first, 0);
  const second = candidateOf(candidates, chosen.second, 1);
  if (!first || !second) return null;
  const nameOf = ({ id }: Candidate) =>
    options.flatMap((group) => group.options).find(({ value }) => value === id)?.label ?? "";
  return (
    <section className={styles.diff} aria-label={t("compare.diff.title")}>
      <div className={styles.choice}>
        <label>
          {t("compare.diff.first")}
          <Select
            value={first.id}
            options={options}
            onChange={(id) => onChoose({ first: id, second: second.id })}
          />
        </label>
        <label>
          {t("compare.diff.second")}
          <Select
            value={second.id}
            options={options}
            onChange={(id) => onChoose({ first: first.id, second: id })}
          />
        </label>
      </div>
      {first.id === second.id ? (
        <p className={styles.quiet}>{t("compare.diff.same")}</p>
      ) : (
        <Differences first={first} second={second} names={[nameOf(first), nameOf(second)]} />
      )}
    </section>
  );
}

function groups(
  runs: Parameters<typeof runNames>[0],
  trainings: readonly PastTraining[],
): OptionGroup<string>[] {
  const all = [
    { id: presentId, label: t("compare.diff.present"), runs },
    ...trainings.map(({ id, createdAt, experiment }) => ({
      id,
      label: whenText(createdAt),
      runs: experiment.runs,
    })),
  ];
  return all.map(({ id, label, runs: named }) => ({
    label,
    options: runNames(named).map((name, run) => ({
      value: ghostId(id, run),
      label: id === presentId ? name : t("compare.diff.past", { run: name, when: label }),
    })),
  }));
}

interface DifferencesProps {
  first: Candidate;
  second: Candidate;
  names: readonly [string, string];
}

function Differences({ first, second, names }: DifferencesProps) {
  const found = useMemo(
    () =>
      differences(
        documentFacts(first.experiment, first.run),
        documentFacts(second.experiment, second.run),
      ),
    [first, second],
  );
  if (found.length === 0) return <p className={styles.quiet}>{t("compare.diff.none")}</p>;
  const caption = t("compare.diff.caption", { first: names[0], second: names[1] });
  return (
    <table className={styles.table} aria-label={caption}>
      <thead>
        <tr>
          <th scope="col">{t("compare.diff.field")}</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      {sectionsOf(found).map(([section, rows]) => (
        <tbody key={section}>
          <tr>
            <th scope="rowgroup" colSpan={3} className={styles.section}>
              {t(`compare.diff.sections.${section}`)}
            </th>
          </tr>
          {rows.map(({ key, label, before, after }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{before ?? t("compare.diff.absent")}</td>
              <td>{after ?? t("compare.diff.absent")}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function sectionsOf(found: readonly Difference[]) {
  return [...Map.groupBy(found, ({ section }) => section)];
}
