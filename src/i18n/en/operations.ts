/** What the scheduler runs. */
export const operations = {
  title: "Graph of operations",
  help: "Every operation of one training step as the scheduler runs it: forward down the left side, backward up the right side, the updates at its end. Operations that were fused stand as one.",
  run: "Run whose graph is shown",
  retrace: "Look again",
  measure: "Measure times",
  measuring: "Measuring…",
  graph: "Operations of one step",
  empty: "The graph appears as soon as the network fits its data.",
  totals: "{operations} operations in {dispatches} dispatches write {bytes} a step.",
  totalTime: "One after the other they take {time}.",
  together: {
    one: "{count} run shares them.",
    other: "{count} runs share them: each tensor has a copy for every run.",
  },
  dispatches: { one: "{count} dispatch", other: "{count} dispatches" },
  parts: {
    data: "Gathers the batch",
    forward: "Forward",
    loss: "Loss and metrics",
    backward: "Backward",
    update: "Update of the weights",
  },
  reads: "Reads",
  makes: "Makes",
  makesAt: "Makes, at step {step}",
  readBy: "Read by",
} as const;
