/** 各实验室共用的文字。 */
export const labs = {
  chooser: "实验室",
  circuits: "电路",
  surfaces: "曲面",
  initializers: "初始权重",
  play: "播放",
  pause: "暂停",
  first: "回到开头",
  back: "后退一步",
  forward: "前进一步",
  last: "跳到结尾",
  stepOf: "{step} / {last}",
};
