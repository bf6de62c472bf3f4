/** The dictionary in simplified Chinese, loaded when it is asked for. */
import type { Messages } from "./en.ts";
import { catalogue } from "./zh-cn/catalogue.ts";
import { charts } from "./zh-cn/charts.ts";
import { checkpoints } from "./zh-cn/checkpoints.ts";
import { checks } from "./zh-cn/checks.ts";
import { circuits } from "./zh-cn/circuits.ts";
import { compare } from "./zh-cn/compare.ts";
import { dataMessages } from "./zh-cn/data.ts";
import { examples } from "./zh-cn/examples.ts";
import { faults, faultWords } from "./zh-cn/faults.ts";
import { graph } from "./zh-cn/graph.ts";
import { initializerLab } from "./zh-cn/initializer-lab.ts";
import { inside } from "./zh-cn/inside.ts";
import { labs } from "./zh-cn/labs.ts";
import { operations } from "./zh-cn/operations.ts";
import { panelsMessages } from "./zh-cn/panels.ts";
import { presets } from "./zh-cn/presets.ts";
import { search } from "./zh-cn/search.ts";
import { shellMessages } from "./zh-cn/shell.ts";
import { surfaceLab } from "./zh-cn/surface-lab.ts";
import { views } from "./zh-cn/views.ts";

export const zhCN = {
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
} satisfies Messages;
