import { Shuffle } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import { ExamplePicture } from "../../ui/charts/ExamplePicture.tsx";
import { type ExampleSet, exampleLook } from "../../ui/charts/example-look.ts";
import { SequenceLegend } from "../../ui/charts/SequenceLegend.tsx";
import { useSize } from "../../ui/charts/use-size.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Unseen } from "../../ui/Unseen.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { type ClassWindows, classWindows } from "./class-windows.ts";
import styles from "./SequencePreview.module.css";
import type { ShownData } from "./use-preview.ts";

const narrowest = 100;
const gap = 6;
const height = 42;
/** Few classes have a line of windows each, more of them one window each. */
const mostLines = 4;
/** Classes shown before the rest is asked for. */
const mostClasses = 12;

/** Windows of each class, side by side on one scale, and how many there are. */
export function SequencePreview({ info, counted }: ShownData) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const [turn, setTurn] = useState(0);
  const [all, setAll] = useState(false);
  const examples = useMemo(
    (): ExampleSet => ({
      ...info.preview.training,
      inputShape: info.inputShape,
      look: exampleLook(info),
    }),
    [info],
  );
  const rows = useMemo(() => classWindows(info), [info]);
  const columns = Math.max(1, Math.floor(((size?.width ?? 0) + gap) / (narrowest + gap)));
  const width = Math.floor(((size?.width ?? 0) - (columns - 1) * gap) / columns);
  const lines = rows.length <= mostLines;
  const each = lines ? columns * (rows.length === 1 ? 2 : 1) : 1;
  const shown = all ? rows : rows.slice(0, mostClasses);
  const turns = Math.max(...rows.map(({ examples: found }) => Math.ceil(found.length / each)));
  return (
    <div className={styles.preview}>
      <div ref={host} className={styles.host}>
        {size && (
          <ul
            className={styles.classes}
            aria-label={t(info.targets.kind === "classes" ? "sequences.byClass" : "data.preview")}
            style={{ gap, gridTemplateColumns: `repeat(${lines ? 1 : columns}, auto)` }}
          >
            {shown.map((row) => (
              <li key={row.label} className={styles.class}>
                <ClassCaption row={row} counted={counted} />
                <div className={styles.windows} style={{ gap }}>
                  {windowsAt(row.examples, turn, each).map((example) => (
                    <figure key={example} className={styles.window} style={{ width }}>
                      <ExamplePicture
                        examples={examples}
                        example={example}
                        width={width}
                        height={height}
                        text={pictureText(info, example)}
                      />
                      {info.targets.kind === "values" && (
                        <figcaption className={styles.value}>{targetOf(info, example)}</figcaption>
                      )}
                    </figure>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={styles.foot}>
        <SequenceLegend info={info} look={examples.look} />
        {turns > 1 && (
          <IconButton
            size="small"
            label={t("sequences.others")}
            icon={<Shuffle size={14} aria-hidden="true" />}
            onClick={() => setTurn((turn + 1) % turns)}
          />
        )}
      </div>
      {rows.length > shown.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t("sequences.all", { count: rows.length })}
        </Button>
      )}
    </div>
  );
}

/** `each` examples of a class; another turn shows the next ones, and after the last the first again. */
function windowsAt(found: readonly number[], turn: number, each: number): readonly number[] {
  const count = Math.min(each, found.length);
  return Array.from(
    { length: count },
    (_, index) => found[(turn * each + index) % found.length] ?? 0,
  );
}

function targetOf({ targets, preview }: DatasetInfo, example: number): string {
  const width = targets.names.length;
  const values = preview.training.y.slice(example * width, (example + 1) * width);
  return Array.from(values, (value) => formatNumber(value, currentLocale(), 3)).join(", ");
}

function pictureText(info: DatasetInfo, example: number): string {
  if (info.targets.kind === "values") {
    return t("sequences.pictureOf", { value: targetOf(info, example) });
  }
  const name = info.targets.names[info.preview.training.y[example] ?? 0] ?? "";
  return t("sequences.picture", { name });
}

function ClassCaption({ row, counted }: { row: ClassWindows; counted: boolean }) {
  if (row.name === null) return null;
  const { training, validation } = row;
  const text = t("sequences.parts", { training, validation });
  return (
    <p className={styles.caption} title={counted ? `${row.name}: ${text}` : row.name}>
      <span className={styles.name}>{row.name}</span>
      {counted && (
        <>
          <span className={styles.counts} aria-hidden="true">
            {t("sequences.partsShort", { training, validation })}
          </span>
          <Unseen>{text}</Unseen>
        </>
      )}
    </p>
  );
}
