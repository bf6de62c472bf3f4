/** Words around the panels, in simplified Chinese. */
import type { Messages } from "../en.ts";

const app = {
  name: "Trainyard",
  tagline: "搭一个神经网络，用自己的 GPU 训练，看清它为什么学得会。",
  loading: "正在加载…",
  skipToTrain: "跳到“训练”按钮",
  skipToNetwork: "跳到网络",
  untitled: "未命名的实验",
  titleLabel: "实验名称",
  crashTitle: "页面的这一部分停止了工作",
  crashBody: "你的实验已经保存。请重新加载页面继续；如果再次发生，请复制错误报告。",
  reload: "重新加载页面",
  copyReport: "复制错误报告",
  help: "帮助",
  settings: "设置",
  examples: "示例",
  menu: "菜单",
} satisfies Messages["app"];

const actions = {
  close: "关闭",
  cancel: "取消",
  done: "完成",
  ok: "好",
  apply: "应用",
  delete: "删除",
  duplicate: "复制一份",
  edit: "编辑",
  rename: "重命名",
  copy: "复制",
  copied: "已复制",
  download: "下载",
  retry: "重试",
  undo: "撤销",
  redo: "重做",
  undoHelp: "撤销上一次修改",
  redoHelp: "恢复刚撤销的修改",
  more: "更多",
  less: "收起",
  show: "显示",
  hide: "隐藏",
  dismiss: "知道了",
  learnMore: "了解更多",
  about: "关于“{name}”",
  reset: "恢复默认值",
} satisfies Messages["actions"];

const transport = {
  label: "训练控制",
  train: "训练",
  trainHelp: "开始训练（空格键）",
  pause: "暂停",
  pauseHelp: "暂停训练（空格键）",
  resume: "继续",
  resumeHelp: "继续训练（空格键）",
  step: "单步",
  stepHelp: "只更新一次参数（. 键）",
  reset: "重置",
  resetHelp: "回到第 0 步，重新初始化权重（R 键）",
  share: "分享",
  shareHelp: "生成一个链接，打开就是这个实验",
  preparing: "正在准备…",
  trainAgain: "重新训练",
  rebuild: "重置并训练",
  progress: "训练进度",
} satisfies Messages["transport"];

const badge = {
  label: "计算引擎：{name}",
  gpu: "GPU",
  cpu: "CPU",
  reference: "参考实现",
  software: "软件模拟的 GPU",
  device: "{engine} · {device}",
  measuring: "正在测速…",
  starting: "正在启动计算引擎…",
} satisfies Messages["badge"];

const engine = {
  title: "计算引擎",
  choose: "在哪里训练",
  auto: "自动",
  autoHelp: "用你的网络分别测一测 GPU 和 CPU，选快的那个。",
  gpu: "GPU",
  gpuHelp: "通过 WebGPU 计算：除了特别小的网络，它最快。",
  cpu: "CPU",
  cpuHelp: "任何浏览器都能用；网络特别小时往往反而更快。",
  reference: "参考实现",
  referenceHelp: "用双精度的普通循环计算：很慢，但每一位都准。",
  device: "运行在 {device} 上",
  reason: {
    asked: "这是你选定的引擎。",
    faster: "用你的网络实测，这个引擎更快。",
    noWebGpu: "这里没有 WebGPU，因此由 CPU 训练。",
    lost: "浏览器在两分钟内两次失去 GPU，因此改由 CPU 接着训练。",
  },
  measured: "GPU 每秒 {gpu} 步，CPU 每秒 {cpu} 步",
  measuredGpu: "GPU 每秒 {gpu} 步",
  measuredCpu: "CPU 每秒 {cpu} 步",
  softwareNote: "这个 GPU 由软件模拟：结果一样，但很慢。真正的 GPU 也许在浏览器设置里被关掉了。",
  howTo: {
    title: "怎样才能用上 WebGPU",
    chrome:
      "Chrome、Edge、Brave 或 Opera：需要 113 或更高版本，并在“设置 → 系统”中打开“使用图形加速功能（如果可用）”。",
    chromeLinux:
      "Linux 上的 Chrome：较新的 Intel 显卡需要 144 或更高版本；否则请打开 chrome://flags，启用“Unsafe WebGPU Support”和“Vulkan”。",
    firefox:
      "Firefox：Windows 需要 141 或更高版本，Apple 芯片的 Mac 需要 145 或更高版本；其他系统请在 about:config 中把 dom.webgpu.enabled 设为 true。",
    safari: "Safari：需要 26 或更高版本，即 macOS Tahoe、iOS 26 或 iPadOS 26。",
    android: "Android 上的 Chrome：需要 121 或更高版本，系统为 Android 12 或更高。",
    secure: "请通过 https:// 或 localhost 打开页面：其他情况下浏览器不提供 WebGPU。",
    blocked: "GPU 连续出错后，浏览器会封锁它大约两分钟。请稍等，再用浏览器自己的刷新按钮重新加载。",
  },
} satisfies Messages["engine"];

const status = {
  label: "训练状态",
  phase: {
    idle: "尚未开始",
    loading: "正在加载数据…",
    building: "正在准备网络…",
    ready: "就绪",
    training: "训练中",
    paused: "已暂停",
    finished: "已完成",
    diverged: "已停止：数值不再有限",
    failed: "因错误而停止",
  },
  step: "步",
  epoch: "轮",
  stepOf: "第 {step} 步，共 {limit} 步",
  epochOf: "第 {epoch} 轮，共 {limit} 轮",
  stepsPerSecond: "步/秒",
  examplesPerSecond: "样本/秒",
  remaining: "剩余时间",
  remainingUnknown: "尚不清楚",
  elapsed: "已用时间",
  compile: "正在编译计算内核：{done} / {total}",
  read: "正在读取：{done} / {total}",
  readSome: "正在读取：{done}",
  fetch: "正在下载：{done} / {total}",
  fetchSome: "正在下载：{done}",
  announceStarted: "训练已开始。",
  announcePaused: "已在第 {step} 步暂停。",
  announceFinished: "第 {step} 步训练完成：验证损失 {loss}。",
  announceReset: "已重置到第 0 步。",
} satisfies Messages["status"];

const notices = {
  label: "通知",
  recoveredGpu: "GPU 已重新启动，训练从第 {step} 步继续。",
  recoveredCpu: "GPU 再次丢失，改由 CPU 从第 {step} 步继续。",
  restored: "已恢复你上次的实验。",
  savedDamaged: "浏览器中保存的实验无法读取，已原样另存；这里是一个全新的实验。",
  needsReset: "网络、数据或训练组已经改变。重置后即可训练；在此之前，原来的权重仍然保留。",
  saveFailed: "没能把实验保存在浏览器里。请用“分享”留下一个链接。",
  linkKept: "链接没有打开，一切保持原样。",
  linkOpened: "已从链接打开。准备好了就按“训练”。",
  linkNeedsFile: "这个链接用到文件“{name}”。把它拖到这里，或者选择它，就能训练。",
  linkNeedsArrays:
    "这个链接用到通过控制台给出的数组“{name}”。请用 trainyard.addDataset 再添加一次。",
  linkNeedsFetch: "这个链接用到数据集“{name}”。下载后即可训练。",
  linkCopied: "链接已复制到剪贴板。",
  copyFailed: "浏览器不允许复制。请选中链接，手动复制。",
  diverged: {
    nan: "第 {run} 组训练停在第 {step} 步：{tensor} 中出现了非数值（NaN）。请试试更小的学习率或梯度裁剪。",
    infinity:
      "第 {run} 组训练停在第 {step} 步：{tensor} 增长到了无穷大。请试试更小的学习率或梯度裁剪。",
  },
  divergedTitle: "数值爆炸了",
  withSeed: "{run}（第 {seed} 个种子）",
  goBack: "退回几步，学习率降到十分之一",
  lowerRate: "学习率降到十分之一，重新开始",
  clip: "梯度裁剪设为 1，重新开始",
  hidden: "标签页隐藏时训练照常进行。",
} satisfies Messages["notices"];

const share = {
  title: "分享这个实验",
  body: "这个链接装着整个实验：数据设置、网络、各组训练和随机种子。打开它的人看到的与你完全一样，并在自己的电脑上训练。",
  address: "链接",
  copy: "复制链接",
  length: { other: "{count} 个字符" },
  ownFile: "你的文件“{name}”留在你的设备上。链接只记下它的名字和哈希值，对方需要提供同一个文件。",
  ownArrays: "数组“{name}”不在链接里，对方需要在控制台中自行添加。",
  noWeights: "训练得到的权重不在链接里。",
} satisfies Messages["share"];

const openLink = {
  title: "打开链接里的实验？",
  body: "这里有你自己的实验。打开链接会替换它；“撤销”可以把它找回来。",
  theirs: "链接中的：{summary}",
  mine: "你的：{summary}",
  keepMine: "保留我的",
  openIt: "打开链接",
  badTitle: "无法打开这个链接",
  summary: "{data}，{layers}，{runs}",
} satisfies Messages["openLink"];

const guide = {
  data: "数据：选择内置数据集，或拖入自己的文件。文件不会离开你的设备。",
  network: "网络：把层拖到线路上，或点按即可添加。每一层都会显示输出形状、参数量和内存。",
  train: "训练：点按按钮或按空格键。训练过程中可以修改学习率、衰减和裁剪。",
  compare: "训练组：用另一种优化器、学习率或种子再添加一组；它们在相同的批次上训练。",
  share: "分享：链接包含整个实验，连随机种子也在其中。",
} satisfies Messages["guide"];

const shortcuts = {
  title: "键盘快捷键",
  open: "显示快捷键",
  space: "空格键",
  train: "训练或暂停",
  step: "走一步",
  reset: "重置到第 0 步",
  undo: "撤销",
  redo: "重做",
  help: "显示这个列表",
  moveLayer: "上移或下移当前层",
  duplicateLayer: "复制当前层",
  deleteLayer: "删除当前层",
  escape: "关闭对话框，或取消拖动",
  singleKeys: "启用单键快捷键",
} satisfies Messages["shortcuts"];

const theme = {
  label: "主题",
  system: "跟随系统",
  light: "浅色",
  dark: "深色",
} satisfies Messages["theme"];

const language = {
  label: "语言",
  en: "English",
  "zh-CN": "简体中文",
} satisfies Messages["language"];

const units = {
  steps: { other: "{count} 步" },
  epochs: { other: "{count} 轮" },
  examples: { other: "{count} 个样本" },
  parameters: { other: "{count} 个参数" },
  layers: { other: "{count} 层" },
  runs: { other: "{count} 组训练" },
  classes: { other: "{count} 个类别" },
  features: { other: "{count} 个特征" },
  files: { other: "{count} 个文件" },
  columns: { other: "{count} 列" },
  rows: { other: "{count} 行" },
  dispatches: { other: "每步 {count} 次调度" },
  stepsPerSecond: "{value} 步/秒",
  examplesPerSecond: "{value} 样本/秒",
  eta: "大约还需 {duration}",
} satisfies Messages["units"];

export const shellMessages = {
  app,
  actions,
  transport,
  badge,
  engine,
  status,
  notices,
  share,
  openLink,
  guide,
  shortcuts,
  theme,
  language,
  units,
};
