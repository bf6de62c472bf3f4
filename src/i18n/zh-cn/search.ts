/** 由粗到细的随机搜索。 */
export const search = {
  title: "随机搜索",
};
