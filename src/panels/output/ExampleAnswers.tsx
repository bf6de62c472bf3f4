import { Shuffle } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import { useAnswers } from "../../stores/answers.ts";
import { useRuns } from "../../stores/runs.ts";
import { SequenceLegend } from "../../ui/charts/SequenceLegend.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { useTurn } from "../../ui/InTurn.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useVisible } from "../../ui/use-visible.ts";
import type { Answers, DatasetInfo } from "../../worker/protocol.ts";
import { AnswerCard } from "./AnswerCard.tsx";
import styles from "./ExampleAnswers.module.css";
import { answerTo, type ShownExamples, shownExamples } from "./example-answers.ts";

/** Answers a second, while training changes them. */
const hertz = 3;
/** Cards at a time: all of them would push everything else away. */
const pageSize = 12;

/** Asks for the answers while they can be seen; null until they come. */
function useWatchedAnswers(
  { request, count, set }: ShownExamples,
  host: React.RefObject<HTMLElement | null>,
): Answers | null {
  const watch = useRuns((state) => state.commands.watchAnswers);
  const answers = useAnswers((state) => state.answers);
  const visible = useVisible(host);
  useEffect(() => {
    if (!visible) return;
    watch({ request, count, x: set.x, lengths: set.lengths, hertz });
    return () => watch(null);
  }, [watch, visible, request, count, set]);
  // Between other data and the next question the answers are still those to the old examples.
  return answers?.request === request ? answers : null;
}

interface ExampleAnswersProps {
  names: readonly string[];
  info: DatasetInfo;
}

/** Examples, each with what one run's network makes of it now. */
export function ExampleAnswers({ names, info }: ExampleAnswersProps) {
  const host = useRef<HTMLDivElement>(null);
  const examples = useMemo(() => shownExamples(info), [info]);
  const answers = useWatchedAnswers(examples, host);
  const [chosen, setChosen] = useState(0);
  const [onlyWrong, setOnlyWrong] = useState(false);
  const [turn, setTurn] = useState(0);
  const isDrawn = useTurn();
  const run = Math.min(chosen, names.length - 1);
  const cards = Array.from({ length: examples.count }, (_, example) => ({
    example,
    answer: answers && answerTo(info, examples, example, answers, run),
  }));
  const judged = cards.flatMap(({ answer }) => (answer?.kind === "class" ? [answer] : []));
  const wrong = onlyWrong && judged.length > 0;
  const wanted = wrong
    ? cards.filter(({ answer }) => answer?.kind === "class" && !answer.right)
    : cards;
  const pages = Math.ceil(wanted.length / pageSize);
  // Fewer may be wrong by now than were when the page was turned.
  const first = pages === 0 ? 0 : (turn % pages) * pageSize;
  const shown = wanted.slice(first, first + pageSize);
  return (
    <div ref={host} className={styles.answers}>
      <div className={styles.bar}>
        {names.length > 1 && (
          <label className={styles.choice}>
            {t("output.run")}
            <Select
              value={String(run)}
              options={names.map((label, index) => ({ value: String(index), label }))}
              onChange={(value) => setChosen(Number(value))}
            />
          </label>
        )}
        {judged.length > 0 && (
          <p className={styles.quiet}>
            {t("answers.rightOf", {
              right: judged.filter(({ right }) => right).length,
              count: judged.length,
            })}
          </p>
        )}
        {info.targets.kind === "classes" && (
          <label className={styles.choice}>
            {t("answers.onlyWrong")}
            <Switch checked={onlyWrong} onChange={setOnlyWrong} />
          </label>
        )}
        {pages > 1 && (
          <IconButton
            size="small"
            label={t("answers.others")}
            icon={<Shuffle size={14} aria-hidden="true" />}
            onClick={() => setTurn(turn + 1)}
          />
        )}
      </div>
      <ul className={styles.cards} aria-label={t("answers.list")}>
        {shown.map(({ example, answer }) => (
          <AnswerCard
            key={example}
            info={info}
            examples={examples}
            example={example}
            answer={answer}
            isDrawn={isDrawn}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.quiet}>{t("answers.noneWrong")}</p>}
      <SequenceLegend info={info} look={examples.set.look} />
    </div>
  );
}
