/** 曲面上的优化器。 */
export const surfaceLab = {
  title: "曲面上的优化器",
  help: "每个优化器都从圆环处出发，走相同的步数；所用的正是训练网络的那份代码，以 float64 计算。叉号标出最低点。从最低点往外，每条等高线比里面一条高出一半。在图中按下或拖动，就能换一个起点。",
  surface: "曲面",
  startX: "起点 x",
  startY: "y",
  steps: "步数",
  step: "步",
  reset: "恢复初始设置",
  legend: "画出的优化器",
  optimizer: "优化器",
  rate: "学习率",
  rateOf: "{name} 的学习率",
  settingsOf: "{name} 的设置",
  heights: "高出最低点多少",
  schedule: "学习率的变化",
  lost: "在第 {step} 步发散",
  left: "在第 {step} 步离开图面",
  loss: "损失",
  run: "训练组",
  compute: "计算权重周围的损失",
  again: "换两个方向再算一次",
  computing: "正在计算……",
  ownFacts: {
    other: "{run}，第 {step} 步，用 {count} 个样本。",
  },
  at: "f({x}, {y}) = {value}",
  picture: {
    other: "俯视{surface}，画有 {count} 个优化器的路径",
  },
  surfaces: {
    valley: {
      label: "山谷",
      formula: "f = x²/20 + y²",
      help: "横向陡峭，纵向几乎是平的。SGD 在两壁之间来回折返，动量法会冲过头，AdaGrad 为每个坐标轴分别缩放，走得近乎笔直，Adam 则兼有二者。",
    },
    ravine: {
      label: "斜向沟壑",
      formula: "f = (x + y)²/40 + (x − y)²",
      help: "把山谷转了 45°。两个坐标轴都横穿沟壑，为每个轴单独调步长不再有用；动量依然有效。",
    },
    saddle: {
      label: "鞍面",
      formula: "f = x²/2 − y²/2 + y⁴/4",
      help: "起点几乎就在山脊上。坡度极小的地方 SGD 会停留很久；用以往梯度的大小作除数的方法很快就能离开。",
    },
    beale: {
      label: "Beale 函数",
      formula: "f = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
      help: "陡壁围着一片宽阔的平地：在陡壁上安全的学习率，到了平地上就太慢。",
    },
    rosenbrock: {
      label: "Rosenbrock 函数",
      formula: "f = (1 − x)² + 100 (y − x²)²",
      help: "谷底弯曲而且几乎水平：找到谷底容易，沿着它走却难。",
    },
    own: {
      label: "自己网络的损失",
      formula: "f = L(θ + x d₁ + y d₂)",
      help: "自己的网络在权重 θ 周围的损失，沿两个随机方向展开；每个单元的方向与它的权重一样长。优化器只在这个平面上赛跑，训练时则有全部方向可走。这里的学习率以权重的长度为单位。",
    },
    hills: {
      label: "带洼地的碗",
      formula: "f = (x² + y²)/10 + 1 − (cos 1.5x + cos 1.5y)/2",
      help: "下坡路上有许多洼地。普通的步子会困在第一个洼地里，而积累了速度的方法能一冲而过。",
    },
  },
};
