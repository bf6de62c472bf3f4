import { t } from "../../i18n/index.ts";
import { Help } from "../../ui/Help.tsx";
import styles from "./PictureHead.module.css";

interface PictureHeadProps {
  title: string;
  help: string;
  /** What the help is about. */
  name: string;
}

export function PictureHead({ title, help, name }: PictureHeadProps) {
  return (
    <figcaption className={styles.head}>
      {title}
      <Help label={t("actions.about", { name })} text={help} />
    </figcaption>
  );
}
