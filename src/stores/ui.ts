/** How the page looks and what is open on it; nothing of it changes a result. */
import { create } from "zustand";
import { type Locale, locales } from "../i18n/index.ts";
import type { Experiment } from "../spec/experiment.ts";
import type { EngineChoice } from "../worker/protocol.ts";
import { keep, keptText, readKept } from "./kept.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const engineChoices: readonly EngineChoice[] = ["auto", "gpu", "cpu", "reference"];

export type NetworkView = "stack" | "graph";

/** What the column of results shows. */
export const resultViews = [
  "curves",
  "inside",
  "examples",
  "checks",
  "compare",
  "search",
  "operations",
  "labs",
] as const;
export type ResultView = (typeof resultViews)[number];

export type OpenDialog =
  | { readonly kind: "share" }
  | { readonly kind: "help" }
  /** A link was followed while there is work of one's own. */
  | { readonly kind: "openLink"; readonly experiment: Experiment };

export interface UiState {
  readonly theme: Theme;
  /** null: the best for the browser's languages. */
  readonly locale: Locale | null;
  /** Keys without Ctrl, Alt or Command do something; some people press them by accident. */
  readonly singleKeys: boolean;
  /** What is to train, here and at the next visit. */
  readonly engine: EngineChoice;
  readonly dialog: OpenDialog | null;
  /** Index of the run whose settings are shown; may be behind the last after a removal. */
  readonly selectedRun: number;
  readonly networkView: NetworkView;
  readonly resultView: ResultView;
  /** The results have the whole page. */
  readonly wide: boolean;
}

const key = "trainyard.view";

type KeptView = Pick<UiState, "theme" | "locale" | "singleKeys" | "engine">;

/** What was kept from the last visit; anything unknown in it is left out. */
export function readView(text: string | null): KeptView {
  const kept = readKept(text);
  return {
    theme: themes.find((theme) => theme === kept.get("theme")) ?? "system",
    locale: locales.find((locale) => locale === kept.get("locale")) ?? null,
    singleKeys: kept.get("singleKeys") !== false,
    engine: engineChoices.find((engine) => engine === kept.get("engine")) ?? "auto",
  };
}

export const useUi = create<UiState>(() => ({
  ...readView(keptText(key)),
  dialog: null,
  selectedRun: 0,
  networkView: "stack",
  resultView: "curves",
  wide: false,
}));

function keepView(): void {
  const { theme, locale, singleKeys, engine } = useUi.getState();
  const view: KeptView = { theme, locale, singleKeys, engine };
  keep(key, view);
}

export function setTheme(theme: Theme): void {
  useUi.setState({ theme });
  keepView();
}

export function setLocaleChoice(locale: Locale): void {
  useUi.setState({ locale });
  keepView();
}

export function setSingleKeys(singleKeys: boolean): void {
  useUi.setState({ singleKeys });
  keepView();
}

export function setEngineChoice(engine: EngineChoice): void {
  useUi.setState({ engine });
  keepView();
}

export function openDialog(dialog: OpenDialog): void {
  useUi.setState({ dialog });
}

export function closeDialog(): void {
  useUi.setState({ dialog: null });
}

export function selectRun(index: number): void {
  useUi.setState({ selectedRun: index });
}

export function setNetworkView(networkView: NetworkView): void {
  useUi.setState({ networkView });
}

export function setResultView(resultView: ResultView): void {
  useUi.setState({ resultView });
}

export function setWide(wide: boolean): void {
  useUi.setState({ wide });
}
