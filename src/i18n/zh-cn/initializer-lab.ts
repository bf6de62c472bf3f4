/** 初始权重及其对激活的影响。 */
export const initializerLab = {
  title: "初始权重",
  help: "训练还没开始，初始权重的尺度就决定了信号能否穿过各层。各列抽取的是同一组权重，只是尺度不同。",
  about:
    "取自 N(0, 1) 的 1,000 个输入通过五层、每层 100 个单元的网络。每行是一层，每列是一种权重标准差；Xavier 与 He 按输入个数选取它，这里分别是 0.1 和 0.141。",
  shown: "显示内容",
  forward: "激活值",
  backward: "梯度",
  ownStd: "自定标准差",
  seed: "种子",
  layer: "层",
  waiting: "正在计算……",
  range: "从 {low} 到 {high}",
  columns: {
    std1: "标准差 1",
    std001: "标准差 0.01",
    xavier: "Xavier",
    he: "He",
    own: "标准差 {std}",
  },
  saturated: "{share} 饱和",
  zero: "{share} 为零",
  dead: "{share} 死亡",
  vanished: "消失",
  exploded: "爆炸",
  reading: {
    forward:
      "每个直方图下面是均值 ± 标准差。Sigmoid 低于 0.05 或高于 0.95、tanh 超出 ±0.9 算作饱和；ReLU 单元对所有输入都为零则算死亡。斜线表示柱子还要更高；最外侧的柱子包含范围以外的值。",
    backward:
      "把取自 N(0, 1) 的梯度交给最后一层的输出，再往回传；每行显示对该层输出的梯度。梯度消失的地方，下面的层学不到东西；梯度变大的地方，它们会乱跳。",
  },
};
