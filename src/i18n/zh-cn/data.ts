/** Words of the data panel about sequences, holding out and augmentation, and of answers, in simplified Chinese. */
import type { Messages } from "../en.ts";

const dataGroups = {
  planes: "平面上的点",
  values: "要预测的数值",
  images: "图像",
  sequences: "序列",
} satisfies Messages["dataGroups"];

const tableDialog = {
  firstRows: "文件的前几行",
  noColumn: "没有",
  outcome: "读出来是什么样",
  reading: "正在读取这张表…",
  windows: { other: "{count} 个窗口，每个 {shape}" },
  examples: "{examples}，每个 {shape}",
} satisfies Messages["tableDialog"];

const heldOut = {
  split: "划分方式",
  own: "这个数据集自带验证部分，不再另外留出。",
  people: { other: "{count} 人" },
  peopleApart: "人员：{training} 人用于训练，{validation} 人留作验证",
  peopleBoth: { other: "{count} 人，两部分里都有" },
} satisfies Messages["heldOut"];

const sequences = {
  byClass: "各类别的窗口",
  picture: "“{name}”的一段序列",
  pictureOf: "一段序列，目标值为 {value}",
  others: "换一些序列",
  all: "显示全部 {count} 个类别",
  parts: "{training} 个用于训练，{validation} 个留作验证",
  partsShort: "{training} + {validation}",
  channel: "通道 {index}",
  channels: "从上到下 {count} 个通道",
  bits: "填色：1",
  symbols: "从上到下 {count} 种符号",
  shape: "{time} 步，{channels}",
  shapeVaries: "最多 {time} 步，{channels}",
  channelCount: { other: "{count} 个通道" },
} satisfies Messages["sequences"];

const augmenting = {
  title: "数据增强",
  about: "每批训练数据在进入网络之前都会稍作改变，每一步都不同；留作验证的样本从不改变。",
  none: "表格的一行没有什么可以平移或旋转，改了就成了别的数据。数据增强只用于图像和序列。",
  preview: "八个样本，旁边是训练时可能看到的样子",
  pair: "{name}：原样，以及增强之后",
  again: "再抽一次",
  nothing: "全部关闭：训练看到的就是样本原样。",
} satisfies Messages["augmenting"];

const answers = {
  title: "回答",
  help: "网络没有在这些样本上训练过；旁边是它现在的判断。",
  helpTraining: "训练部分的样本，旁边是网络现在的判断。",
  list: "样本与网络的回答",
  right: "正确：{name}，{share}",
  wrong: "错误：{name}，{share}",
  is: "实际是 {name}",
  value: "实际是 {value}",
  predicted: "预测为 {value}",
  rightOf: "这 {count} 个中有 {right} 个正确",
  others: "换一些样本",
  onlyWrong: "只看错误的",
  noneWrong: "这些样本没有一个判断错误。",
} satisfies Messages["answers"];

export const dataMessages = {
  dataGroups,
  tableDialog,
  heldOut,
  sequences,
  augmenting,
  answers,
} satisfies Pick<
  Messages,
  "dataGroups" | "tableDialog" | "heldOut" | "sequences" | "augmenting" | "answers"
>;
