/** 小表达式中的反向传播。 */
export const circuits = {
  title: "电路",
};
