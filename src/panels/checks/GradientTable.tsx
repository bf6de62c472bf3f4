import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Compared, TensorCheck } from "../../train/checks/compare-tensors.ts";
import type { GradientCheck } from "../../train/checks/gradient-check.ts";
import { uneasy, wrong } from "../../train/checks/relative-error.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";
import styles from "./GradientTable.module.css";
import { errorText } from "./words.ts";

/** Every tensor with its worst entry: which one, the gradient, and the differences. */
export function GradientTable({ check }: { check: GradientCheck }) {
  const { tensors, penalties, frozen, executor } = check;
  if (tensors.length === 0) return null;
  return (
    <Disclosure id="checks.gradientTable" title={t("checks.table.open")}>
      <ScrollingTable label={t("checks.table.caption")}>
        <thead>
          <tr>
            <th scope="col">{t("checks.table.tensor")}</th>
            <th scope="col">{t("checks.table.entries")}</th>
            <th scope="col">{t("checks.table.kinks")}</th>
            <th scope="col">{t("checks.table.mathematics")}</th>
            <th scope="col">{executor.toUpperCase()}</th>
            <th scope="col">{t("checks.table.at")}</th>
            <th scope="col">{t("checks.table.analytic")}</th>
            <th scope="col">{t("checks.table.numeric")}</th>
          </tr>
        </thead>
        <tbody>
          {tensors.map((tensor) => (
            <Row key={tensor.name} tensor={tensor} name={tensor.name} />
          ))}
          {penalties.map((tensor) => (
            <Row
              key={`${tensor.name} penalty`}
              tensor={tensor}
              name={t("checks.table.penalty", { tensor: tensor.name })}
            />
          ))}
        </tbody>
      </ScrollingTable>
      {frozen.length > 0 && (
        <p className={styles.note}>{t("checks.table.frozen", { names: frozen.join(", ") })}</p>
      )}
      <p className={styles.note}>{t("checks.table.note")}</p>
    </Disclosure>
  );
}

function Row({ tensor, name }: { tensor: TensorCheck; name: string }) {
  const { checked, kinks, leftOut, engine, mathematics, shape } = tensor;
  const number = (value: number) => formatNumber(value, currentLocale(), 4);
  const shown = engine ?? mathematics;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{number(checked)}</td>
      <td>{leftOut > 0 ? t("checks.table.leftOut", { kinks, leftOut }) : number(kinks)}</td>
      <ErrorCell compared={mathematics} />
      <ErrorCell compared={engine} />
      <td>{shown ? placeText(shown.index, shape) : "–"}</td>
      <td>{shown ? number(shown.analytic) : "–"}</td>
      <td>{shown ? number(shown.numeric) : "–"}</td>
    </tr>
  );
}

function ErrorCell({ compared }: { compared: Compared | null }) {
  if (compared === null) return <td>–</td>;
  const { error } = compared;
  const grade = error > wrong ? styles.wrong : error > uneasy ? styles.uneasy : undefined;
  const sign = error > wrong ? " ✗" : error > uneasy ? " !" : "";
  return (
    <td className={grade}>
      {errorText(error)}
      {sign}
    </td>
  );
}

/** [row, column] of an index in row-major order. */
function placeText(index: number, shape: readonly number[]): string {
  let rest = index;
  const places = [...shape].reverse().map((size) => {
    const place = rest % size;
    rest = Math.floor(rest / size);
    return place;
  });
  return `[${places.reverse().join(", ")}]`;
}
