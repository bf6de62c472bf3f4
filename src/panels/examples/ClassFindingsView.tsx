import { useState } from "react";
import { t } from "../../i18n/index.ts";
import type { ClassFindings } from "../../train/examination.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { InTurn } from "../../ui/InTurn.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import type { DatasetInfo, Examination } from "../../worker/protocol.ts";
import { ClassTable } from "./ClassTable.tsx";
import { Confusion } from "./Confusion.tsx";
import styles from "./Gallery.module.css";
import { Gallery } from "./Gallery.tsx";
import { JudgedTile } from "./JudgedTile.tsx";
import { type Cell, countAt, hitShare, type Matrix } from "./matrix-look.ts";
import { Part } from "./Part.tsx";

type Source = "worst" | "leastSure" | "cell";

interface ClassFindingsViewProps {
  info: DatasetInfo;
  examination: Examination;
  findings: ClassFindings;
}

/** Which classes are taken for which, with the examples behind it. */
export function ClassFindingsView({ info, examination, findings }: ClassFindingsViewProps) {
  const [cell, setCell] = useState<Cell | null>(null);
  const [source, setSource] = useState<Source>("worst");
  const { names } = info.targets;
  const matrix: Matrix = { counts: findings.counts, classes: names.length };
  function choose(next: Cell): void {
    setCell(next);
    setSource("cell");
  }
  return (
    <div className={styles.column}>
      <InTurn>
        <Confusion
          matrix={matrix}
          names={names}
          step={examination.step}
          cell={source === "cell" ? cell : null}
          onChoose={choose}
        />
      </InTurn>
      <InTurn>
        <Part
          title={sourceTitle(source, cell, names)}
          actions={
            <SegmentedControl<Source>
              label={t("examples.gallery.label")}
              value={source}
              options={[
                { value: "worst", label: t("examples.gallery.worst") },
                { value: "leastSure", label: t("examples.gallery.leastSure") },
                { value: "cell", label: t("examples.gallery.cell") },
              ]}
              onChange={setSource}
            />
          }
        >
          <Judged
            info={info}
            examination={examination}
            findings={findings}
            source={source}
            cell={cell}
            matrix={matrix}
          />
        </Part>
      </InTurn>
      <InTurn>
        <Disclosure id="examples.classes" title={t("examples.classes.title")}>
          <ClassTable matrix={matrix} names={names} />
        </Disclosure>
      </InTurn>
    </div>
  );
}

function sourceTitle(source: Source, cell: Cell | null, names: readonly string[]): string {
  if (source !== "cell") return t(`examples.gallery.${source}`);
  if (cell === null) return t("examples.gallery.cell");
  return t("examples.gallery.cellOf", wordsOf(cell, names));
}

function wordsOf({ actual, predicted }: Cell, names: readonly string[]) {
  return { actual: names[actual] ?? "", predicted: names[predicted] ?? "" };
}

interface JudgedProps extends ClassFindingsViewProps {
  source: Source;
  cell: Cell | null;
  matrix: Matrix;
}

function Judged({ info, examination, findings, source, cell, matrix }: JudgedProps) {
  const inCell = findings.behind.filter(
    ({ actual, predicted }) => actual === cell?.actual && predicted === cell.predicted,
  );
  const items = source === "cell" ? inCell : findings[source];
  const count = cell === null ? 0 : countAt(matrix, cell.actual, cell.predicted);
  return (
    <>
      <Gallery
        info={info}
        items={items}
        empty={
          hitShare(matrix) === null
            ? t("examples.gallery.noAnswers")
            : emptyText(source, cell, info.targets.names)
        }
        tile={(item) => <JudgedTile info={info} meaning={examination.meaning} judged={item} />}
      />
      {source === "cell" && count > items.length && (
        <p className={styles.quiet}>
          {t("examples.gallery.shown", { shown: items.length, count })}
        </p>
      )}
    </>
  );
}

function emptyText(source: Source, cell: Cell | null, names: readonly string[]): string {
  if (source !== "cell") return t("examples.gallery.noMistakes");
  if (cell === null) return t("examples.gallery.noCell");
  return t("examples.gallery.emptyCell", wordsOf(cell, names));
}
