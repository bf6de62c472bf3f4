/** The English dictionary; its shape is what every other dictionary must have. */
import { catalogue } from "./en/catalogue.ts";
import { checkpoints } from "./en/checkpoints.ts";
import { dataMessages } from "./en/data.ts";
import { faults, faultWords } from "./en/faults.ts";
import { graph } from "./en/graph.ts";
import { panelsMessages } from "./en/panels.ts";
import { presets } from "./en/presets.ts";
import { shellMessages } from "./en/shell.ts";

export const en = {
  ...shellMessages,
  ...panelsMessages,
  ...dataMessages,
  catalogue,
  checkpoints,
  presets,
  faults,
  faultWords,
  graph,
} as const;

/** Chosen by `count` and the language's plural rules; Chinese needs only `other`. */
export interface Plural {
  readonly one?: string;
  readonly other: string;
}

type Widened<T> = T extends string
  ? string
  : T extends { readonly other: string; readonly one: string }
    ? Plural
    : { readonly [K in keyof T]: Widened<T[K]> };

export type Messages = Widened<typeof en>;
