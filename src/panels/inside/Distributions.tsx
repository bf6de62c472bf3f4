import { useMemo, useState } from "react";
import { t } from "../../i18n/index.ts";
import type { Inspection } from "../../train/inspection.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Distributions.module.css";
import {
  type DistributionLook,
  DistributionTile,
  type TimeView,
  timeViews,
} from "./DistributionTile.tsx";
import {
  type Distribution,
  distributionsOf,
  type GradientSide,
  lastUpdated,
  momentsOf,
  type Quantity,
  quantities,
} from "./distributions.ts";
import { rangeOf } from "./histogram.ts";
import { Section } from "./Section.tsx";
import { StatisticsTable } from "./StatisticsTable.tsx";
import { ViridisKey } from "./ViridisKey.tsx";

interface DistributionsProps {
  history: readonly Inspection[];
  shown: Inspection;
  live: boolean;
  run: number;
}

interface Settings {
  readonly quantity: Quantity;
  readonly side: GradientSide;
  readonly time: TimeView;
  readonly log: boolean;
  readonly sameAxis: boolean;
}

const initial: Settings = {
  quantity: "activations",
  side: "layers",
  time: "now",
  log: false,
  sameAxis: false,
};

/** How values are spread, tensor by tensor in network order. */
export function Distributions({ history, shown, live, run }: DistributionsProps) {
  const [settings, setSettings] = useState(initial);
  const change = (part: Partial<Settings>) => setSettings((old) => ({ ...old, ...part }));
  const { quantity, side, time } = settings;
  const seen = useMemo(
    () => (quantity === "updates" ? lastUpdated(history, shown.step, run) : null) ?? shown,
    [history, shown, run, quantity],
  );
  const rows = useMemo(() => {
    const inspected = seen.runs[run];
    return inspected ? distributionsOf(inspected, quantity, side) : [];
  }, [seen, run, quantity, side]);
  const moments = useMemo(
    () => (time === "now" ? null : momentsOf(history, run, quantity, side)),
    [time, history, run, quantity, side],
  );
  const look = lookOf(settings, rows, live ? null : shown.step, run);
  const layers = quantity === "activations" || (quantity === "gradients" && side === "layers");
  return (
    <Section
      title={t(`inside.${quantity}`)}
      help={t("inside.distributionHelp")}
      actions={
        <SegmentedControl
          label={t("inside.quantity")}
          value={quantity}
          options={quantities.map((value) => ({ value, label: t(`inside.${value}`) }))}
          onChange={(next) => change({ quantity: next })}
        />
      }
    >
      <Controls settings={settings} change={change} />
      {rows.length === 0 && (
        <p className={styles.quiet}>
          {t(quantity === "updates" ? "inside.noUpdates" : "inside.noGradients")}
        </p>
      )}
      {rows.length > 0 && seen !== shown && (
        <p className={styles.quiet}>{t("inside.updateAt", { step: seen.step })}</p>
      )}
      <ul className={styles.tiles} aria-label={t(`inside.${quantity}`)}>
        {rows.map((row) => (
          <DistributionTile
            key={row.name}
            distribution={row}
            moments={moments?.get(row.name) ?? null}
            look={look}
          />
        ))}
      </ul>
      {time === "map" && rows.length > 0 && <ViridisKey />}
      {rows.length > 0 && (
        <StatisticsTable
          title={t(`inside.${quantity}`)}
          rows={rows}
          quantity={quantity}
          layers={layers}
        />
      )}
    </Section>
  );
}

function lookOf(
  { time, log, sameAxis }: Settings,
  rows: readonly Distribution[],
  shownStep: number | null,
  run: number,
): DistributionLook {
  const range = sameAxis ? rangeOf(rows.map(({ statistics }) => statistics)) : null;
  return { time, log, range, shownStep, run };
}

interface ControlsProps {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

function Controls({ settings, change }: ControlsProps) {
  const { quantity, side, time, log, sameAxis } = settings;
  return (
    <div className={styles.controls}>
      <SegmentedControl
        label={t("inside.time")}
        value={time}
        options={timeViews.map((value) => ({ value, label: t(`inside.${value}`) }))}
        onChange={(next) => change({ time: next })}
      />
      <SegmentedControl
        label={t("inside.counts")}
        value={log ? "log" : "linear"}
        options={[
          { value: "linear", label: t("inside.linear") },
          { value: "log", label: t("inside.log") },
        ]}
        onChange={(value) => change({ log: value === "log" })}
      />
      {quantity === "gradients" && (
        <SegmentedControl<GradientSide>
          label={t("inside.side")}
          value={side}
          options={[
            { value: "layers", label: t("inside.sideLayers") },
            { value: "weights", label: t("inside.sideWeights") },
          ]}
          onChange={(next) => change({ side: next })}
        />
      )}
      {time === "now" && (
        <label className={styles.option} title={t("inside.sameAxisHelp")}>
          {t("inside.sameAxis")}
          <Switch checked={sameAxis} onChange={(next) => change({ sameAxis: next })} />
        </label>
      )}
    </div>
  );
}
