import { t } from "../i18n/index.ts";
import { closeDialog, setSingleKeys, useUi } from "../stores/ui.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Switch } from "../ui/Switch.tsx";
import styles from "./HelpDialog.module.css";
import { commandKey } from "./shortcuts.ts";

/** What the page is, and its keys. */
export function HelpDialog() {
  const singleKeys = useUi((state) => state.singleKeys);
  const rows: readonly (readonly [keys: string, text: string])[] = [
    [t("shortcuts.space"), t("shortcuts.train")],
    [".", t("shortcuts.step")],
    ["R", t("shortcuts.reset")],
    [`${commandKey}Z`, t("shortcuts.undo")],
    [`${commandKey}⇧Z`, t("shortcuts.redo")],
    ["?", t("shortcuts.help")],
    ["Alt+↑ ↓", t("shortcuts.moveLayer")],
    ["D", t("shortcuts.duplicateLayer")],
    ["Del", t("shortcuts.deleteLayer")],
    ["Esc", t("shortcuts.escape")],
  ];
  return (
    <Dialog title={t("app.help")} closeLabel={t("actions.close")} onClose={closeDialog}>
      <p>{t("app.tagline")}</p>
      <ol className={styles.steps}>
        <li>{t("guide.data")}</li>
        <li>{t("guide.network")}</li>
        <li>{t("guide.train")}</li>
        <li>{t("guide.compare")}</li>
        <li>{t("guide.share")}</li>
      </ol>
      <h3 className={styles.heading}>{t("shortcuts.title")}</h3>
      <dl className={styles.keys}>
        {rows.map(([key, text]) => (
          <div key={text}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Field label={t("shortcuts.singleKeys")} className={styles.switch}>
        {({ id }) => <Switch id={id} checked={singleKeys} onChange={setSingleKeys} />}
      </Field>
      <p className={styles.version}>
        {t("app.name")} {__APP_VERSION__}
      </p>
    </Dialog>
  );
}
