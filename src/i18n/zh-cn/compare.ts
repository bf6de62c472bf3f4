/** 并排比较各组训练，以及过去的训练。 */
import type { Messages } from "../en.ts";

const table = {
  run: "训练组",
  about: "每行是一组训练。与第一组不同的格子有标记，其余各组都相同。",
  alike: "与第一组相同",
  cell: "{run}：{field}",
  initializerNumber: "{run}：初始权重的{field}",
  none: "–",
  add: "添加一组训练",
  menu: "{run} 的操作",
  settings: "全部设置",
  columns: "列",
  columnsHelp: "各组之间有差异的字段总会显示，并排在最前。",
  differs: "有差异",
  scroll: "各组训练及其设置，可左右滚动",
} as const;

const presets = {
  title: "一键比较",
  mode: "现有的各组怎么办",
  replace: "替换",
  add: "添加",
  optimizers: "SGD、Momentum、AdaGrad、Adam",
  initializers: "标准差 0.01、Xavier、He",
  seeds: "每组种子数",
  oneSeed: "一个种子",
  fiveSeeds: "五个种子",
} as const;

const fair = {
  batches: "各组按同样的顺序看到同样的数据和批次。",
  sameStart: "它们从相同的权重出发：种子相同，初始化方法也相同。",
  sameStartWhere: "它们的种子相同：凡形状相同之处，初始权重也相同。",
  sameDraw: "它们的种子相同：初始权重出自同一串随机数，再按各组自己的初始化缩放。",
  sameDrawWhere: "它们的种子相同：凡形状相同之处，初始权重出自同一串随机数。",
  ownStart: "它们的种子不同，各组抽取自己的初始权重。",
  seeds: "每组训练 {count} 个种子，从它自己的种子开始递增。",
} as const;

const verdict = {
  waiting: "第一次评估之后才看得出谁领先。",
  oneSeed: "只有一个种子时不评胜负：换一个种子，名次可能颠倒。用五个种子可以看出偶然性有多大。",
  best: "{run} 最好：验证部分为 {value}，{count} 个种子在 {low} 到 {high} 之间，其他各组都没有进入这个范围。",
  tie: "{run} 的平均值最高，为 {value}（{low} 到 {high}），但与{others}分不出高下：它们的范围有重叠。",
  none: "没有一组的种子全都训练到现在，因此不评最佳。",
  soFar: "目前：{sentence}",
} as const;

const results = {
  title: "结果",
  about: "验证部分上的数值：一组内各种子的平均值，下面是最小值和最大值。",
  empty: "开始训练，各组的数值就会出现在这里。",
  scroll: "各组训练的结果，可左右滚动",
  choose: "把 {run} 选入集成",
  bestLoss: "最佳损失",
  finalLoss: "最终损失",
  bestAccuracy: "最佳准确率",
  finalAccuracy: "最终准确率",
  bestR2: "最佳 R²",
  finalR2: "最终 R²",
  seconds: "用时",
  rate: "步/秒",
  state: "发散",
  range: "{low} – {high}",
  no: "否",
  yes: "是",
  diverged: "已发散",
  divergedSeeds: { other: "{seeds} 个种子中有 {count} 个" },
  sort: "按{column}排序",
} as const;

const ensemble = {
  about: "选几组训练，或选一组多个种子的训练：把它们在验证部分上的预测取平均。",
  name: { other: "{count} 个模型的集成" },
  again: "重新求平均",
  step: "第 {step} 步",
  noValidation: "没有留出样本，无法求平均。",
  better: "在第 {step} 步，预测的平均达到 {value}，比其中单独最好的高 {gain}。",
  worse: "在第 {step} 步，预测的平均达到 {value}，比其中单独最好的低 {gain}。",
  equal: "在第 {step} 步，预测的平均达到 {value}，与其中单独最好的一样。",
  alone: "在第 {step} 步，预测的平均达到 {value}。",
} as const;

const past = {
  title: "过去的训练",
  about:
    "重新生成权重时，之前的各组训练会保留下来：以淡影留在曲线后面，直到你隐藏它们；最近 {count} 次训练还会保存在这个浏览器里，下次打开仍在。",
  none: "还没有。训练若干步之后重置或重建，之前的训练就会留在这里。",
  list: "过去的训练，最近的在前",
  seeds: { other: "{count} 个种子" },
  steps: { other: "{count} 步" },
  figures: "最终损失 {loss} · {accuracy}",
  noFigures: "尚未评估",
  other: "数据或损失不同",
  otherHelp: "它的淡影只会画在数据和损失都相同的训练旁边。",
  show: "在曲线后面显示 {run}",
  hide: "从曲线中隐藏 {run}",
  hideAll: "隐藏所有淡影",
  branch: "从 {run} 继续",
  branched: "“{run}”已加入各组训练，可以撤销。",
  opened: "已打开“{run}”的文档；撤销可以回到原来的文档。",
  full: "已经放不下更多训练组，请先删除一组。",
  differences: "{run} 与现在第一组的差异",
  delete: "删除 {when} 的训练",
} as const;

const diff = {
  title: "差异",
  first: "比较",
  second: "与",
  present: "现在的各组",
  past: "{run}，{when}",
  none: "没有差异：两者的训练会完全相同。",
  same: "这是同一组训练。",
  field: "字段",
  absent: "–",
  sections: {
    run: "训练组",
    data: "数据",
    network: "网络",
    loss: "损失",
    training: "训练",
  },
  caption: "{first} 与 {second} 的差异",
} as const;

export const compare = {
  title: "并排比较",
  change: "{before} → {after}",
  on: "开",
  off: "关",
  batchNorm: { asBuilt: "批归一化按网络", on: "加批归一化", off: "无批归一化" },
  structure: "对网络的改动",
  start: "初始权重取自",
  startOf: { other: "{name}，{count} 层" },
  table,
  presets,
  fair,
  verdict,
  results,
  ensemble,
  past,
  diff,
} satisfies Messages["compare"];
