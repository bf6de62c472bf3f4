/** 随机搜索的用语。 */
import type { CatalogueWords } from "../../catalogue-words.ts";

export const search = {
  seed: { label: "种子", help: "决定抽到什么：同一个种子抽出同样的候选。" },
  candidates: {
    label: "候选数",
    help: "第一阶段抽取多少组设置。它们合在同一批计算里一起训练。",
  },
  epochs: { label: "第一阶段", help: "第一阶段训练的轮数；之后每个阶段加倍。" },
  stages: { label: "阶段数", help: "由粗到细：每个阶段最好的候选进入下一阶段。" },
  keep: { label: "保留", help: "进入下一阶段的候选所占比例。" },
  fresh: { label: "新抽", help: "每个阶段在最好的候选附近新抽的数量，按保留数量的比例。" },
} satisfies CatalogueWords["search"];

export const searchParameters = {
  learningRate: { label: "学习率", help: "在对数尺度上均匀抽取，因为学习率的作用是成倍的。" },
  l1: { label: "L1 惩罚", help: "在对数尺度上均匀抽取。" },
  l2: { label: "L2 惩罚", help: "在对数尺度上均匀抽取。" },
  weightDecay: { label: "权重衰减", help: "在对数尺度上均匀抽取。" },
  dropout: { label: "Dropout 比率", help: "所有 Dropout 层的比率；均匀抽取。" },
  momentum: { label: "动量", help: "在对数尺度上均匀抽取 1 − 动量；只用于有动量的优化器。" },
  clipNorm: { label: "梯度裁剪", help: "在对数尺度上均匀抽取。" },
  initialStd: { label: "初始权重的标准差", help: "正态初始权重的标准差，在对数尺度上均匀抽取。" },
} satisfies CatalogueWords["searchParameters"];
