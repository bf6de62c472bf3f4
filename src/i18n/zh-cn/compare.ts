/** 并排比较各组训练，以及过去的训练。 */
export const compare = {
  title: "并排比较",
};
