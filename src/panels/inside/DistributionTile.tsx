import { TriangleAlert } from "lucide-react";
import { useCallback } from "react";
import { t } from "../../i18n/index.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./DistributionTile.module.css";
import type { Distribution, Moment } from "./distributions.ts";
import { rangeOf, type ValueRange } from "./histogram.ts";
import { drawHistogram, drawMap, drawRidges } from "./histogram-paint.ts";
import { measured, shareText } from "./numbers.ts";
import { Picture } from "./Picture.tsx";

export const timeViews = ["now", "map", "ridges"] as const;
export type TimeView = (typeof timeViews)[number];

/** CSS pixels. */
const heights: Readonly<Record<TimeView, number>> = { now: 78, map: 104, ridges: 132 };

export interface DistributionLook {
  readonly time: TimeView;
  readonly log: boolean;
  /** Of the axis of values; null: each its own. */
  readonly range: ValueRange | null;
  /** The moment marked in pictures over time; null: none. */
  readonly shownStep: number | null;
  readonly run: number;
}

interface DistributionTileProps {
  distribution: Distribution;
  /** null: only the one moment is wanted. */
  moments: readonly Moment[] | null;
  look: DistributionLook;
}

/** One tensor: its picture, and what it amounts to. */
export function DistributionTile({ distribution, moments, look }: DistributionTileProps) {
  const { name, statistics } = distribution;
  const { time, log, range, shownStep, run } = look;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size) => {
      if (time === "map" && moments) drawMap(context, size, moments, log, shownStep);
      else if (time === "ridges" && moments) drawRidges(context, size, moments, log, shownStep);
      else {
        const shown = range ?? rangeOf([statistics]);
        if (!shown) return;
        drawHistogram(context, size, statistics, { log, range: shown }, runStyle(run).color);
      }
    },
    [statistics, moments, time, log, range, shownStep, run],
  );
  return (
    <li className={styles.tile}>
      <p className={styles.name} title={name}>
        {name}
      </p>
      <Picture height={heights[time]} label={describe(distribution, moments)} draw={draw} />
      <Facts distribution={distribution} />
    </li>
  );
}

function describe({ name, statistics }: Distribution, moments: readonly Moment[] | null): string {
  if (moments) {
    const [first] = moments;
    const values = { first: first?.step ?? 0, last: moments.at(-1)?.step ?? 0 };
    return t("inside.describeMap", { name, ...values, count: moments.length });
  }
  const { count, mean, std } = statistics;
  return t("inside.describeNow", { name, count, mean: measured(mean), std: measured(std) });
}

/** Shares from which a layer deserves a look. */
const manyDead = 0.2;
const manySaturated = 0.5;
/** A share of zeros below this says nothing. */
const fewZeros = 0.01;

function Facts({ distribution }: { distribution: Distribution }) {
  const { statistics, dead, saturated, ratio } = distribution;
  const { mean, std, zeros, count, notFinite } = statistics;
  return (
    <ul className={styles.facts}>
      {count === 0 ? (
        <li>{t("inside.noValues")}</li>
      ) : (
        <>
          <li>{t("inside.mean", { value: measured(mean) })}</li>
          <li>{t("inside.std", { value: measured(std) })}</li>
        </>
      )}
      {ratio !== null && <li>{t("inside.ratio", { value: measured(ratio) })}</li>}
      {dead !== null && (
        <Share bad={dead >= manyDead} help={t("inside.deadHelp")}>
          {t("inside.dead", { share: shareText(dead) })}
        </Share>
      )}
      {saturated !== null && (
        <Share bad={saturated >= manySaturated} help={t("inside.saturatedHelp")}>
          {t("inside.saturated", { share: shareText(saturated) })}
        </Share>
      )}
      {dead === null && zeros >= fewZeros && (
        <li>{t("inside.zeros", { share: shareText(zeros) })}</li>
      )}
      {notFinite > 0 && (
        <Share bad help="">
          {t("inside.notFinite", { count: notFinite })}
        </Share>
      )}
    </ul>
  );
}

/** A fact that is a warning when it is bad: by a sign as well as by colour. */
function Share({ bad, help, children }: { bad: boolean; help: string; children: string }) {
  return (
    <li title={help} className={bad ? styles.bad : ""}>
      {bad && <TriangleAlert size={11} aria-hidden="true" />}
      {children}
    </li>
  );
}
