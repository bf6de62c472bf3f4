import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import type { Axis } from "./axes.ts";
import styles from "./Limits.module.css";
import { axisName } from "./look.ts";
import type { PictureProps } from "./ParallelCoordinates.tsx";

interface LimitsProps extends PictureProps {
  onBrush: (axis: Axis, brush: readonly [number, number] | null) => void;
  onClear: () => void;
}

/** The parts of the axes that are shown, as numbers: what the mouse does on the axes, for keys. */
export function Limits({ onClear, ...props }: LimitsProps) {
  const { results, shown, brushes } = props;
  const count = Object.keys(brushes).length;
  return (
    <div className={styles.limits}>
      {count > 0 && (
        <p className={styles.shown}>
          {t("search.limitsSet", { shown: shown.size, count: results.entries.length })}
          <Button size="small" onClick={onClear}>
            {t("search.clear")}
          </Button>
        </p>
      )}
      <Disclosure id="search.limits" title={t("search.limits")} changed={count}>
        <div className={styles.fields}>
          {results.axes.map((axis) => (
            <Fields key={axis.id} {...props} axis={axis} />
          ))}
        </div>
      </Disclosure>
    </div>
  );
}

function Fields(props: Omit<LimitsProps, "onClear"> & { axis: Axis }) {
  const { axis, state, regression, brushes, onBrush } = props;
  const name = axisName(axis.id, state.watched, regression);
  const [from, to] = brushes[axis.id] ?? [axis.low, axis.high];
  const range = { min: axis.low, max: axis.high, scale: axis.scale };
  const change = (low: number, high: number) => {
    const isWhole = low <= axis.low && high >= axis.high;
    onBrush(axis, isWhole ? null : [Math.min(low, high), Math.max(low, high)]);
  };
  return (
    <span className={styles.axis}>
      <span className={styles.name}>{name}</span>
      <NumberField
        {...range}
        aria-label={t("search.from", { axis: name })}
        value={from}
        onChange={(low) => change(low, to)}
      />
      <NumberField
        {...range}
        aria-label={t("search.to", { axis: name })}
        value={to}
        onChange={(high) => change(from, high)}
      />
    </span>
  );
}
