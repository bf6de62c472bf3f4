/** Words of the optimizers and of the schedules of their learning rate, in simplified Chinese. */
import type { CatalogueWords, Words } from "../../catalogue-words.ts";

const learningRate: Words = {
  label: "学习率",
  help: "每次更新沿梯度走多远。太小则慢，太大则发散。",
};
const momenta = {
  momentum: {
    label: "动量",
    help: "μ：每一步保留多少速度；0.9 大约相当于对最近十步取平均。",
  },
  startMomentum: { label: "起始动量", help: "动量逐渐升高时从哪里开始，通常取 0.5。" },
  rampSteps: {
    label: "升高所需步数",
    help: "动量在多少步之内从起始值沿直线升高；0 表示保持不变。",
  },
};
const beta1: Words = { label: "β₁", help: "梯度滑动平均的衰减率。" };
const beta2: Words = { label: "β₂", help: "梯度平方滑动平均的衰减率。" };
const rho: Words = { label: "ρ", help: "梯度平方滑动平均的衰减率。" };
const epsilon: Words = { label: "ε", help: "加在分母上，避免除以零。" };
const adamFields = { learningRate, beta1, beta2, epsilon };

export const optimizers = {
  sgd: { label: "SGD", help: "w ← w − η·g：逆着梯度走一步。", fields: { learningRate } },
  momentum: {
    label: "Momentum",
    help: "v ← μ·v − η·g，w ← w + v：方向一致的步子会累积起来（Polyak，1964）。",
    fields: { learningRate, ...momenta },
  },
  nesterov: {
    label: "Nesterov",
    help: "动量法的改进：在速度将要到达的地方计算梯度（Nesterov，1983）。",
    fields: { learningRate, ...momenta },
  },
  adagrad: {
    label: "AdaGrad",
    help: "每个权重的步长除以其梯度平方和的平方根，因此步子只会越来越小（Duchi 等，2011）。",
    fields: { learningRate, epsilon },
  },
  rmsprop: {
    label: "RMSProp",
    help: "用滑动平均代替 AdaGrad 的累加，步子不会消失（Tieleman 与 Hinton，2012）。",
    fields: {
      learningRate,
      rho,
      epsilon,
      epsilonInside: {
        label: "ε 放在根号内",
        help: "除以 √(h + ε)（与 Keras 一致），而不是 √h + ε。",
      },
    },
  },
  adadelta: {
    label: "AdaDelta",
    help: "RMSProp 的改进：步长按过去步长的滑动平均来缩放，几乎不需要学习率，通常取 1（Zeiler，2012）。",
    fields: { learningRate, rho, epsilon },
  },
  adam: {
    label: "Adam",
    help: "w ← w − η·m̂ / (√v̂ + ε)：用梯度及其平方的滑动平均，并修正起始偏差（Kingma 与 Ba，2014）。",
    fields: {
      ...adamFields,
      epsilonHat: {
        label: "ε 加在修正之前",
        help: "在修正 v 之前就把 ε 加到 √v 上（与 Keras 一致），而不是加到 √v̂ 上。",
      },
      uncorrected: {
        label: "不做修正",
        help: "简写形式 w ← w − η·m / (√v + ε)：m 和 v 从 0 开始而不加修正，因此最初几步会有偏差。",
      },
    },
  },
  adamw: {
    label: "AdamW",
    help: "权重衰减直接作用于权重而不经过梯度的 Adam（Loshchilov 与 Hutter，2017）。",
    fields: {
      ...adamFields,
      decay: { label: "权重衰减", help: "λ：每一步还要从权重中减去 η·λ·w。" },
    },
  },
  amsgrad: {
    label: "AMSGrad",
    help: "除以迄今最大的 v̂ 的 Adam，权重的步长不会自己再变大（Reddi 等，2018）。",
    fields: adamFields,
  },
  adamax: {
    label: "Adamax",
    help: "用按 β₂ 衰减的最大 |g| 代替均方根的 Adam（Kingma 与 Ba，2014）。",
    fields: adamFields,
  },
  nadam: {
    label: "NAdam",
    help: "在梯度的滑动平均中加入 Nesterov 式前瞻的 Adam（Dozat，2016）。",
    fields: {
      ...adamFields,
      momentumDecay: {
        label: "动量变化率",
        help: "ψ：动量升向 β₁ 的快慢，按 β₁·(1 − ½·0.96^(t·ψ))。",
      },
    },
  },
  radam: {
    label: "RAdam",
    help: "开始时只是普通动量，等 v 足够可靠才自适应的 Adam：自带预热（Liu 等，2019）。",
    fields: adamFields,
  },
  lion: {
    label: "Lion",
    help: "w ← w − η·sign(β₁·m + (1 − β₁)·g)：所有权重走得一样远；学习率宜取 Adam 的十分之一左右（Chen 等，2023）。",
    fields: {
      learningRate,
      beta1: { label: "β₁", help: "滑动平均在这一步方向中所占的份额。" },
      beta2: { label: "β₂", help: "梯度滑动平均的衰减率。" },
    },
  },
} satisfies CatalogueWords["optimizers"];

const factor: Words = { label: "倍数", help: "每次下降时学习率所乘的数。" };
const lowest: Words = { label: "最低学习率", help: "学习率不会低于这个值。" };

export const schedules = {
  constant: { label: "不变", help: "学习率保持不变。", fields: {} },
  step: {
    label: "阶梯",
    help: "η · 倍数^⌊t / 间隔⌋：按固定间隔下降，例如每隔几轮减半。",
    fields: { factor, every: { label: "间隔", help: "两次下降之间的步数。" } },
  },
  milestones: {
    label: "里程碑",
    help: "在给定的各步上，学习率乘以倍数。",
    fields: { factor, at: { label: "下降的步", help: "在哪些步下降，用逗号隔开。" } },
  },
  exponential: {
    label: "指数",
    help: "η · 倍数^(t / 间隔)：平滑下降，每过一个间隔乘以一次倍数。",
    fields: {
      factor: { label: "倍数", help: "过一个间隔之后，学习率还剩多少。" },
      every: { label: "间隔", help: "间隔的长度（步）。" },
    },
  },
  inverseTime: {
    label: "1/t",
    help: "η / (1 + k·t)：开始时降得快，之后越来越慢。",
    fields: { rate: { label: "k", help: "下降的快慢；1/k 步之后剩下一半。" } },
  },
  cosine: {
    label: "余弦",
    help: "在整个训练过程中，沿半个余弦波从学习率降到最低值（Loshchilov 与 Hutter，2016）。",
    fields: { lowest },
  },
  cosineRestarts: {
    label: "余弦重启",
    help: "沿半个余弦波下降，然后立刻回到最高处，如此往复（Loshchilov 与 Hutter，2016）。",
    fields: { lowest, period: { label: "周期", help: "两次重启之间的步数。" } },
  },
  polynomial: {
    label: "多项式",
    help: "最低值 + (η − 最低值) · (1 − t/T)^次数，T 是训练的总长。",
    fields: { lowest, power: { label: "次数", help: "1 是直线；越大，降得越早。" } },
  },
  oneCycle: {
    label: "单周期",
    help: "在整个训练过程中，从很小的值升到学习率，再降到远低于起点（Smith 与 Topin，2017）。",
    fields: {
      warmShare: { label: "上升的比例", help: "训练过程中用于上升的部分。" },
      startDivisor: { label: "起点除数", help: "从学习率除以此数开始。" },
      endDivisor: { label: "终点除数", help: "结束时等于起点的学习率除以此数。" },
      cycleMomentum: {
        label: "动量随之变化",
        help: "学习率上升时动量下降，反之亦然；仅用于 Momentum 和 Nesterov。",
      },
      lowMomentum: { label: "最低动量", help: "学习率最高时的动量。" },
      highMomentum: { label: "最高动量", help: "开始和结束时的动量。" },
    },
  },
  plateau: {
    label: "停滞时下降",
    help: "评估结果不再变好时降低学习率；各组训练各看各的。",
    fields: {
      factor,
      patience: { label: "耐心", help: "容忍多少次没有进步的评估。" },
      watch: {
        label: "观察",
        help: "验证部分上必须变好的量。",
        options: { accuracy: "准确率（或 R²）", loss: "损失" },
      },
      threshold: { label: "门槛", help: "进步小于此值不算进步。" },
      cooldown: { label: "暂停", help: "每次下降之后，有多少次评估不计入。" },
      lowest,
      rule: {
        label: "规则",
        help: "PyTorch：门槛按最佳值的比例计，没有进步的评估多于耐心时下降。Keras：门槛按绝对值计，达到耐心时就下降。",
        options: { pytorch: "按 PyTorch", keras: "按 Keras" },
      },
    },
  },
} satisfies CatalogueWords["schedules"];
