/** 训练结果的各个视图，以及打开它们的按钮。 */
export const views = {
  label: "视图",
  curves: "曲线",
  inside: "内部",
  examples: "样本",
  checks: "检查",
  compare: "比较",
  search: "搜索",
  operations: "计算图",
  labs: "实验室",
  widen: "使用整个页面",
  narrow: "重新显示实验",
  loading: "正在打开…",
  notLoaded: "页面的这一部分未能下载。请检查网络连接后重试；其余部分照常使用。",
  tryAgain: "重试",
};
