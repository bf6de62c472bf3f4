import { useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import type { Inspection } from "../../train/inspection.ts";
import { type Scale, tickText } from "../../ui/charts/axis.ts";
import { useSize } from "../../ui/charts/use-size.ts";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./GradientNorms.module.css";
import { type LayerNorms, layerNorms, normScale } from "./ratios.ts";
import { Section } from "./Section.tsx";

interface GradientNormsProps {
  history: readonly Inspection[];
  shown: Inspection;
  run: number;
}

/** CSS pixels. */
const rowHeight = 20;
const axisHeight = 24;

/** The gradient on its way from the loss back to the data: does it vanish, does it explode? */
export function GradientNorms({ history, shown, run }: GradientNormsProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useSize(host)?.width ?? 0;
  const norms = useMemo(() => normsOf(shown, run), [shown, run]);
  // The axis holds all moments, so that scrubbing moves the dots and not the axis.
  const scale = useMemo(
    () => normScale(history.flatMap((moment) => normsOf(moment, run))),
    [history, run],
  );
  const height = norms.length * rowHeight + axisHeight;
  const broken = norms.filter(({ weights, outputs }) => [weights, outputs].some(Number.isNaN));
  return (
    <Section title={t("inside.norms")} help={t("inside.normsHelp")} actions={<Key run={run} />}>
      {norms.length === 0 && <p className={styles.quiet}>{t("inside.noGradients")}</p>}
      <figure
        ref={host}
        className={styles.chart}
        style={{ height: norms.length > 0 ? height : 0 }}
        aria-label={t("inside.normsDescribe", { count: norms.length, step: shown.step })}
      >
        {width > 0 && norms.length > 0 && (
          <Dots norms={norms} scale={scale} run={run} size={{ width, height }} />
        )}
      </figure>
      {broken.length > 0 && (
        <p className={styles.bad}>{t("inside.normsNotFinite", { count: broken.length })}</p>
      )}
    </Section>
  );
}

function normsOf({ runs }: Inspection, run: number): LayerNorms[] {
  const inspected = runs[run];
  return inspected ? layerNorms(inspected) : [];
}

function Key({ run }: { run: number }) {
  const { color } = runStyle(run);
  return (
    <p className={styles.key}>
      <span className={styles.entry}>
        <svg width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="4" fill={color} />
        </svg>
        {t("inside.normOfWeights")}
      </span>
      <span className={styles.entry}>
        <svg width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="3.5" stroke={color} className={styles.ring} />
        </svg>
        {t("inside.normOfOutputs")}
      </span>
    </p>
  );
}

interface DotsProps {
  norms: readonly LayerNorms[];
  scale: Scale;
  run: number;
  size: { width: number; height: number };
}

function Dots({ norms, scale, run, size }: DotsProps) {
  const { color } = runStyle(run);
  const longest = Math.max(...norms.map(({ name }) => name.length));
  const left = Math.min(6.4 * longest + 12, 0.4 * size.width);
  const right = size.width - 10;
  const bottom = size.height - axisHeight;
  const [low, high] = scale.domain;
  const x = (value: number) =>
    left + (Math.log(value / low) / Math.log(high / low)) * (right - left);
  const y = (index: number) => (index + 0.5) * rowHeight;
  return (
    <svg className={styles.dots} width={size.width} height={size.height} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} className={styles.grid} />
          <text x={x(tick)} y={bottom + 14} className={styles.tick}>
            {tickText(tick)}
          </text>
        </g>
      ))}
      {norms.map(({ name }, index) => (
        <text key={name} x={left - 10} y={y(index)} dy="0.32em" className={styles.name}>
          {name}
        </text>
      ))}
      <Trail norms={norms} side="outputs" color={color} place={{ x, y, low }} />
      <Trail norms={norms} side="weights" color={color} place={{ x, y, low }} />
    </svg>
  );
}

interface TrailProps {
  norms: readonly LayerNorms[];
  side: "weights" | "outputs";
  color: string;
  place: { x: (value: number) => number; y: (index: number) => number; low: number };
}

/** Dots from layer to layer; a gradient of 0 stands at the left end. */
function Trail({ norms, side, color, place }: TrailProps) {
  const points = norms.flatMap((layer, index) => {
    const norm = layer[side];
    if (norm === null || Number.isNaN(norm)) return [];
    return [{ name: layer.name, norm, x: place.x(Math.max(norm, place.low)), y: place.y(index) }];
  });
  const filled = side === "weights";
  return (
    <g>
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
        stroke={color}
        strokeDasharray={filled ? "" : "2 3"}
        className={styles.trail}
      />
      {points.map(({ name, x, y }) => (
        <circle
          key={name}
          cx={x}
          cy={y}
          r={filled ? 4 : 3.5}
          fill={color}
          stroke={color}
          className={filled ? styles.dot : styles.ring}
        />
      ))}
    </g>
  );
}
