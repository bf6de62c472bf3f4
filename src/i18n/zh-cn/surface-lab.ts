/** 曲面上的优化器。 */
export const surfaceLab = {
  title: "曲面上的优化器",
};
