import { t } from "../i18n/index.ts";
import styles from "./RunChoice.module.css";
import { RunMark } from "./RunMark.tsx";
import { Select } from "./Select.tsx";

interface RunChoiceProps {
  names: readonly string[];
  run: number;
  onChange: (run: number) => void;
}

/** Which run a view shows, with its mark in the charts; nothing where there is one only. */
export function RunChoice({ names, run, onChange }: RunChoiceProps) {
  if (names.length < 2) return null;
  return (
    <span className={styles.choice}>
      <RunMark index={run} />
      <Select
        aria-label={t("runs.shown")}
        value={String(run)}
        options={names.map((label, index) => ({ value: String(index), label }))}
        onChange={(value) => onChange(Number(value))}
      />
    </span>
  );
}
