import { useMemo, useState } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import { classNames } from "../../ui/class-names.ts";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { runNames } from "../../ui/run-names.ts";
import { Switch } from "../../ui/Switch.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { Answers } from "./Answers.tsx";
import { ExampleAnswers } from "./ExampleAnswers.tsx";
import styles from "./OutputPanel.module.css";
import { Results } from "./Results.tsx";

type Picture = "boundary" | "curve" | null;

/** Whether the answer can be drawn over the inputs, and how. */
function pictureOf(info: DatasetInfo | null): Picture {
  if (!info || info.inputShape.length !== 1) return null;
  if (info.inputShape[0] === 2) return "boundary";
  return info.inputShape[0] === 1 ? "curve" : null;
}

/** What the networks answer: a picture where the data have one or two inputs, examples elsewhere. */
export function OutputPanel() {
  const info = useRuns((state) => state.dataset);
  const runs = useDocument((state) => state.experiment.runs);
  const names = useMemo(() => runNames(runs), [runs]);
  const [showValidation, setShowValidation] = useState(true);
  const picture = pictureOf(info);
  const regression = info?.targets.kind === "values";
  const { title, help } = wordsOf(info, picture);
  return (
    <Panel
      title={title}
      className={classNames(styles.panel, info ? styles.pictured : styles.plain)}
      note={help && <Help label={t("actions.about", { name: title })} text={help} />}
      actions={
        picture && (
          <label className={styles.option}>
            {t("output.showValidation")}
            <Switch checked={showValidation} onChange={setShowValidation} />
          </label>
        )
      }
    >
      <div className={classNames(styles.body, names.length === 1 && styles.single)}>
        {picture && info && <Answers names={names} info={info} showValidation={showValidation} />}
        {!picture && info && <ExampleAnswers names={names} info={info} />}
        <div className={styles.numbers}>
          <Results names={names} regression={regression} />
        </div>
      </div>
    </Panel>
  );
}

/** What the panel is called, and what its question mark says. */
function wordsOf(info: DatasetInfo | null, picture: Picture): { title: string; help: string } {
  if (!info) return { title: t("output.results"), help: "" };
  if (picture === null) {
    const heldOut = info.preview.validation.count > 0;
    const help = t(heldOut ? "answers.help" : "answers.helpTraining");
    return { title: t("answers.title"), help };
  }
  const boundary = picture === "boundary" && info.targets.kind === "classes";
  return boundary
    ? { title: t("output.boundary"), help: t("output.boundaryHelp") }
    : { title: t("output.curve"), help: t("output.curveHelp") };
}
