import { t } from "../../i18n/index.ts";
import { rgbText, viridis } from "../../ui/charts/colors.ts";
import styles from "./ViridisKey.module.css";

const stops = Array.from({ length: 9 }, (_, index) => rgbText(viridis(index / 8)));

/** What the colours of the maps mean. */
export function ViridisKey() {
  return (
    <p className={styles.key}>
      <i
        className={styles.strip}
        style={{ background: `linear-gradient(to right, ${stops.join(", ")})` }}
        aria-hidden="true"
      />
      {t("inside.mapLegend")}
    </p>
  );
}
