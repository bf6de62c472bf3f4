import { useId } from "react";
import { t } from "../../i18n/index.ts";
import { setGradientSettings, setOverfitSettings, useChecks } from "../../stores/checks.ts";
import { type GradientSettings, gradientDefaults } from "../../train/checks/gradient-check.ts";
import { type OverfitSettings, overfitDefaults } from "../../train/checks/overfit.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import type { Range } from "../../ui/scale.ts";
import styles from "./CheckSettings.module.css";

const count = (min: number, max: number): Range => ({ min, max, scale: "log", integer: true });
const seed: Range = { min: 0, max: 4_294_967_295, scale: "linear", integer: true };

const gradientRanges: Readonly<Record<keyof GradientSettings, Range>> = {
  h: { min: 1e-8, max: 0.1, scale: "log" },
  entries: count(1, 1000),
  batch: count(1, 256),
  warmup: { min: 0, max: 2000, scale: "linear", integer: true },
  seed,
};
const overfitRanges: Readonly<Record<keyof OverfitSettings, Range>> = {
  examples: count(1, 1000),
  steps: count(16, 100_000),
  seed,
};
const gradientNames = ["h", "entries", "batch", "warmup", "seed"] as const;
const overfitNames = ["examples", "steps", "seed"] as const;

/** How the heavier checks go. */
export function CheckSettings({ check }: { check: "gradient" | "overfit" }) {
  return check === "gradient" ? <OfGradient /> : <OfOverfit />;
}

function OfGradient() {
  const settings = useChecks((state) => state.gradient);
  const changed = gradientNames.filter((name) => settings[name] !== gradientDefaults[name]).length;
  return (
    <Disclosure id="checks.gradient" title={t("checks.settings")} changed={changed}>
      <div className={styles.fields}>
        {gradientNames.map((name) => (
          <Setting
            key={name}
            label={t(`checks.fields.${name}`)}
            value={settings[name]}
            range={gradientRanges[name]}
            onChange={(value) => setGradientSettings({ [name]: value })}
          />
        ))}
      </div>
    </Disclosure>
  );
}

function OfOverfit() {
  const settings = useChecks((state) => state.overfit);
  const changed = overfitNames.filter((name) => settings[name] !== overfitDefaults[name]).length;
  return (
    <Disclosure id="checks.overfit" title={t("checks.settings")} changed={changed}>
      <div className={styles.fields}>
        {overfitNames.map((name) => (
          <Setting
            key={name}
            label={t(`checks.fields.${name}`)}
            value={settings[name]}
            range={overfitRanges[name]}
            onChange={(value) => setOverfitSettings({ [name]: value })}
          />
        ))}
      </div>
    </Disclosure>
  );
}

interface SettingProps {
  label: string;
  value: number;
  range: Range;
  onChange: (value: number) => void;
}

function Setting({ label, value, range, onChange }: SettingProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <NumberField id={id} value={value} onChange={onChange} {...range} />
    </div>
  );
}
