/** Words of the activations in simplified Chinese. */
import type { CatalogueWords } from "../../catalogue-words.ts";

export const activations = {
  linear: { label: "线性", help: "f(x) = x：不做任何变换，常用于输出层。" },
  sigmoid: {
    label: "Sigmoid",
    help: "f(x) = 1 / (1 + e⁻ˣ)：取值在 0 和 1 之间；两端饱和，梯度在那里消失。",
  },
  tanh: { label: "Tanh", help: "f(x) = tanh(x)：取值在 −1 和 1 之间，以零为中心；两端饱和。" },
  relu: {
    label: "ReLU",
    help: "f(x) = max(0, x)：计算便宜，x > 0 时不饱和；若对所有输入都为负，这个单元就“死”了（Nair 与 Hinton，2010）。",
  },
  leakyRelu: {
    label: "Leaky ReLU",
    help: "x > 0 时取 x，否则取 α·x，单元不会死掉（Maas 等，2013）。",
  },
  elu: {
    label: "ELU",
    help: "x > 0 时取 x，否则取 α·(eˣ − 1)：曲线平滑，均值更接近零（Clevert 等，2015）。",
  },
  selu: {
    label: "SELU",
    help: "缩放过的 ELU：权重用 LeCun 正态初始化时，激活值保持均值 0、方差 1（Klambauer 等，2017）。",
  },
  gelu: { label: "GELU", help: "f(x) = x · Φ(x)，Φ 是正态分布函数（Hendrycks 与 Gimpel，2016）。" },
  silu: { label: "SiLU", help: "f(x) = x · sigmoid(x)，又称 swish（Ramachandran 等，2017）。" },
  softplus: { label: "Softplus", help: "f(x) = ln(1 + eˣ)：平滑的 ReLU，取值恒为正。" },
  geluTanh: {
    label: "GELU（tanh）",
    help: "f(x) = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³)))：用更便宜的公式近似 GELU，误差约在 0.0005 以内（Hendrycks 与 Gimpel，2016）。",
  },
  hardSigmoid: {
    label: "硬 Sigmoid",
    help: "f(x) = x/6 + 1/2，截断在 0 和 1 之间：由直线段组成的 sigmoid；超出 ±3 就是平的，没有梯度。",
  },
  hardSwish: {
    label: "硬 Swish",
    help: "f(x) = x · 硬 Sigmoid(x)：用便宜的分段函数代替 SiLU，为手机而设计（Howard 等，2019）。",
  },
  mish: {
    label: "Mish",
    help: "f(x) = x · tanh(ln(1 + eˣ))：曲线平滑，与 SiLU 相近（Misra，2019）。",
  },
  relu6: { label: "ReLU6", help: "f(x) = min(max(0, x), 6)：在 6 处饱和的 ReLU，适合低精度运算。" },
  softsign: {
    label: "Softsign",
    help: "f(x) = x / (1 + |x|)：与 tanh 相似，但趋近 ±1 很慢，因此不易饱和。",
  },
  softmax: {
    label: "Softmax",
    help: "对同一位置的所有通道计算 e^xᵢ / Σⱼ e^xⱼ：得到总和为 1 的份额。交叉熵损失自己会做这一步，输出层不必再加。",
  },
} satisfies CatalogueWords["activations"];

/** What functions of one number, and softmax, are called in a choice. */
export const activationOptions = {
  linear: activations.linear.label,
  sigmoid: activations.sigmoid.label,
  tanh: activations.tanh.label,
  relu: activations.relu.label,
  leakyRelu: activations.leakyRelu.label,
  elu: activations.elu.label,
  selu: activations.selu.label,
  gelu: activations.gelu.label,
  silu: activations.silu.label,
  softplus: activations.softplus.label,
  geluTanh: activations.geluTanh.label,
  hardSigmoid: activations.hardSigmoid.label,
  hardSwish: activations.hardSwish.label,
  mish: activations.mish.label,
  relu6: activations.relu6.label,
  softsign: activations.softsign.label,
  softmax: activations.softmax.label,
};
