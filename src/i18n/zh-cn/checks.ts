/** 是我的程序有错吗？ */
export const checks = {
  title: "检查",
};
