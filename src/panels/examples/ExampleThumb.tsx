import { formatNumber } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";
import type { KnownExample } from "../../stores/examination.ts";
import { ExamplePicture } from "../../ui/charts/ExamplePicture.tsx";
import type { ExampleLook, ExampleSet } from "../../ui/charts/example-look.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./Gallery.module.css";
import { PointPicture } from "./PointPicture.tsx";

/** CSS pixels. */
const imageSize = { width: 56, height: 56 };
const sequenceSize = { width: 88, height: 36 };
const pointSize = { width: 64, height: 64 };
/** Numbers of a row that have room. */
const mostNumbers = 3;

interface ExampleThumbProps {
  info: DatasetInfo;
  look: ExampleLook;
  /** undefined: not fetched yet; its room is kept. */
  example: KnownExample | undefined;
}

/** What an example looks like, small: its picture, its place in the plane, or its first numbers. */
export function ExampleThumb({ info, look, example }: ExampleThumbProps) {
  const pictured = look.kind !== "none";
  const point = !pictured && info.inputShape.length === 1 && (info.inputShape[0] ?? 0) <= 2;
  const size = look.kind === "image" ? imageSize : pictured ? sequenceSize : pointSize;
  if (!pictured && !point) {
    return <span className={styles.numbers}>{firstNumbers(example)}</span>;
  }
  return (
    <span className={styles.thumb} style={{ height: size.height }}>
      {example && pictured && (
        <ExamplePicture examples={exampleSet(info, look, example)} example={0} {...size} text="" />
      )}
      {example && point && <PointPicture info={info} example={example} {...size} text="" />}
    </span>
  );
}

const sets = new WeakMap<KnownExample, ExampleSet>();

/** A set of this one example; the same for as long as the example is, so that it is drawn once. */
export function exampleSet(
  info: DatasetInfo,
  look: ExampleLook,
  example: KnownExample,
): ExampleSet {
  const known = sets.get(example);
  if (known?.look === look) return known;
  const { x, lengths } = example;
  const set = { x, lengths, inputShape: info.inputShape, look };
  sets.set(example, set);
  return set;
}

function firstNumbers(example: KnownExample | undefined): string {
  if (!example) return "…";
  const shown = [...example.x.subarray(0, mostNumbers)];
  const text = shown.map((value) => formatNumber(value, currentLocale(), 2)).join(", ");
  return example.x.length > mostNumbers ? `${text}, …` : text;
}
