import { t } from "../../i18n/index.ts";
import { classColor } from "../../ui/charts/colors.ts";
import { Unseen } from "../../ui/Unseen.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./ClassBalance.module.css";

const barHeight = 34;
/** More names than these do not fit under their bars. */
const mostNames = 12;

/** How many examples each class has: training filled, validation in outline on top. */
export function ClassBalance({ info }: { info: DatasetInfo }) {
  const { training, validation } = info.classCounts;
  if (info.targets.kind !== "classes") return null;
  const most = Math.max(1, ...training.map((count, index) => count + (validation[index] ?? 0)));
  const named = info.targets.names.length <= mostNames;
  // A class has a colour where points are drawn in it.
  const color = (index: number) => (info.inputShape[0] === 2 ? classColor(index) : "var(--ink-3)");
  const pixels = (count: number) => (count === 0 ? 0 : Math.max(1, (barHeight * count) / most));
  return (
    <ul className={styles.balance} aria-label={t("data.balance")}>
      {info.targets.names.map((name, index) => {
        const first = training[index] ?? 0;
        const second = validation[index] ?? 0;
        const text = t("data.balanceCount", { name, count: first + second });
        return (
          <li key={name} className={styles.class} title={text}>
            <span className={styles.bar} style={{ color: color(index) }} aria-hidden="true">
              <span className={styles.validation} style={{ height: pixels(second) }} />
              <span className={styles.training} style={{ height: pixels(first) }} />
            </span>
            {named && (
              <span className={styles.name} aria-hidden="true">
                {name}
              </span>
            )}
            <Unseen>{text}</Unseen>
          </li>
        );
      })}
    </ul>
  );
}
