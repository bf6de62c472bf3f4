/** 初始权重及其对激活的影响。 */
export const initializerLab = {
  title: "初始化",
};
