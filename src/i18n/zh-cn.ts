/** The dictionary in simplified Chinese, loaded when it is asked for. */
import type { Messages } from "./en.ts";
import { catalogue } from "./zh-cn/catalogue.ts";
import { checkpoints } from "./zh-cn/checkpoints.ts";
import { dataMessages } from "./zh-cn/data.ts";
import { faults, faultWords } from "./zh-cn/faults.ts";
import { graph } from "./zh-cn/graph.ts";
import { panelsMessages } from "./zh-cn/panels.ts";
import { presets } from "./zh-cn/presets.ts";
import { shellMessages } from "./zh-cn/shell.ts";

export const zhCN = {
  ...shellMessages,
  ...panelsMessages,
  ...dataMessages,
  catalogue,
  checkpoints,
  presets,
  faults,
  faultWords,
  graph,
} satisfies Messages;
