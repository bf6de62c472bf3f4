/** 是我的程序有错吗？ */
export const checks = {
  title: "检查",
  help: "训练之前：损失是否等于随机猜测的值，梯度是否正确，网络能否背下二十个样本，数据是否妥当？训练之中：哪里出了问题，怎样补救。检查在副本上进行；复制权重时训练会暂停，此外不受影响。",
  run: "运行检查",
  again: "再次运行",
  cancel: "取消",
  stale: "网络在构建之后又被编辑过。检查针对的是已构建的网络。",
  build: "构建",
  before: "训练之前",
  during: "训练之中",
  notRun: "尚未运行",
  waiting: "等待中",
  running: "进行中",
  progress: "{done} / {total}",
  took: "{seconds} 秒，{executor}",
  tookAt: "{seconds} 秒，{executor}，第 {step} 步的权重再预热 {warmup} 步",
  method:
    "方法：h = {h}；每个张量最多 {entries} 个元素；批量 {examples}；预热 {warmup} 步。Dropout、噪声和数据增强每次抽取相同；L1 和 L2 单独检查。相对误差大于 10⁻² 为有误；大于 10⁻⁴（float64 且无折点时大于 10⁻⁵）需要留意。",
  next: "下一步",
  settings: "设置",
  grades: { pass: "正常", warn: "留意", fail: "有误", none: "未定" },
  names: {
    initialLoss: "初始损失",
    gradient: "梯度检查",
    overfit: "背下二十个样本",
    inputs: "输入的尺度",
    labels: "标签的均衡",
    disjoint: "训练与留出部分",
  },
  about: {
    initialLoss: "先关闭正则化，把第一次损失与随机猜测的值比较；再打开正则化。",
    gradient: "短暂预热之后，把每个张量的梯度与 float64 损失的中心差分比较。",
    overfit: "关闭正则化、dropout 和数据增强，把少量样本学到全部正确。",
    inputs: "网络看到的每个特征的均值与离散程度，以及从不变化的特征。",
    labels: "每个类别有多少样本，或目标值的离散程度。",
    disjoint: "在两部分中都出现、或重复出现的完全相同的样本。",
  },
  reasons: {
    initialNear:
      "初始损失为 {seen}，随机猜测为 {rule}{expected}；在其 {low} 至 {high} 倍之间就算足够接近。",
    initialHigh:
      "初始损失为 {seen}，随机猜测为 {rule}{expected}，前者是后者的 {ratio} 倍，而不超过 {high} 倍才算接近：输出一开始就离 0 太远。",
    initialLow:
      "初始损失为 {seen}，随机猜测为 {rule}{expected}，前者只有后者的 {ratio} 倍，而不低于 {low} 倍才算接近；此时什么都还没有学。",
    initialUnknown: "初始损失为 {seen}。随机猜测的值无法给出：这个网络的输出一开始并不接近 0。",
    initialPretrained: "初始损失为 {seen}。权重来自检查点，不必等于随机猜测的值。",
    initialNotFinite: "初始损失不是数。",
    penaltyAdds: "打开正则化后，损失从 {loss} 增加惩罚项 {penalty}，变为 {total}，与权重相符。",
    penaltyProbe:
      "该组没有惩罚项。为检查加上 {l2} 的 L2 后，损失从 {loss} 增加 {penalty}，变为 {total}，与权重相符。",
    penaltyNothing: "打开正则化后，损失仍为 {loss}：受惩罚的权重没有一个不是 0。",
    penaltyWrong: "惩罚项为 {penalty}，按权重应为 {apart}。",
    gradientFine:
      "{tensors} 个张量的 {entries} 个元素与中心差分一致：float64 误差不超过 {mathematics}，{executor} 上 float32 误差不超过 {engine}。{kinks} 个元素靠近折点。",
    gradientMathematics:
      "在 float64 中，{tensor} 的梯度误差为 {error}：梯度 {analytic}，差分 {numeric}。",
    gradientMathematicsWrong:
      "公式有误：在 float64 中，{tensor} 的梯度误差为 {error}，梯度 {analytic}，差分 {numeric}。",
    gradientEngine:
      "在 {executor} 上，{tensor} 的梯度误差为 {error}：梯度 {analytic}，差分 {numeric}。float64 中的公式误差不超过 {mathematics}。",
    gradientEngineWrong:
      "{executor} 的计算有误：{tensor} 的梯度误差为 {error}，梯度 {analytic}，差分 {numeric}。float64 中的公式误差不超过 {mathematics}。",
    gradientNotFinite: "预热之后损失为 {loss}：训练已经失控，无从比较。",
    gradientNothing: "这个网络没有可训练的张量。",
    penaltyGradientFine: "L1 和 L2 对 {tensors} 个张量梯度的贡献单独检查，误差不超过 {error}。",
    penaltyGradientWrong:
      "L1 和 L2 对 {tensor} 梯度的贡献误差为 {error}：{analytic}，应为 {numeric}。",
    overfitDone: "{examples} 个样本在 {steps} 步内学到 {accuracyPercent}%，损失为 {loss}。",
    overfitStuck:
      "{steps} 步之后，{examples} 个样本达到 {accuracyPercent}%（目标 {wantedPercent}%），损失从 {first} 起，停在 {loss}。",
    overfitFalling:
      "{steps} 步之后，{examples} 个样本达到 {accuracyPercent}%（目标 {wantedPercent}%），损失仍在下降，从 {first} 降到 {loss}。",
    overfitRising:
      "{steps} 步之后，{examples} 个样本达到 {accuracyPercent}%（目标 {wantedPercent}%），损失没有下降：开始时为 {first}，现为 {loss}。",
    overfitAlike: "{examples} 个样本的答案都相同：把它背下来说明不了网络的好坏。",
    overfitContradictory:
      "{examples} 个样本中有 {contradictions} 个与另一个样本输入相同、答案却不同：没有网络能同时学会。{steps} 步之后达到 {accuracyPercent}%（目标 {wantedPercent}%）。",
    overfitNotFinite: "{steps} 步之后损失不再是数。",
    inputsFine:
      "均值在 {lowMean} 与 {highMean} 之间，标准差在 {lowStd} 与 {highStd} 之间；{lowLimit} 至 {highLimit} 算正常。",
    inputsFineAll: "均值为 {lowMean}，标准差为 {lowStd}；{lowLimit} 至 {highLimit} 算正常。",
    inputsWide:
      "标准差达到 {highStd}（以 {highLimit} 为限），数值达到 {largest}：梯度随输入一同变大。",
    inputsUneven:
      "一个特征的离散程度是另一个的 {ratio} 倍（{highStd} 与 {lowStd}，以 {ratioLimit} 倍为限）：同一个学习率无法兼顾。",
    inputsOffset:
      "有一个均值离 0 有 {away} 个标准差（以 {awayLimit} 个为限）：同一单元的权重只能同向移动。",
    inputsNarrow: "有一个标准差只有 {lowStd}（至少应为 {lowLimit}）：第一层几乎看不出差别。",
    inputsNotFinite: "输入中有 {notFinite} 个数不是有限的。",
    inputsSymbols: "输入是供嵌入层使用的、小于 {vocabulary} 的符号，没有尺度可言。",
    constantSome: "{total} 个特征中有 {count} 个从不变化：{names}。",
    constantNone: "{total} 个特征都有变化。",
    labelsBalanced:
      "{classes} 个类别各有 {least} 至 {most} 个样本；总是回答“{mostName}”的正确率为 {guessPercent}%。",
    labelsAlike:
      "{classes} 个类别各有 {most} 个样本；总是回答同一个类别的正确率为 {guessPercent}%。",
    labelsUneven:
      "“{mostName}”有 {most} 个样本，“{leastName}”有 {least} 个，比例为 {ratio} : 1（以 {limit} : 1 为限）：总是回答前者的正确率为 {guessPercent}%。",
    labelsLonely: "所有样本都属于“{mostName}”。",
    labelsMissing: "训练部分没有“{leastName}”的样本。",
    targetsFine: "目标值的均值为 {mean}，标准差为 {std}。",
    targetsWide:
      "目标值的均值为 {mean}，标准差为 {std}（以 {limit} 为限）：最初的损失和梯度也会这样大。",
    targetsConstant: "每个样本的目标值都是 {mean}。",
    disjointFine: "{validation} 个留出样本都不在 {training} 个训练样本之中。",
    disjointShared:
      "{validation} 个留出样本中有 {shared} 个（{sharedPercent}%）也在训练部分：留出部分的数字偏好。",
    disjointNothing: "没有留出任何样本，无法区分学会与记住。",
    repeatedSome: "{repeated} 个训练样本（{repeatedPercent}%）与另一个样本重复。",
    contradictions: "{contradictions} 个训练样本与另一个样本输入相同，标签却不同。",
  },
  steps: {
    train: "开始训练。",
    runGradient: "运行梯度检查。",
    runOverfit: "看看它能否背下二十个样本。",
    smallerWeights: "让最后一层的初始权重小一些，用 Xavier 或较小的标准差，并缩放输入。",
    lookForLeaks: "看看标签是否藏在输入里，或者是否载入了训练过的权重。",
    reportBug: "换另一个引擎试试。如果只有一个出错，请附上本实验的链接报告问题。",
    smallerStep: "用更小的 h、更小的批量和更长的预热；如果误差不变，请查看这一层。",
    lowerRate: "把学习率降到十分之一。",
    higherRate: "给它更多步数，或更高的学习率。",
    smallerNumbers:
      "换另一个引擎再检查一次：误差不变就是 float32 的舍入，它随权重和输入变大而变大，请从较小的值开始。如果只有一个引擎出错，请报告问题。",
    largerNetwork:
      "运行梯度检查，并试试十倍和十分之一的学习率。如果都无效，则网络太小、单元已经死亡，或权重一开始全都相同。",
    standardize: "把数据的缩放方式设为“标准化”。",
    dropFeatures: "去掉这样的特征：它们不带信息。",
    weighClasses: "在损失的设置中给类别加权，或为稀少的类别寻找更多样本。",
    moreExamples: "寻找其他类别的样本。",
    scaleTargets: "把目标值除以它们的标准差。",
    removeShared: "在划分数据之前去掉重复的样本。",
    relabel: "查看这些样本：要么标签有错，要么输入本身不足以区分。",
    holdOut: "留出五分之一的样本。",
  },
  fields: {
    h: "h",
    entries: "每个张量的元素数",
    batch: "批量",
    warmup: "预热步数",
    seed: "种子",
    examples: "样本数",
    steps: "最多步数",
  },
  table: {
    caption: "每个张量误差最大的元素",
    open: "逐个张量",
    tensor: "张量",
    entries: "元素",
    kinks: "折点",
    mathematics: "float64",
    engine: "引擎",
    at: "误差最大的元素",
    analytic: "梯度",
    numeric: "差分",
    penalty: "{tensor}，惩罚项",
    leftOut: "{kinks}，略去 {leftOut}",
    frozen: "不训练：{names}",
    note: "误差为 |a − n| / max(|a|, |n|)。大于 10⁻² 多半有错，大于 10⁻⁴ 令人不安，更小时对有折点的函数算正常；没有折点时 float64 可达 10⁻⁷ 以下。float64 一列：以 float64 计算引擎的公式，只评判数学。引擎一列：训练所用的 float32 梯度，每一项舍入到 6×10⁻⁸。低于下限的元素与下限相比：下限是差分舍入后所能分辨的值，对引擎则是该张量最大元素的百分之一。",
  },
  curve: "背样本时的损失，从 {first} 到 {last}",
  verdicts: {
    enough: "{run} 目前没有异常。",
    untrained: "{run} 还没有训练。",
    early: "对 {run} 的观察还太少，无法判断。请保持此页打开，继续训练。",
    empty: "开始训练后，出现的问题和可能的补救会显示在这里。",
    undo: "退回第 {step} 步，学习率降到十分之一",
    undone: "已退回第 {step} 步，学习率为 {rate}。请继续训练。",
    try: "在第二个训练组中试试：",
    taken: "已添加为第 {number} 组：{name}。重新训练即可并排比较。",
    trainBoth: "一起训练",
    full: "没有位置再添加训练组。",
    notFinite: {
      title: "不是数",
      text: "第 {step} 步时 {tensor} 不再有限，学习率为 {rate}。该组已停在产生它的权重上。",
    },
    risingLoss: { title: "损失上升", text: "现为 {last}，第 {bestStep} 步时为 {best}。" },
    flatLoss: {
      title: "损失不动",
      text: "{step} 步之后为 {last}，开始时为 {first}。学习率太低或高得多，权重一开始全都相同，或单元什么也不传递，都会这样。",
    },
    plateau: {
      title: "不再进步",
      text: "最近四分之一的训练中损失停在 {loss}，准确率为 {accuracy}：网络可能太小，或学习率对余下的部分太高。",
    },
    deadUnits: {
      title: "死亡单元",
      text: "{layer} 有 {percent}% 的单元在整个样本集上为 0：没有梯度流过它们。",
    },
    saturated: {
      title: "饱和单元",
      text: "{layer} 有 {percent}% 的值落在函数平坦的两端，那里的斜率几乎为 0。",
    },
    vanishingGradient: {
      title: "梯度消失",
      text: "{first} 每个权重得到 {firstSize}，{last} 得到 {lastSize}：传到前端只剩 {ratio}。",
    },
    explodingGradient: {
      title: "梯度爆炸",
      text: "范数为 {norm}；按每个权重计，第一层是最后一层的 {ratio} 倍。",
    },
    updateRatioHigh: {
      title: "更新太大",
      text: "{tensor} 的更新是权重的 {ratio}，{of} 个核中有 {count} 个高于 10⁻²；约 10⁻³ 才健康。",
    },
    updateRatioLow: {
      title: "更新太小",
      text: "{tensor} 的更新是权重的 {ratio}，{of} 个核中有 {count} 个低于 10⁻⁴；约 10⁻³ 才健康。",
    },
    overfitting: {
      title: "过拟合",
      text: "训练部分准确率为 {training}，留出部分为 {validation}；留出损失在第 {bestStep} 步最好（{bestLoss}），现为 {loss}。",
    },
  },
  remedies: {
    lower: "学习率 × {factor}",
    clipNorm: "范数裁剪到 {norm}",
    heNormal: "He 初始权重",
    xavierNormal: "Xavier 初始权重",
    activation: "{name}",
    batchNormalization: "批量归一化",
    l2: "L2 为 {l2}",
    dropout: "Dropout 为 {rate}",
    width: "宽度 × {factor}",
  },
};
