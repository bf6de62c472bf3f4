import { useSyncExternalStore } from "react";
import { currentLocale, type Locale, onLocaleChange } from "../i18n/index.ts";

/** The present language; what calls this renders again when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(onLocaleChange, currentLocale);
}
