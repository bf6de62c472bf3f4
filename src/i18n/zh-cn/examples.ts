/** 混淆、错误，以及答案取决于什么。 */
export const examples = {
  title: "混淆与错误",
};
