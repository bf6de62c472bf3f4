import {
  BookOpen,
  Languages,
  LayoutTemplate,
  Monitor,
  Moon,
  Redo2,
  Share2,
  Sun,
  Undo2,
} from "lucide-react";
import { useStore } from "zustand";
import { currentLocale, locales, lookUp, setLocale, t } from "../i18n/index.ts";
import { limits } from "../spec/limits.ts";
import { presets } from "../spec/presets.ts";
import { redo, replaceDocument, undo, useDocument } from "../stores/document.ts";
import { setTitle } from "../stores/training.ts";
import { openDialog, setLocaleChoice, setTheme, type Theme, themes, useUi } from "../stores/ui.ts";
import { Button } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";
import styles from "./Header.module.css";
import { commandKey } from "./shortcuts.ts";
import { Wordmark } from "./Wordmark.tsx";

const icon = { size: 16, "aria-hidden": true } as const;

export function Header() {
  return (
    <header className={styles.header}>
      <Wordmark name={t("app.name")} />
      <PresetMenu />
      <Title />
      <History />
      <Button
        className={styles.share}
        icon={<Share2 {...icon} />}
        aria-label={t("transport.share")}
        onClick={() => openDialog({ kind: "share" })}
      >
        <span className={styles.wide}>{t("transport.share")}</span>
      </Button>
      <LanguageMenu />
      <ThemeMenu />
      <IconButton
        label={t("app.help")}
        shortcut="?"
        icon={<BookOpen {...icon} />}
        onClick={() => openDialog({ kind: "help" })}
      />
    </header>
  );
}

function PresetMenu() {
  const items = presets().map(({ id, experiment }) => ({
    id,
    label: lookUp(`presets.${id}.label`),
    detail: lookUp(`presets.${id}.help`),
    onSelect: () => replaceDocument({ ...experiment, title: lookUp(`presets.${id}.label`) }),
  }));
  return (
    <Menu items={items}>
      {(trigger) => (
        <Button
          variant="quiet"
          icon={<LayoutTemplate {...icon} />}
          aria-label={t("panels.presets")}
          {...trigger}
        >
          <span className={styles.wide}>{t("app.examples")}</span>
        </Button>
      )}
    </Menu>
  );
}

function Title() {
  const title = useDocument((state) => state.experiment.title);
  return (
    <input
      className={styles.title}
      aria-label={t("app.titleLabel")}
      placeholder={t("app.untitled")}
      maxLength={limits.nameCharacters}
      value={title}
      onChange={(event) => setTitle(event.target.value)}
    />
  );
}

function History() {
  const canUndo = useStore(useDocument.temporal, (state) => state.pastStates.length > 0);
  const canRedo = useStore(useDocument.temporal, (state) => state.futureStates.length > 0);
  return (
    <span className={styles.group}>
      <IconButton
        label={t("actions.undo")}
        shortcut={`${commandKey}Z`}
        icon={<Undo2 {...icon} />}
        disabled={!canUndo}
        onClick={undo}
      />
      <IconButton
        label={t("actions.redo")}
        shortcut={`${commandKey}⇧Z`}
        icon={<Redo2 {...icon} />}
        disabled={!canRedo}
        onClick={redo}
      />
    </span>
  );
}

function LanguageMenu() {
  const present = currentLocale();
  const items = locales.map((locale) => ({
    id: locale,
    label: t(`language.${locale}`),
    checked: locale === present,
    onSelect: () => {
      setLocaleChoice(locale);
      void setLocale(locale);
    },
  }));
  return (
    <Menu items={items} align="end">
      {(trigger) => (
        <IconButton label={t("language.label")} icon={<Languages {...icon} />} {...trigger} />
      )}
    </Menu>
  );
}

const themeIcons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

function ThemeMenu() {
  const theme = useUi((state) => state.theme);
  const Icon = themeIcons[theme];
  const items = themes.map((each) => ({
    id: each,
    label: t(`theme.${each}`),
    checked: each === theme,
    onSelect: () => setTheme(each),
  }));
  return (
    <Menu items={items} align="end">
      {(trigger) => <IconButton label={t("theme.label")} icon={<Icon {...icon} />} {...trigger} />}
    </Menu>
  );
}
