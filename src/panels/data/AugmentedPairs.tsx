import { ChevronRight } from "lucide-react";
import { useDeferredValue, useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import type { DataSpec } from "../../spec/experiment.ts";
import { useDocument } from "../../stores/document.ts";
import { ExamplePicture } from "../../ui/charts/ExamplePicture.tsx";
import { useSize } from "../../ui/charts/use-size.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./Augmentation.module.css";
import { augmentedSet, pairsOf } from "./augmented-pairs.ts";

const gap = 8;
/** CSS pixels of one picture, at least. */
const narrowest = { image: 40, sequence: 44 } as const;
/** Between the two of a pair. */
const between = 12;
const sequenceHeight = 36;

interface AugmentedPairsProps {
  data: DataSpec;
  info: DatasetInfo;
  /** Another step shows other draws. */
  step: number;
}

/** Some examples, each beside what training might see of it at a step. */
export function AugmentedPairs({ data, info, step }: AugmentedPairsProps) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const seed = useDocument((state) => state.experiment.orderSeed);
  const originals = useMemo(() => pairsOf(info), [info]);
  // Large images take their time: the slider goes first.
  const spec = useDeferredValue(data.augmentation);
  const augmented = useMemo(
    () => augmentedSet(info, originals, { spec, seed, step }),
    [info, originals, spec, seed, step],
  );
  const kind = info.form === "image" ? "image" : "sequence";
  const columns = columnsFor(size?.width ?? 0, originals.count, narrowest[kind]);
  const side = Math.floor((((size?.width ?? 0) + gap) / columns - gap - between) / 2);
  const width = kind === "image" ? Math.min(side, 64) : side;
  const height = kind === "image" ? width : sequenceHeight;
  return (
    <div ref={host} className={styles.host}>
      {size && (
        <ul
          className={styles.pairs}
          aria-label={t("augmenting.preview")}
          style={{ gridTemplateColumns: `repeat(${columns}, auto)` }}
        >
          {originals.names.map((name, example) => (
            <li key={`pair ${example + 1}`} className={styles.pair} title={name}>
              <span className={styles.side}>
                <ExamplePicture {...{ width, height, example }} examples={originals.set} text="" />
              </span>
              <ChevronRight size={10} aria-hidden="true" className={styles.arrow} />
              <span className={styles.side}>
                <ExamplePicture
                  {...{ width, height, example }}
                  examples={augmented}
                  text={t("augmenting.pair", { name })}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** As many pairs in a line as have room, by a number that leaves no gaps: 1, 2, 4 or 8. */
function columnsFor(width: number, count: number, side: number): number {
  const most = (width + gap) / (2 * side + between + gap);
  return [8, 4, 2].find((columns) => columns <= most && columns <= count) ?? 1;
}
