import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { type OptimizerKind, optimizers } from "../../spec/catalogue.ts";
import { optimizerKinds } from "../../train/surfaces/descent.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { Playback } from "../../ui/Playback.tsx";
import { RowForm } from "../../ui/RowForm.tsx";
import { RunMark } from "../../ui/RunMark.tsx";
import { Select } from "../../ui/Select.tsx";
import { HeightChart } from "./HeightChart.tsx";
import {
  changeLab,
  changeSettings,
  changeSpec,
  forgetSettings,
  type LabState,
  settingsOf,
  surfaceChoices,
  surfaceOf,
  useLab,
} from "./lab-state.ts";
import { OwnLoss } from "./OwnLoss.tsx";
import { RateSchedule } from "./RateSchedule.tsx";
import styles from "./SurfaceLab.module.css";
import { SurfacePlot } from "./SurfacePlot.tsx";
import { TrailTable } from "./TrailTable.tsx";
import { type Trail, useTrails } from "./use-trails.ts";

const mostSteps = 1000;
/** A path of any length is played in about so many seconds. */
const playSeconds = 6;

const showStep = (step: number) => changeLab({ step });

/** Everything of the lab but its heading. */
export function SurfaceLab() {
  const state = useLab();
  const { surface, chosen } = state;
  const isOwn = surface === "own";
  return (
    <div className={styles.lab}>
      <Choices state={state} />
      <p className={styles.about}>
        <span className={styles.formula}>{t(`surfaceLab.surfaces.${surface}.formula`)}</span>{" "}
        {t(`surfaceLab.surfaces.${surface}.help`)}
      </p>
      {isOwn && <OwnLoss own={state.own} />}
      {(!isOwn || state.own) && (
        <>
          <Legend chosen={chosen} />
          {chosen.length === 0 && <p className={styles.about}>{t("surfaceLab.none")}</p>}
          <Race state={state} />
        </>
      )}
    </div>
  );
}

/** The ways over the surface: from above, in numbers, and over the steps. */
function Race({ state }: { state: LabState }) {
  const trails = useTrails(state);
  const surface = surfaceOf(state);
  const { start, steps } = settingsOf(state);
  const isOwn = state.surface === "own";
  const step = Math.min(state.step, steps);
  const [open, setOpen] = useState<OptimizerKind | null>(null);
  return (
    <div className={styles.pictures}>
      <div className={styles.main}>
        <SurfacePlot
          surface={surface}
          label={t(`surfaceLab.surfaces.${state.surface}.label`)}
          start={start}
          trails={trails}
          step={step}
          onStart={(next) => changeSettings({ start: next })}
        />
        <Playback
          label={t("surfaceLab.step")}
          step={step}
          last={steps}
          hertz={Math.max(4, steps / playSeconds)}
          onStep={showStep}
        />
      </div>
      <div className={styles.side}>
        <TrailTable trails={trails} step={step} bounded={isOwn} open={open} onOpen={setOpen} />
        <OpenSettings trail={trails.find(({ kind }) => kind === open)} />
        <HeightChart
          title={t(isOwn ? "surfaceLab.loss" : "surfaceLab.heights")}
          trails={trails}
          lowest={surface.lowest}
          steps={steps}
          step={step}
        />
        <RateSchedule state={state} steps={steps} />
      </div>
    </div>
  );
}

/** Which surface, from where, how far. */
function Choices({ state }: { state: LabState }) {
  return (
    <div className={styles.choices}>
      <Select
        aria-label={t("surfaceLab.surface")}
        className={styles.surface}
        value={state.surface}
        options={surfaceChoices.map((value) => ({
          value,
          label: t(`surfaceLab.surfaces.${value}.label`),
        }))}
        onChange={(surface) => changeLab({ surface, step: Number.POSITIVE_INFINITY })}
      />
      {(state.surface !== "own" || state.own) && <Numbers state={state} />}
    </div>
  );
}

/** They say something of a surface that is there. */
function Numbers({ state }: { state: LabState }) {
  const { start, steps } = settingsOf(state);
  const { xRange, yRange } = surfaceOf(state);
  const [x, y] = start;
  return (
    <>
      <NumberPart
        label={t("surfaceLab.startX")}
        range={xRange}
        value={x}
        onChange={(next) => changeSettings({ start: [next, y] })}
      />
      <NumberPart
        label={t("surfaceLab.startY")}
        range={yRange}
        value={y}
        onChange={(next) => changeSettings({ start: [x, next] })}
      />
      <NumberPart
        label={t("surfaceLab.steps")}
        range={[1, mostSteps]}
        integer
        value={steps}
        onChange={(next) => changeSettings({ steps: next })}
      />
      <Button icon={<RotateCcw size={14} aria-hidden="true" />} onClick={forgetSettings}>
        {t("surfaceLab.reset")}
      </Button>
    </>
  );
}

interface NumberPartProps {
  label: string;
  range: readonly [number, number];
  integer?: boolean;
  value: number;
  onChange: (value: number) => void;
}

function NumberPart({ label, range, integer = false, value, onChange }: NumberPartProps) {
  return (
    <span className={styles.number}>
      <span aria-hidden="true">{label}</span>
      <NumberField
        aria-label={label}
        className={styles.field}
        min={range[0]}
        max={range[1]}
        scale={integer ? "log" : "linear"}
        integer={integer}
        value={value}
        onChange={onChange}
      />
    </span>
  );
}

/** All optimizers; those pressed are drawn. */
function Legend({ chosen }: { chosen: readonly OptimizerKind[] }) {
  function toggle(kind: OptimizerKind): void {
    const without = chosen.filter((other) => other !== kind);
    changeLab({ chosen: without.length < chosen.length ? without : [...chosen, kind] });
  }
  return (
    <ul className={styles.legend} aria-label={t("surfaceLab.legend")}>
      {optimizerKinds.map((kind, index) => {
        const shown = chosen.includes(kind);
        return (
          <li key={kind}>
            <button
              type="button"
              className={classNames(styles.entry, !shown && styles.off)}
              aria-pressed={shown}
              onClick={() => toggle(kind)}
            >
              <RunMark index={index} />
              {rowWords("optimizers", kind).label}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Hyper-parameters of the optimizer that is open in the table. */
function OpenSettings({ trail }: { trail: Trail | undefined }) {
  if (!trail) return null;
  const { kind, name, spec } = trail;
  return (
    <section className={styles.settings} aria-label={t("surfaceLab.settingsOf", { name })}>
      <p className={styles.about}>{rowWords("optimizers", kind).help}</p>
      <RowForm
        fields={optimizers[kind].fields}
        place={{ area: "optimizers", kind }}
        values={spec}
        zeroTexts={{ rampSteps: t("training.constantMomentum") }}
        onChange={(field, value) => changeSpec({ ...spec, [field]: value })}
      />
    </section>
  );
}
