/** The English dictionary; its shape is what every other dictionary must have. */
import { catalogue } from "./en/catalogue.ts";
import { charts } from "./en/charts.ts";
import { checkpoints } from "./en/checkpoints.ts";
import { checks } from "./en/checks.ts";
import { circuits } from "./en/circuits.ts";
import { compare } from "./en/compare.ts";
import { dataMessages } from "./en/data.ts";
import { examples } from "./en/examples.ts";
import { faults, faultWords } from "./en/faults.ts";
import { graph } from "./en/graph.ts";
import { initializerLab } from "./en/initializer-lab.ts";
import { inside } from "./en/inside.ts";
import { labs } from "./en/labs.ts";
import { operations } from "./en/operations.ts";
import { panelsMessages } from "./en/panels.ts";
import { presets } from "./en/presets.ts";
import { search } from "./en/search.ts";
import { shellMessages } from "./en/shell.ts";
import { surfaceLab } from "./en/surface-lab.ts";
import { views } from "./en/views.ts";

export const en = {
  ...shellMessages,
  ...panelsMessages,
  ...dataMessages,
  catalogue,
  charts,
  checkpoints,
  presets,
  faults,
  faultWords,
  graph,
  inside,
  examples,
  checks,
  compare,
  search,
  operations,
  circuits,
  surfaceLab,
  initializerLab,
  labs,
  views,
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
