import { Trash2 } from "lucide-react";
import { fieldWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { Experiment, SearchRange } from "../../spec/experiment.ts";
import {
  type SearchParameter,
  searchParameterNames,
  searchParameters,
} from "../../spec/search-catalogue.ts";
import { useDocument } from "../../stores/document.ts";
import { addRange, removeRange, searchOf, setRangeEnd } from "../../stores/search.ts";
import { type Draw, hasEffect } from "../../train/search/draw.ts";
import { atEdge } from "../../train/search/narrow.ts";
import { walkOf } from "../../train/search/walk.ts";
import { Help } from "../../ui/Help.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { rangeOf } from "../../ui/NumberRow.tsx";
import { fieldHelp } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { RangeSlider } from "./RangeSlider.tsx";
import styles from "./Ranges.module.css";

const place = { area: "searchParameters" } as const;

interface RangesProps {
  /** Drawn for the best candidate of the last search, and what it was drawn from. */
  best: { readonly draw: Draw; readonly ranges: readonly SearchRange[] } | null;
}

/** What is drawn, and between which ends. */
export function Ranges({ best }: RangesProps) {
  const experiment = useDocument((state) => state.experiment);
  const { ranges } = searchOf(experiment);
  const free = searchParameterNames.filter((name) =>
    ranges.every(({ parameter }) => parameter !== name),
  );
  return (
    <section aria-label={t("search.ranges")}>
      <ul className={styles.ranges}>
        {ranges.map((range) => (
          <RangeRow
            key={range.parameter}
            range={range}
            notes={notesOn(range, experiment, best)}
            isLast={ranges.length === 1}
          />
        ))}
      </ul>
      {free.length > 0 && <AddParameter free={free} />}
    </section>
  );
}

/** What is worth knowing about a range: that it changes nothing, or that the best lies at its end. */
function notesOn(range: SearchRange, experiment: Experiment, best: RangesProps["best"]): string[] {
  const { parameter, low, high } = range;
  const drawn = best?.draw[parameter];
  const searched = best?.ranges.find((each) => each.parameter === parameter);
  const edge = drawn !== undefined && searched && isSame(searched, range) && atEdge(range, drawn);
  return [
    ...(hasEffect(experiment, parameter) ? [] : noEffect(parameter)),
    ...(low === high ? [t("search.single")] : []),
    ...(edge ? [edge === "low" ? t("search.edgeLow") : t("search.edgeHigh")] : []),
  ];
}

function isSame(a: SearchRange, b: SearchRange): boolean {
  return a.low === b.low && a.high === b.high;
}

function noEffect(parameter: SearchParameter): string[] {
  switch (parameter) {
    case "momentum":
    case "dropout":
    case "initialStd":
      return [t(`search.noEffect.${parameter}`)];
    default:
      return [];
  }
}

interface RangeRowProps {
  range: SearchRange;
  notes: readonly string[];
  isLast: boolean;
}

function RangeRow({ range: { parameter, low, high }, notes, isLast }: RangeRowProps) {
  const { label } = fieldWords(place, parameter);
  const field = searchParameters[parameter];
  const range = rangeOf(field);
  const change = (end: "low" | "high", value: number) => setRangeEnd(parameter, end, value);
  const lowLabel = t("search.low", { parameter: label });
  const highLabel = t("search.high", { parameter: label });
  return (
    <li className={styles.range}>
      <span className={styles.name}>
        {label}
        <Help {...fieldHelp(field, place, parameter)} />
        <span className={styles.walk}>{walkWords(parameter)}</span>
      </span>
      <NumberField
        {...range}
        aria-label={lowLabel}
        className={styles.end}
        value={low}
        onChange={(value) => change("low", value)}
      />
      <RangeSlider
        range={range}
        low={low}
        high={high}
        label={t("search.slider", { parameter: label })}
        lowLabel={lowLabel}
        highLabel={highLabel}
        onChange={change}
      />
      <NumberField
        {...range}
        aria-label={highLabel}
        className={styles.end}
        value={high}
        onChange={(value) => change("high", value)}
      />
      <span className={styles.remove}>
        <IconButton
          label={isLast ? t("search.last") : t("search.remove", { parameter: label })}
          icon={<Trash2 size={14} aria-hidden="true" />}
          disabled={isLast}
          onClick={() => removeRange(parameter)}
        />
      </span>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </li>
  );
}

function walkWords(parameter: SearchParameter): string {
  switch (walkOf(parameter)) {
    case "log":
      return t("search.logarithmic");
    case "logOfRest":
      return t("search.complement");
    case "linear":
      return "";
  }
}

function AddParameter({ free }: { free: readonly SearchParameter[] }) {
  const options = free.map((value) => ({ value, label: fieldWords(place, value).label }));
  return (
    <Select<SearchParameter | "">
      aria-label={t("search.add")}
      className={styles.add}
      value=""
      options={[{ value: "", label: t("search.addPlaceholder") }, ...options]}
      onChange={(parameter) => parameter !== "" && addRange(parameter)}
    />
  );
}
