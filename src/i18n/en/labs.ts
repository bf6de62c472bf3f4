/** What the labs share. */
export const labs = {
  chooser: "Lab",
  circuits: "Circuits",
  surfaces: "Surfaces",
  initializers: "Initial weights",
  play: "Play",
  pause: "Pause",
  first: "To the start",
  back: "One step back",
  forward: "One step on",
  last: "To the end",
  stepOf: "{step} / {last}",
} as const;
