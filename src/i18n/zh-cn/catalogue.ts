/** Every row and field of the catalogue, in simplified Chinese. */
import type { CatalogueWords, Words } from "../catalogue-words.ts";

const activations = {
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
    help: "x > 0 时取 x，否则取 x 的一个很小的倍数，单元不会死掉（Maas 等，2013）。",
  },
  elu: {
    label: "ELU",
    help: "x > 0 时取 x，否则取 eˣ − 1：曲线平滑，均值更接近零（Clevert 等，2015）。",
  },
  selu: {
    label: "SELU",
    help: "缩放过的 ELU：权重用 LeCun 正态初始化时，激活值保持均值 0、方差 1（Klambauer 等，2017）。",
  },
  gelu: { label: "GELU", help: "f(x) = x · Φ(x)，Φ 是正态分布函数（Hendrycks 与 Gimpel，2016）。" },
  silu: { label: "SiLU", help: "f(x) = x · sigmoid(x)，又称 swish（Ramachandran 等，2017）。" },
  softplus: { label: "Softplus", help: "f(x) = ln(1 + eˣ)：平滑的 ReLU，取值恒为正。" },
} satisfies CatalogueWords["activations"];

const activationOptions = {
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
};

const learningRate: Words = {
  label: "学习率",
  help: "每次更新沿梯度走多远。太小则慢，太大则发散。",
};
const momentum: Words = {
  label: "动量",
  help: "μ：每一步保留多少速度；0.9 大约相当于对最近十步取平均。",
};
const beta1: Words = { label: "β₁", help: "梯度滑动平均的衰减率。" };
const beta2: Words = { label: "β₂", help: "梯度平方滑动平均的衰减率。" };
const epsilon: Words = { label: "ε", help: "加在分母上，避免除以零。" };
const points: Words = { label: "点数", help: "一共生成多少个样本，包括验证部分。" };
const noise: Words = { label: "噪声", help: "点偏离原本位置的程度。" };

export const catalogue = {
  layers: {
    input: { label: "输入", help: "数据给出的单个样本，形状由数据决定。", fields: {} },
    flatten: { label: "展平", help: "把图像或序列摊成一行数，供全连接层读取。", fields: {} },
    dense: {
      label: "全连接",
      help: "每个单元都看到所有输入：y = f(x · W + b)。",
      fields: {
        units: { label: "单元数", help: "这一层有多少个输出，每个输出都有自己的权重。" },
        activation: {
          label: "激活函数",
          help: "对每个输出施加的函数 f。",
          options: activationOptions,
        },
        useBias: { label: "偏置", help: "给每个单元加上一个可学习的数 b，从零开始。" },
        initializer: {
          label: "初始权重",
          help: "这一层的权重如何开始；不设则按训练组或网络的设定。",
        },
      },
    },
    activation: {
      label: "激活",
      help: "对每个数施加同一个函数；没有它，多个全连接层叠起来只顶一层。",
      fields: {
        function: { label: "函数", help: "所施加的函数。", options: activationOptions },
      },
    },
    dropout: {
      label: "Dropout",
      help: "训练时随机把一部分数置零，其余乘以 1 / (1 − 比率)；评估时保持原样（Srivastava 等，2014）。",
      fields: { rate: { label: "比率", help: "每一步置零的比例。" } },
    },
  },
  activations,
  initializers: {
    zeros: {
      label: "全零",
      help: "所有权重从 0 开始：同一层的单元永远一模一样，什么也学不到。",
      fields: {},
    },
    constant: {
      label: "常数",
      help: "所有权重从同一个值开始：与全零一样，各单元始终相同。",
      fields: { value: { label: "数值", help: "每个权重的起始值。" } },
    },
    normal: {
      label: "正态分布",
      help: "权重取自均值为 0 的正态分布。",
      fields: {
        std: { label: "标准差", help: "分布有多宽；0.01 会让深层网络的信号消失，1 会让它饱和。" },
      },
    },
    uniform: {
      label: "均匀分布",
      help: "权重在 −上限 与 上限 之间均匀抽取。",
      fields: { limit: { label: "上限", help: "可能抽到的最大权重。" } },
    },
    xavierNormal: {
      label: "Xavier 正态",
      help: "方差为 2 / (输入数 + 输出数) 的正态分布，适合 sigmoid 和 tanh（Glorot 与 Bengio，2010）。",
      fields: {},
    },
    xavierUniform: {
      label: "Xavier 均匀",
      help: "上限为 √(6 / (输入数 + 输出数)) 的均匀分布，适合 sigmoid 和 tanh（Glorot 与 Bengio，2010）。",
      fields: {},
    },
    heNormal: {
      label: "He 正态",
      help: "方差为 2 / 输入数 的正态分布，适合 ReLU（何恺明等，2015）。",
      fields: {},
    },
    heUniform: {
      label: "He 均匀",
      help: "上限为 √(6 / 输入数) 的均匀分布，适合 ReLU（何恺明等，2015）。",
      fields: {},
    },
    lecunNormal: {
      label: "LeCun 正态",
      help: "方差为 1 / 输入数 的正态分布，适合 SELU（LeCun 等，1998）。",
      fields: {},
    },
    orthogonal: {
      label: "正交",
      help: "行或列标准正交的随机矩阵，向量经过它长度不变（Saxe 等，2013）。",
      fields: { gain: { label: "增益", help: "正交矩阵所乘的倍数。" } },
    },
  },
  losses: {
    softmaxCrossEntropy: {
      label: "Softmax 交叉熵",
      help: "L = −ln softmax(logits)[标签]：从多个类别中选一个。训练前大约等于 ln(类别数)。",
      fields: {},
    },
    binaryCrossEntropy: {
      label: "二元交叉熵",
      help: "L = −y·ln σ(x) − (1 − y)·ln(1 − σ(x))，直接由 logit x 计算：回答是或否。",
      fields: {},
    },
    meanSquaredError: {
      label: "均方误差",
      help: "L = (预测 − 目标)² 的平均：用于预测数值。",
      fields: {},
    },
  },
  optimizers: {
    sgd: { label: "SGD", help: "w ← w − η·g：逆着梯度走一步。", fields: { learningRate } },
    momentum: {
      label: "Momentum",
      help: "v ← μ·v − η·g，w ← w + v：方向一致的步子会累积起来（Polyak，1964）。",
      fields: { learningRate, momentum },
    },
    nesterov: {
      label: "Nesterov",
      help: "动量法的改进：在速度将要到达的地方计算梯度（Nesterov，1983）。",
      fields: { learningRate, momentum },
    },
    adagrad: {
      label: "AdaGrad",
      help: "每个权重的步长除以其梯度平方和的平方根，因此步子只会越来越小（Duchi 等，2011）。",
      fields: { learningRate, epsilon },
    },
    rmsprop: {
      label: "RMSProp",
      help: "用滑动平均代替 AdaGrad 的累加，步子不会消失（Tieleman 与 Hinton，2012）。",
      fields: { learningRate, rho: { label: "ρ", help: "梯度平方滑动平均的衰减率。" }, epsilon },
    },
    adam: {
      label: "Adam",
      help: "w ← w − η·m̂ / (√v̂ + ε)：用梯度及其平方的滑动平均，并修正起始偏差（Kingma 与 Ba，2014）。",
      fields: { learningRate, beta1, beta2, epsilon },
    },
    adamw: {
      label: "AdamW",
      help: "权重衰减直接作用于权重而不经过梯度的 Adam（Loshchilov 与 Hutter，2017）。",
      fields: {
        learningRate,
        beta1,
        beta2,
        epsilon,
        decay: { label: "权重衰减", help: "λ：每一步还要从权重中减去 η·λ·w。" },
      },
    },
  },
  datasets: {
    circle: { label: "圆环", help: "一类是圆盘，另一类是围着它的环。", fields: { points, noise } },
    xor: {
      label: "异或",
      help: "四个方块，对角同类：没有一条直线能把它们分开。",
      fields: { points, noise },
    },
    gaussians: {
      label: "高斯团",
      help: "每个类别一团圆形的点云。",
      fields: { points, noise, classes: { label: "类别数", help: "一共有几团点云。" } },
    },
    spiral: {
      label: "螺旋",
      help: "几条旋臂互相缠绕：小网络学起来不容易，值得一看。",
      fields: { points, noise, arms: { label: "旋臂数", help: "有几条旋臂，每条自成一类。" } },
    },
    moons: { label: "双月", help: "两弯互相探入对方的月牙。", fields: { points, noise } },
    plane: {
      label: "斜面",
      help: "回归：两个输入上的斜面，一个线性单元就能学会。",
      fields: { points, noise },
    },
    bumps: { label: "山丘", help: "回归：两个输入上的起伏山丘。", fields: { points, noise } },
    sine: { label: "正弦", help: "回归：一个输入上的波形。", fields: { points, noise } },
    digits: {
      label: "手绘数字",
      help: "28 × 28 的灰度图像，十个类别，由种子一笔一画生成。",
      fields: {
        points: { label: "图像数", help: "一共绘制多少张图像，包括验证部分。" },
        distortion: { label: "变形", help: "数字被旋转、倾斜、平移和加粗糙的程度。" },
      },
    },
  },
  sources: {
    file: { label: "你的文件", help: "在你的设备上读取，从不上传。" },
    remote: { label: "下载的数据", help: "只在你要求时下载，校验后保存在这个浏览器里。" },
    arrays: { label: "控制台给出的数组", help: "由脚本提供，页面关闭后消失。" },
  },
  preprocessings: {
    none: { label: "保持原样", help: "输入不做改动，直接进入网络。" },
    standardize: { label: "标准化", help: "让每个特征均值为 0、标准差为 1，只用训练部分计算。" },
    minMax: { label: "最小最大缩放", help: "按训练部分的范围把每个特征缩放到 0 … 1。" },
    divide255: { label: "除以 255", help: "0 到 255 的灰度值变为 0 … 1。" },
  },
  training: {
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
  },
  run: {
    seed: { label: "种子", help: "决定初始权重和 Dropout：同一个种子得到同一组结果。" },
    l2: { label: "L2 惩罚", help: "给每个权重的梯度加上 λ·w，使权重保持较小；偏置不受影响。" },
    clipNorm: { label: "梯度裁剪", help: "梯度的全局范数超过此值时按比例缩小；0 表示关闭。" },
  },
} satisfies CatalogueWords;
