import { useMemo, useState } from "react";
import { t } from "../../i18n/index.ts";
import { exampleLook } from "../../ui/charts/example-look.ts";
import type { DatasetInfo, Examination } from "../../worker/protocol.ts";
import { chosenClass, classValues } from "./answer-look.ts";
import { numberText } from "./answer-text.ts";
import styles from "./ChosenExample.module.css";
import { Part } from "./Part.tsx";
import { RunAnswers } from "./RunAnswers.tsx";
import { SaliencyView } from "./SaliencyView.tsx";
import { useExamples, useRunAnswers, useSaliency } from "./use-example.ts";

interface ChosenExampleProps {
  info: DatasetInfo;
  examination: Examination;
  index: number;
  names: readonly string[];
  run: number;
  visible: boolean;
}

/** One example closely: what it is, what each run makes of it, and what the answer hangs on. */
export function ChosenExample(props: ChosenExampleProps) {
  const { info, examination, index, names, run, visible } = props;
  const example = useExamples([index]).get(index);
  const answers = useRunAnswers(example, visible);
  const look = useMemo(() => exampleLook(info), [info]);
  const [wanted, setWanted] = useState<number | null>(null);
  const classes = info.targets.names.length;
  const own = answers?.values[run];
  const predicted =
    info.targets.kind === "classes" && own ? chosenClass(classValues(own, classes)) : null;
  const output = wanted ?? predicted ?? 0;
  const known = wanted !== null || predicted !== null || info.targets.kind === "values";
  const gradient = useSaliency({ run, example, output, visible: visible && known });
  return (
    <Part title={t("examples.chosen.title", { index: index + 1 })}>
      <div className={styles.body}>
        {example && <p className={styles.actual}>{actualText(info, example.y)}</p>}
        {answers ? (
          <RunAnswers
            info={info}
            meaning={examination.meaning}
            answers={answers}
            names={names}
            actual={example?.y ?? new Float32Array()}
          />
        ) : (
          <p className={styles.quiet}>{t("examples.chosen.waiting")}</p>
        )}
        {example && answers && (
          <SaliencyView
            info={info}
            look={look}
            example={example}
            gradient={gradient}
            output={output}
            onOutput={setWanted}
          />
        )}
      </div>
    </Part>
  );
}

function actualText({ targets }: DatasetInfo, y: Float32Array): string {
  if (targets.kind === "classes") {
    return t("examples.chosen.is", { name: targets.names[y[0] ?? 0] ?? "" });
  }
  return targets.names
    .map((target, place) =>
      t("examples.chosen.value", { target, value: numberText(y[place] ?? Number.NaN) }),
    )
    .join(" · ");
}
