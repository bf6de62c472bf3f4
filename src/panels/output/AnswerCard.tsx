import { Check, MoveRight, X } from "lucide-react";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { ExamplePicture } from "../../ui/charts/ExamplePicture.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Unseen } from "../../ui/Unseen.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./ExampleAnswers.module.css";
import type { ClassAnswer, ShownExamples, ValueAnswer } from "./example-answers.ts";

/** CSS pixels. */
const sequenceSize = { width: 90, height: 36 };
const imageSize = { width: 52, height: 52 };

interface AnswerCardProps {
  info: DatasetInfo;
  examples: ShownExamples;
  example: number;
  answer: ClassAnswer | ValueAnswer | null;
  /** Without, the place of its picture is kept. */
  isDrawn: boolean;
}

/** One example: its picture, what it is, and what the network takes it for. */
export function AnswerCard({ info, examples, example, answer, isDrawn }: AnswerCardProps) {
  const { set, y } = examples;
  const actual = actualText(info, y, example);
  const image = set.look.kind === "image";
  const size = image ? imageSize : sequenceSize;
  return (
    <li className={classNames(styles.card, image && styles.narrow)}>
      {set.look.kind !== "none" && (
        <span className={styles.picture} style={{ height: size.height }}>
          {isDrawn && <ExamplePicture examples={set} example={example} {...size} text="" />}
        </span>
      )}
      <span className={styles.actual} title={actual}>
        <Unseen>
          {info.targets.kind === "classes"
            ? t("answers.is", { name: actual })
            : t("answers.value", { value: actual })}
        </Unseen>
        <span aria-hidden="true">{actual}</span>
      </span>
      {answer?.kind === "class" && <Taken info={info} answer={answer} actual={y[example] ?? 0} />}
      {answer?.kind === "values" && (
        <span className={styles.taken}>
          <Unseen>{t("answers.predicted", { value: numbers(answer.values) })}</Unseen>
          <MoveRight size={12} aria-hidden="true" />
          <span aria-hidden="true">{numbers(answer.values)}</span>
        </span>
      )}
      {answer === null && <Unanswered info={info} />}
    </li>
  );
}

function numbers(values: readonly number[]): string {
  return values.map((value) => formatNumber(value, currentLocale(), 3)).join(", ");
}

function actualText({ targets }: DatasetInfo, y: Float32Array, example: number): string {
  if (targets.kind === "classes") return targets.names[y[example] ?? 0] ?? "";
  const width = targets.names.length;
  return numbers([...y.subarray(example * width, (example + 1) * width)]);
}

/** Takes the room that the answer will take. */
function Unanswered({ info: { targets } }: Pick<AnswerCardProps, "info">) {
  const hasBars = targets.kind === "classes" && targets.names.length <= mostBars;
  return (
    <>
      <span className={styles.taken}>–</span>
      {hasBars && <span className={styles.shares} />}
    </>
  );
}

interface TakenProps {
  info: DatasetInfo;
  answer: ClassAnswer;
  actual: number;
}

/** The class that the network chooses, told right from wrong by a sign as well as by colour. */
function Taken({ info, answer, actual }: TakenProps) {
  const { right, label, shares } = answer;
  const name = info.targets.names[label] ?? "";
  const share = formatPercent(shares[label] ?? 0, currentLocale(), 0);
  const Sign = right ? Check : X;
  return (
    <>
      <span
        className={classNames(styles.taken, right ? styles.right : styles.wrong)}
        title={`${name} ${share}`}
      >
        <Sign size={12} aria-hidden="true" />
        <span className={styles.name} aria-hidden="true">
          {right ? share : `${name} ${share}`}
        </span>
        <Unseen>{t(right ? "answers.right" : "answers.wrong", { name, share })}</Unseen>
      </span>
      <Shares shares={shares} label={label} actual={actual} names={info.targets.names} />
    </>
  );
}

/** More bars than these say nothing in so small a place. */
const mostBars = 20;

interface SharesProps {
  shares: readonly number[];
  label: number;
  actual: number;
  names: readonly string[];
}

/** The share of every class; the right one is underlined. */
function Shares({ shares, label, actual, names }: SharesProps) {
  if (shares.length > mostBars) return null;
  return (
    <span className={styles.shares} aria-hidden="true">
      {shares.map((share, index) => (
        <span
          key={names[index]}
          title={`${names[index] ?? ""} ${formatPercent(share, currentLocale(), 0)}`}
          className={classNames(styles.share, index === actual && styles.actualShare)}
        >
          <span
            className={classNames(styles.level, index === label && styles.chosen)}
            style={{ height: `${Math.round(100 * share)}%` }}
          />
        </span>
      ))}
    </span>
  );
}
