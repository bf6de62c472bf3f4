/** 层、权重和梯度在学习时的样子。 */
export const inside = {
  title: "激活与梯度",
};
