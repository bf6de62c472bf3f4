/** Words of initializers and losses in simplified Chinese. */
import type { CatalogueWords } from "../../catalogue-words.ts";

export const initializers = {
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
} satisfies CatalogueWords["initializers"];

export const losses = {
  softmaxCrossEntropy: {
    label: "Softmax 交叉熵",
    help: "L = −ln softmax(logits)[标签]：从多个类别中选一个。训练前大约等于 ln(类别数)。",
    fields: {
      labelSmoothing: {
        label: "标签平滑",
        help: "ε：正确类别的目标变为 1 − ε + ε/类别数，其余为 ε/类别数，网络不必做到万无一失（Szegedy 等，2015）。验证时显示的损失不含平滑。",
      },
      classWeights: {
        label: "类别权重",
        help: "每个类别一个数，用逗号隔开，表示该类样本有多重要；留空则一视同仁。样本稀少的类别可以多给一些。验证时显示的损失不加权。",
      },
      divideBy: {
        label: "除以",
        help: "加权的损失之和除以什么：本批权重之和（与 PyTorch 一致），或样本个数（与 Keras 一致）。",
        options: { weights: "权重之和", examples: "样本个数" },
      },
    },
  },
  binaryCrossEntropy: {
    label: "二元交叉熵",
    help: "L = −p·y·ln σ(x) − (1 − y)·ln(1 − σ(x))，直接由 logit x 计算：回答是或否。",
    fields: {
      positiveWeight: {
        label: "“是”的权重",
        help: "p：正例相对于反例的分量；大于 1 时网络更少漏掉正例。验证时显示的损失不加权。",
      },
    },
  },
  hinge: {
    label: "合页损失",
    help: "L = Σ max(0, xⱼ − x_y + 间隔)，对所有错误类别 j 求和：正确类别赢够了间隔，就不再要求更多（Weston 与 Watkins，1999）。",
    fields: {
      margin: { label: "间隔", help: "正确类别必须赢过其他类别多少。" },
      squared: { label: "平方", help: "把每一项平方：差得多的更重，差得少的更轻。" },
    },
  },
  meanSquaredError: {
    label: "均方误差",
    help: "L = (预测 − 目标)² 的平均：用于预测数值。",
    fields: {},
  },
  meanAbsoluteError: {
    label: "平均绝对误差",
    help: "L = |预测 − 目标| 的平均：离群点的拉力不比其他样本大；接近目标时梯度也不会变小。",
    fields: {},
  },
  huber: {
    label: "Huber",
    help: "|d| ≤ δ 时为 d²/2，之外为 δ·(|d| − δ/2)：近处是平方，远处是直线，离群点不会主导训练，却仍有梯度（Huber，1964）。",
    fields: { delta: { label: "δ", help: "误差到多大时，平方转为直线。" } },
  },
} satisfies CatalogueWords["losses"];
