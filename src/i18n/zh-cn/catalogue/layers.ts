/** Words of the layers in simplified Chinese. */
import type { CatalogueWords, Words } from "../../catalogue-words.ts";
import { activationOptions, activations } from "./activations.ts";

const alpha: Words = {
  label: "α",
  help: "Leaky ReLU 在负半轴的斜率，或 ELU 的深度；留空则用函数自身的值：Leaky ReLU 为 0.01，ELU 为 1。",
};
const trainable: Words = {
  label: "参与训练",
  help: "训练是否改变这一层的权重；关闭后权重冻结不动。",
};

const kernelFields = {
  initializer: {
    label: "初始权重",
    help: "这一层的权重如何开始；不设则按训练组或网络的设定。",
  },
  l1: {
    label: "L1 惩罚",
    help: "在训练组的 L1 之外，给这一层权重的梯度加上 λ·sign(w)，把不重要的权重压到零。",
  },
  l2: {
    label: "L2 惩罚",
    help: "在训练组的 L2 之外，给这一层权重的梯度加上 λ·w，使权重保持较小。",
  },
  maxNorm: {
    label: "最大范数",
    help: "每个单元输入权重的范数上限；每一步之后超出的会被缩回。0 表示按训练组的设定。",
  },
  trainable,
};

const affineFields = {
  activation: {
    label: "激活函数",
    help: "对每个输出施加的函数 f。",
    options: activationOptions,
  },
  alpha,
  useBias: { label: "偏置", help: "给每个输出通道加上一个可学习的数 b。" },
  biasInitializer: { label: "初始偏置", help: "偏置如何开始；不设则从零开始。" },
  ...kernelFields,
};

const filters: Words = {
  label: "滤波器数",
  help: "这一层寻找多少种模式，每种给出一个输出通道。",
};
const stride: Words = {
  label: "步幅",
  help: "从一个输出到下一个输出，窗口移动多远；2 会让长度减半。",
};
const dilation: Words = {
  label: "空洞间隔",
  help: "滤波器所读输入之间的距离；2 表示每隔一个读一个，不增加权重就能看得更宽。",
};
const imagePadding = {
  label: "填充",
  help: "不填充时窗口留在内部，输出会变小；四周补零时，输出大小 = ⌈大小 / 步幅⌉。",
  options: { valid: "valid：不填充", same: "same：四周补零" },
};

const poolingFields = {
  size: { label: "窗口", help: "每个方向上多少个相邻的数合成一个。" },
  stride: {
    label: "步幅",
    help: "从一个输出到下一个输出，窗口移动多远；0 表示取窗口大小，窗口首尾相接、互不重叠。",
  },
  padding: imagePadding,
};

const recurrentFields = {
  units: { label: "单元数", help: "这一层从一个时刻到下一个时刻记住多少个数。" },
  returnSequences: {
    label: "输出每个时刻",
    help: "给出每个时刻之后的状态，供下一个循环层使用；否则只给出最后一个。",
  },
  recurrentInitializer: {
    label: "初始循环权重",
    help: "从状态到状态的权重如何开始；不设则用正交矩阵。",
  },
  ...kernelFields,
};

const epsilon: Words = { label: "ε", help: "加在方差上，避免除以零。" };

export const layers = {
  input: { label: "输入", help: "数据给出的单个样本，形状由数据决定。", fields: {} },
  flatten: { label: "展平", help: "把图像或序列摊成一行数，供全连接层读取。", fields: {} },
  dense: {
    label: "全连接",
    help: "每个单元都看到所有输入：y = f(x · W + b)；对序列或图像，在每个位置上都一样。",
    fields: {
      units: { label: "单元数", help: "这一层有多少个输出，每个输出都有自己的权重。" },
      ...affineFields,
    },
  },
  activation: {
    label: "激活",
    help: "对每个数施加同一个函数；没有它，多个全连接层叠起来只顶一层。",
    fields: {
      function: { label: "函数", help: "所施加的函数。", options: activationOptions },
      alpha,
    },
  },
  dropout: {
    label: "Dropout",
    help: "训练时随机把一部分数置零，其余乘以 1 / (1 − 比率)；评估时保持原样（Srivastava 等，2014）。",
    fields: { rate: { label: "比率", help: "每一步置零的比例。" } },
  },
  reshape: {
    label: "重塑",
    help: "给每个样本的数换一个形状，顺序不变。",
    fields: {
      shape: {
        label: "形状",
        help: "单个样本的各维大小，例如 80, 3 表示时间和通道；可以有一个 −1，代表剩下的大小。",
      },
    },
  },
  conv1d: {
    label: "一维卷积",
    help: "每个滤波器沿时间滑动，寻找一种模式：y[t, f] = f(Σ x[t + k, c] · W[k, c, f] + b)。参数个数：(宽度 × 通道数 + 1) × 滤波器数（LeCun 等，1989）。",
    fields: {
      filters,
      width: { label: "宽度", help: "滤波器一次看多少个时刻。" },
      stride,
      dilation,
      padding: {
        label: "填充",
        help: "不填充：长度 = ⌊(时间 − 间隔·(宽度 − 1) − 1) / 步幅⌋ + 1。两侧补零保持长度；只在开头之前补零（因果）也保持长度，而且任何输出都看不到之后的输入。",
        options: {
          valid: "valid：不填充",
          same: "same：两侧补零",
          causal: "causal：前面补零",
        },
      },
      ...affineFields,
    },
  },
  conv2d: {
    label: "二维卷积",
    help: "每个滤波器在图像上滑动，寻找一种模式，各处用同样的权重。参数个数：(高 × 宽 × 通道数 + 1) × 滤波器数（LeCun 等，1989）。",
    fields: {
      filters,
      height: { label: "高度", help: "滤波器一次看多少行。" },
      width: { label: "宽度", help: "滤波器一次看多少列。" },
      stride,
      dilation,
      padding: imagePadding,
      ...affineFields,
    },
  },
  maxPooling1d: {
    label: "一维最大池化",
    help: "逐通道保留时间窗口内最大的数：序列变短，对模式所在的位置也不那么敏感。",
    fields: poolingFields,
  },
  averagePooling1d: {
    label: "一维平均池化",
    help: "逐通道保留时间窗口内的平均值。",
    fields: poolingFields,
  },
  globalAveragePooling1d: {
    label: "一维全局平均池化",
    help: "每个通道在整段时间上的平均值：序列变成一行数（Lin 等，2013）。",
    fields: {},
  },
  globalMaxPooling1d: {
    label: "一维全局最大池化",
    help: "每个通道在整段时间上的最大值：这种模式出现过没有？",
    fields: {},
  },
  maxPooling2d: {
    label: "二维最大池化",
    help: "逐通道保留方形窗口内最大的数：图像变小，对模式所在的位置也不那么敏感。",
    fields: poolingFields,
  },
  averagePooling2d: {
    label: "二维平均池化",
    help: "逐通道保留方形窗口内的平均值。",
    fields: poolingFields,
  },
  globalAveragePooling2d: {
    label: "二维全局平均池化",
    help: "每个通道在整幅图像上的平均值，图像变成一行数（Lin 等，2013）。",
    fields: {},
  },
  globalMaxPooling2d: {
    label: "二维全局最大池化",
    help: "每个通道在整幅图像上的最大值：这种模式出现过没有？",
    fields: {},
  },
  batchNormalization: {
    label: "批归一化",
    help: "对每个通道计算 y = γ·(x − 均值) / √(方差 + ε) + β：训练时用这一批的均值和方差，评估时用滑动平均。最好放在线性变换之后、激活之前（Ioffe 与 Szegedy，2015）。",
    fields: {
      decay: {
        label: "衰减率",
        help: "滑动值 ← 衰减率 · 滑动值 + (1 − 衰减率) · 本批的值，用于评估时的均值和方差。",
      },
      epsilon,
      unbiased: {
        label: "无偏方差",
        help: "滑动方差所平均的本批方差除以 n − 1（与 PyTorch 一致）；否则除以 n（与 Keras 一致）。",
      },
      trainable,
    },
  },
  layerNormalization: {
    label: "层归一化",
    help: "在每个位置自己的各通道上计算 y = γ·(x − 均值) / √(方差 + ε) + β，训练和评估时都一样（Ba 等，2016）。",
    fields: { epsilon, trainable },
  },
  gaussianNoise: {
    label: "高斯噪声",
    help: "训练时给每个数加上正态分布的噪声，评估时保持原样。这是一种温和的正则化，适合放在输入之后。",
    fields: { std: { label: "标准差", help: "噪声有多强。" } },
  },
  embedding: {
    label: "嵌入",
    help: "一张表，每个符号对应一行可学习的数：输入整数，输出对应的行。",
    fields: {
      vocabulary: { label: "词表大小", help: "一共有多少种符号；输入是从 0 到它减 1 的整数。" },
      size: { label: "维数", help: "每个符号用多少个数表示。" },
      ...kernelFields,
    },
  },
  simpleRnn: {
    label: "简单 RNN",
    help: "hₜ = f(xₜ · W + hₜ₋₁ · U + b)：每个时刻都把状态送回来；梯度很快就会消失或爆炸（Elman，1990）。",
    fields: {
      ...recurrentFields,
      activation: {
        label: "激活函数",
        help: "每个时刻对状态施加的函数 f。",
        options: { tanh: activations.tanh.label, relu: activations.relu.label },
      },
    },
  },
  lstm: {
    label: "LSTM",
    help: "带记忆单元的循环层：cₜ = f·cₜ₋₁ + i·c̃，hₜ = o·tanh(cₜ)，由各个门决定忘记什么、记住什么、显露什么（Hochreiter 与 Schmidhuber，1997）。",
    fields: {
      ...recurrentFields,
      forgetBias: {
        label: "遗忘门偏置",
        help: "遗忘门的偏置从哪里开始；1 让记忆单元从第一步起就能记住（Jozefowicz 等，2015）。",
      },
    },
  },
  gru: {
    label: "GRU",
    help: "有两个门而没有单独记忆单元的循环层：hₜ = z·hₜ₋₁ + (1 − z)·h̃；与 LSTM 相近，权重更少（Cho 等，2014）。",
    fields: {
      ...recurrentFields,
      resetAfter: {
        label: "乘积之后重置",
        help: "把重置门作用于 h · U（与 PyTorch、Keras、cuDNN 一致）；否则作用于 h 本身（与最初的论文一致）。",
      },
    },
  },
  add: {
    label: "相加",
    help: "把各个输入逐数相加，形状必须相同。跳跃连接由此构成残差块：y = x + F(x)（何恺明等，2015）。",
    fields: {},
  },
  multiply: {
    label: "相乘",
    help: "把各个输入逐数相乘，形状必须相同。这样一个输入就成了另一个的门。",
    fields: {},
  },
  concatenate: {
    label: "拼接",
    help: "把各个输入的通道并排放在一起，其余各维的大小必须相同。",
    fields: {},
  },
} satisfies CatalogueWords["layers"];
