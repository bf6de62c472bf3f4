import type { TrainyardConsole } from "../src/app/console.ts";

declare global {
  interface Window {
    /** Of the real page. */
    trainyard: TrainyardConsole;
  }
}
