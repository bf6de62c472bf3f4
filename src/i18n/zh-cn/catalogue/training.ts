/** Words of what holds for all runs, and of what may differ between them, in simplified Chinese. */
import type { ActivationName } from "../../../spec/catalogue.ts";
import type { CatalogueWords } from "../../catalogue-words.ts";
import { activations } from "./activations.ts";

export const training = {
  batchSize: { label: "批大小", help: "一次更新对多少个样本的梯度取平均。" },
  shuffle: {
    label: "打乱顺序",
    help: "每一轮之前是否重新随机排列样本。",
    options: { epoch: "每轮一次", none: "从不" },
  },
  limitUnit: {
    label: "时长单位",
    help: "一轮是把训练样本过一遍，一步是一次更新。",
    options: { epochs: "轮", steps: "步" },
  },
  limit: { label: "时长", help: "训练到这么多轮或步之后自动停止。" },
  evaluateEvery: {
    label: "评估间隔",
    help: "每隔多少步在验证部分上评估一次；0 表示每轮一次，但至少间隔 50 步。",
  },
  target: {
    label: "达标即停",
    help: "各组训练的验证准确率（或 R²）都达到此值时停止训练；0 表示关闭。",
  },
  patience: {
    label: "耐心",
    help: "早停：连续这么多次评估，各组训练都没有进步，就停止训练；0 表示关闭（Prechelt，1998）。",
  },
  watch: {
    label: "观察",
    help: "耐心和最佳检查点以验证部分的什么为准。",
    options: { loss: "验证损失", accuracy: "验证准确率（或 R²）" },
  },
  seeds: {
    label: "每组种子数",
    help: "每组训练重复这么多次，种子依次递增：曲线是平均值，色带从最小到最大。只有一个种子时不评胜负。",
  },
  keepBest: { label: "保留最佳", help: "把评估结果最好时的权重存为检查点，以后可以恢复。" },
  checkpointEvery: {
    label: "检查点间隔",
    help: "每隔多少步在这个浏览器里保存一个检查点；0 表示不保存。",
  },
} satisfies CatalogueWords["training"];

export const run = {
  seed: { label: "种子", help: "决定初始权重、Dropout 和噪声：同一个种子得到同一组结果。" },
  l1: {
    label: "L1 惩罚",
    help: "给每个权重的梯度加上 λ·sign(w)，把不重要的权重压到零；与 L2 合用即弹性网络。偏置不受影响。",
  },
  l2: { label: "L2 惩罚", help: "给每个权重的梯度加上 λ·w，使权重保持较小；偏置不受影响。" },
  weightDecay: {
    label: "权重衰减",
    help: "每一步从每个权重中减去 η·λ·w，与优化器自身的步子分开，不经过梯度；偏置不受影响（Loshchilov 与 Hutter，2017）。",
  },
  maxNorm: {
    label: "最大范数",
    help: "每个单元输入权重的范数上限；每一步之后超出的会被缩回。0 表示关闭；层自己的上限优先。",
  },
  clipNorm: {
    label: "梯度裁剪",
    help: "梯度的全局范数超过此值时按比例缩小，方向不变；0 表示关闭。",
  },
  clipValue: {
    label: "逐值裁剪",
    help: "在裁剪范数之后，把梯度的每个分量限制在 ± 此值以内，方向可能改变；0 表示关闭。",
  },
  dropout: {
    label: "Dropout 比率",
    help: "这一组训练中所有 Dropout 层的比率；留空则各层用自己的。",
  },
  warmup: {
    label: "预热",
    help: "学习率在这么多步之内沿直线升到设定值，之后调度才开始；0 表示关闭。",
  },
} satisfies CatalogueWords["run"];

const activationOptions = Object.fromEntries(
  Object.entries(activations).map(([name, { label }]) => [name, label]),
) as Record<ActivationName, string>;

export const structure = {
  activation: {
    label: "激活函数",
    help: "这一组训练中所有隐藏层的激活函数；输出层保持不变。",
    options: { ...activationOptions, asBuilt: "按网络" },
  },
  batchNormalization: {
    label: "批归一化",
    help: "“开”在每个隐藏的全连接层和卷积层之后、激活之前加入批归一化；“关”去掉网络里已有的。",
    options: { asBuilt: "按网络", on: "开", off: "关" },
  },
  width: { label: "宽度", help: "这一组训练中隐藏层的单元数和卷积核数乘以此数。" },
} satisfies CatalogueWords["structure"];
