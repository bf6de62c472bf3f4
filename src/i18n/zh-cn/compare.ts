/** 并排比较各组训练，以及过去的训练。 */
export const compare = {
  title: "并排比较",
  change: "{before} → {after}",
  on: "开",
  off: "关",
  batchNorm: { asBuilt: "批归一化按网络", on: "加批归一化", off: "无批归一化" },
};
