/** First weights and what they do to activations. */
export const initializerLab = {
  title: "Initial weights",
  help: "Before anything is trained, the scale of the first weights decides whether a signal survives the layers. All columns draw the same weights; only their scale differs.",
  about:
    "1,000 inputs from N(0, 1) go through five layers of 100 units. Rows are the layers, columns the standard deviations of the weights; Xavier and He choose it by the number of inputs: 0.1 and 0.141 here.",
  shown: "What is shown",
  forward: "Activations",
  backward: "Gradients",
  ownStd: "Your own deviation",
  seed: "Seed",
  layer: "Layer",
  waiting: "being computed …",
  range: "from {low} to {high}",
  columns: {
    std1: "std 1",
    std001: "std 0.01",
    xavier: "Xavier",
    he: "He",
    own: "std {std}",
  },
  saturated: "{share} saturated",
  zero: "{share} zero",
  dead: "{share} dead",
  vanished: "vanished",
  exploded: "exploded",
  reading: {
    forward:
      "Under each histogram stand mean ± standard deviation. A sigmoid counts as saturated below 0.05 and above 0.95, tanh beyond ±0.9; a ReLU is dead when it is zero for all inputs. A stroke marks a bar that goes on above; the outermost bars hold what lies outside.",
    backward:
      "A gradient from N(0, 1) is given to the outputs of the last layer and carried back; each row shows the gradient with respect to the outputs of its layer. Where it vanishes, the layers below do not learn; where it grows, they leap.",
  },
} as const;
