import { rowWords } from "../../i18n/catalogue.ts";
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { type SignalActivation, usualSize } from "../../train/first-weights/signal-spec.ts";
import { type Spread, type SpreadKind, spreadRanges } from "../../train/first-weights/spread.ts";
import { tickText } from "../../ui/charts/axis.ts";
import { histogramPath } from "./histogram-path.ts";
import { columnKey, columnNames, type Direction, useColumns } from "./lab-columns.ts";
import styles from "./SignalGrid.module.css";

const layers = Array.from({ length: usualSize.layers }, (_, index) => index);

interface SignalGridProps {
  activation: SignalActivation;
  direction: Direction;
}

/** One activation: a column for each initializer, a row for each layer. */
export function SignalGrid({ activation, direction }: SignalGridProps) {
  const { columns, std } = useColumns();
  const kind = direction === "forward" ? activation : "gradient";
  const label = rowWords("activations", activation).label;
  const isWaiting = columnNames.some((name) => !columns[columnKey(activation, name)]?.layers);
  return (
    <table className={styles.grid} aria-busy={isWaiting}>
      <caption className={styles.caption}>
        {label} <Range kind={kind} />
        {isWaiting && <span className={styles.range}> · {t("initializerLab.waiting")}</span>}
      </caption>
      <thead>
        <tr>
          <th scope="col" className={styles.layer}>
            <span className={styles.unseen}>{t("initializerLab.layer")}</span>
          </th>
          {columnNames.map((name) => (
            <th key={name} scope="col">
              {t(`initializerLab.columns.${name}`, { std: tickText(std) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {layers.map((layer) => (
          <tr key={layer}>
            <th scope="row" className={styles.layer}>
              {layer + 1}
            </th>
            {columnNames.map((name) => {
              const found = columns[columnKey(activation, name)]?.layers?.[layer];
              return (
                <td key={name}>
                  {found ? <Cell spread={found[direction]} kind={kind} /> : <Waiting />}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Range({ kind }: { kind: SpreadKind }) {
  const [low, high] = spreadRanges[kind];
  return (
    <span className={styles.range}>
      {t("initializerLab.range", { low: tickText(low), high: tickText(high) })}
    </span>
  );
}

const width = 90;
const height = 30;

/** As high as what will come. */
function Waiting() {
  return <div className={styles.waiting} />;
}

/** Two digits and as few signs as can be. */
function shortText(value: number): string {
  const rounded = Number(value.toPrecision(2));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-2 || size >= 1000))
    return rounded.toExponential().replace("e+", "e");
  return String(rounded).replace("-", "−");
}

/** A mean of less than this many deviations is one of chance. */
const noise = 0.03;

function Cell({ spread, kind }: { spread: Spread; kind: SpreadKind }) {
  const { path, cut } = histogramPath(spread.counts, width, height);
  const { mean, std } = spread;
  return (
    <>
      <svg
        className={styles.picture}
        viewBox={`0 -1 ${width} ${height + 1}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={`M0 ${height}H${width}`} className={styles.ground} />
        <path d={path} className={styles.bars} />
        {cut.map((x) => (
          <path key={x} d={`M${x - 3} 3l6 -3`} className={styles.cut} />
        ))}
      </svg>
      <span className={styles.figures}>
        {Math.abs(mean) < noise * std ? "0" : shortText(mean)} ± {shortText(std)}
      </span>
      <Note spread={spread} kind={kind} />
    </>
  );
}

/** Less than this much of the scale of N(0, 1) is a signal that is gone. */
const gone = 1e-2;
const far = 30;

function Note({ spread: { std, saturated, dead }, kind }: { spread: Spread; kind: SpreadKind }) {
  const share = (value: number) => formatPercent(value, currentLocale(), 0);
  if (std < gone) return <span className={styles.bad}>{t("initializerLab.vanished")}</span>;
  if (std > far) return <span className={styles.bad}>{t("initializerLab.exploded")}</span>;
  if (kind === "gradient") return null;
  if (kind !== "relu") {
    const isBad = saturated > 0.4;
    const word = t("initializerLab.saturated", { share: share(saturated) });
    return <span className={isBad ? styles.bad : styles.note}>{word}</span>;
  }
  if (dead > 0)
    return <span className={styles.bad}>{t("initializerLab.dead", { share: share(dead) })}</span>;
  return (
    <span className={styles.note}>{t("initializerLab.zero", { share: share(saturated) })}</span>
  );
}
