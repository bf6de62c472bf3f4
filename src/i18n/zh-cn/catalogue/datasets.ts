/** Words of data sets, of how they are prepared and of how batches are augmented, in simplified Chinese. */
import type { CatalogueWords, Words } from "../../catalogue-words.ts";

const points: Words = { label: "点数", help: "一共生成多少个样本，包括验证部分。" };
const noise: Words = { label: "噪声", help: "点偏离原本位置的程度。" };
const sequences: Words = { label: "序列数", help: "一共生成多少条序列，包括验证部分。" };

export const datasets = {
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
  motion: {
    label: "动作",
    help: "六种活动中加速度计的读数：三个轴，每秒 20 次，每个窗口 80 个采样，由谐波和噪声合成。",
    fields: {
      points: { label: "窗口数", help: "一共生成多少个窗口，包括验证部分。" },
      subjects: {
        label: "人数",
        help: "有多少人在活动，每人的节奏和力度各不相同；划分时可以整个人留作验证。",
      },
      noise: { label: "噪声", help: "传感器的噪声有多强。" },
    },
  },
  echo: {
    label: "延迟回声",
    help: "一串符号，类别是倒数若干位之前的那个符号。考验网络能记住多久。",
    fields: {
      points: sequences,
      length: { label: "长度", help: "每条序列有多少个符号。" },
      delay: { label: "延迟", help: "要回答的符号在结尾之前多少位；0 就是最后一个。" },
      symbols: { label: "符号种数", help: "一共有多少种符号。" },
    },
  },
  adding: {
    label: "加法问题",
    help: "回归：每条序列中标出两个数，答案是它们的和。只猜平均值的误差约为 0.167（Hochreiter 与 Schmidhuber，1997）。",
    fields: { points: sequences, length: { label: "长度", help: "每条序列有多少个数。" } },
  },
  parity: {
    label: "奇偶校验",
    help: "一串 0 和 1，类别表示 1 的个数是不是奇数。错看一位，答案就反了。",
    fields: {
      points: sequences,
      length: { label: "长度", help: "一条序列最多有多少位。" },
      variable: { label: "长短不一", help: "各条序列长度不同；结尾之后的部分不计。" },
    },
  },
} satisfies CatalogueWords["datasets"];

export const sources = {
  file: { label: "你的文件", help: "在你的设备上读取，从不上传。" },
  remote: { label: "下载的数据", help: "只在你要求时下载，校验后保存在这个浏览器里。" },
  arrays: { label: "控制台给出的数组", help: "由脚本提供，页面关闭后消失。" },
} satisfies CatalogueWords["sources"];

export const preprocessings = {
  none: { label: "保持原样", help: "输入不做改动，直接进入网络。" },
  standardize: { label: "标准化", help: "让每个特征均值为 0、标准差为 1，只用训练部分计算。" },
  minMax: { label: "最小最大缩放", help: "按训练部分的范围把每个特征缩放到 0 … 1。" },
  divide255: { label: "除以 255", help: "0 到 255 的灰度值变为 0 … 1。" },
} satisfies CatalogueWords["preprocessings"];

export const data = {
  split: {
    label: "划分方式",
    help: "怎样留出验证样本：每个类别按同样的比例、完全随机，或整个人留出，让网络在从未见过的人身上接受检验。",
    options: { stratified: "按类别", random: "随机", subject: "按人" },
  },
} satisfies CatalogueWords["data"];

export const augmentation = {
  shift: { label: "平移", help: "图像在两个方向上最多移动边长的这个比例。" },
  rotate: { label: "旋转", help: "图像向左或向右最多转这么多度。" },
  zoom: { label: "缩放", help: "图像最多放大或缩小这个比例。" },
  brightness: { label: "亮度", help: "图像变亮或变暗，最多为取值范围的这个比例。" },
  flip: {
    label: "镜像",
    help: "图像有一半机会被镜像；不适合数字和文字，镜像后含义就变了。",
    options: { none: "不镜像", horizontal: "左右", vertical: "上下", both: "左右和上下" },
  },
  jitter: { label: "抖动", help: "给序列中每个缩放后的值加上此标准差的正态噪声。" },
  scale: { label: "强弱", help: "整个窗口乘以一个在 1 附近、以此为标准差的系数。" },
  timeShift: { label: "时间平移", help: "序列在时间上最多移动长度的这个比例。" },
  axisRotation: {
    label: "坐标轴旋转",
    help: "传感器的三个轴绕随机方向最多转这么多度，仿佛换了一种佩戴方式。",
  },
} satisfies CatalogueWords["augmentation"];

export const table = {
  layout: {
    label: "每一行是",
    help: "单独的一个样本，或一段序列中的一次采样；序列会被切成窗口。",
    options: { rows: "一个样本", series: "序列的一次采样" },
  },
  subject: {
    label: "人员所在列",
    help: "说明这一行属于谁的序列；窗口不会跨越两个人，划分时可以整个人留作验证。",
  },
  time: { label: "时间所在列", help: "序列的各行按这一列排序；没有这一列则保持原来的顺序。" },
  window: { label: "窗口", help: "多少次采样组成一个样本。" },
  windowStride: {
    label: "窗口间隔",
    help: "一个窗口比前一个晚多少次采样开始；小于窗口长度时，窗口互相重叠。",
  },
} satisfies CatalogueWords["table"];
