/** 调度器执行的内容。 */
export const operations = {
  title: "运算",
};
