/** Optimizers on surfaces. */
export const surfaceLab = {
  title: "Optimizers on surfaces",
  help: "Each optimizer starts at the ring and takes the same number of steps, by the very code that trains networks, in float64. A cross marks the lowest point. Above it each line is half as high again as the one inside. Press or drag in the picture to start elsewhere.",
  surface: "Surface",
  startX: "Start x",
  startY: "y",
  steps: "Steps",
  step: "Step",
  reset: "As at first",
  legend: "Optimizers that are drawn",
  optimizer: "Optimizer",
  rate: "Learning rate",
  rateOf: "Learning rate of {name}",
  settingsOf: "Settings of {name}",
  heights: "Height above the lowest point",
  schedule: "Schedule of the learning rates",
  lost: "blew up at step {step}",
  at: "f({x}, {y}) = {value}",
  picture: {
    one: "{surface} from above, with the path of {count} optimizer",
    other: "{surface} from above, with the paths of {count} optimizers",
  },
  surfaces: {
    valley: {
      label: "Valley",
      formula: "f = x²/20 + y²",
      help: "Steep across, nearly flat along. SGD zigzags between the walls, momentum swings past the end, AdaGrad scales each axis and goes almost straight, Adam does some of both.",
    },
    ravine: {
      label: "Ravine at an angle",
      formula: "f = (x + y)²/40 + (x − y)²",
      help: "A valley turned by 45°. A step size for each axis no longer helps, because both axes cross the ravine; momentum still does.",
    },
    saddle: {
      label: "Saddle",
      formula: "f = x²/2 − y²/2 + y⁴/4",
      help: "The start lies almost on the ridge. Where slopes are tiny SGD lingers; methods that divide by the size of past gradients leave soon.",
    },
    beale: {
      label: "Beale",
      formula: "f = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
      help: "Steep walls around a wide plain: a rate that is safe on the wall is slow on the plain.",
    },
    rosenbrock: {
      label: "Rosenbrock",
      formula: "f = (1 − x)² + 100 (y − x²)²",
      help: "The ground of the valley is bent and nearly level: finding it is easy, following it is not.",
    },
    hills: {
      label: "Bowl with hollows",
      formula: "f = (x² + y²)/10 + 1 − (cos 1.5x + cos 1.5y)/2",
      help: "Hollows on the way down. Plain steps are caught in the first; what has gathered speed rolls through.",
    },
  },
} as const;
