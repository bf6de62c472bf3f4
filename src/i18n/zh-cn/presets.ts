/** Titles and descriptions of the presets, in simplified Chinese. */
import type { Messages } from "../en.ts";

export const presets = {
  spiral: {
    label: "螺旋",
    help: "两条旋臂、一个小小的 tanh 网络和 Adam：看决策边界一圈圈卷进去。",
  },
  circle: { label: "圆环", help: "圆盘在环中：几个单元几秒钟就能把圆圈合上。" },
  xor: { label: "异或", help: "单层网络解决不了，两层就能解决的问题。" },
  gaussians: { label: "高斯团", help: "四团点云加上 softmax：平面由它们分而据之。" },
  moons: { label: "双月", help: "两弯月牙配 ReLU：决策边界由一段段直线拼成。" },
  sine: { label: "正弦", help: "回归：小网络把直线弯成波浪。" },
  bumps: { label: "山丘", help: "两个输入上的回归：tanh 单元堆出起伏的山丘。" },
  digits: { label: "手绘数字", help: "图像经过展平、64 个 ReLU 单元和 Dropout，分成十类。" },
  accelerometer: {
    label: "加速度计",
    help: "笔记中的四层卷积网络，从未见过的人的动作中分辨六种活动，并保留最佳权重。",
  },
  residual: {
    label: "残差",
    help: "两层卷积，旁边有一条直通的路：学到的内容加在输入之上。打开图视图可以看到分支。",
  },
  lstm: {
    label: "LSTM",
    help: "同样的动作由 LSTM 逐步读取，梯度按范数裁剪。",
  },
  parity: {
    label: "奇偶性",
    help: "一的个数是奇是偶？GRU 在长短不一的序列中数数，只看单个位置是做不到的。",
  },
  convDigits: {
    label: "卷积识别数字",
    help: "两层小卷积加池化识别手绘数字，权重只是全连接网络的一小部分。",
  },
  optimizers: {
    label: "四种优化器",
    help: "SGD、Momentum、AdaGrad 和 Adam 从同一起点、在同样的批次上训练。",
  },
  initializers: {
    label: "三种初始化",
    help: "标准差 0.01、Xavier 和 He，用在六层 ReLU 网络上：其中一组几乎不动。",
  },
} satisfies Messages["presets"];
