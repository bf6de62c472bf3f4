import { t } from "../../i18n/index.ts";
import { labNames, openLab, useLabs } from "../../stores/labs.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import styles from "./LabChooser.module.css";

/** Which of the labs is shown below. */
export function LabChooser() {
  const open = useLabs((state) => state.open);
  return (
    <div className={styles.chooser}>
      <SegmentedControl
        label={t("labs.chooser")}
        value={open}
        options={labNames.map((value) => ({ value, label: t(`labs.${value}`) }))}
        onChange={openLab}
      />
    </div>
  );
}
