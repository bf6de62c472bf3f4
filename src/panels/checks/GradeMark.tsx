import { CircleCheck, CircleDashed, OctagonX, TriangleAlert } from "lucide-react";
import { t } from "../../i18n/index.ts";
import type { Grade } from "../../train/checks/check.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./GradeMark.module.css";

const icons = {
  pass: CircleCheck,
  warn: TriangleAlert,
  fail: OctagonX,
  none: CircleDashed,
} as const;

/** A grade by shape, word and colour. */
export function GradeMark({ grade }: { grade: Grade }) {
  const Icon = icons[grade];
  return (
    <span className={classNames(styles.mark, styles[grade])}>
      <Icon size={15} aria-hidden="true" />
      {t(`checks.grades.${grade}`)}
    </span>
  );
}
