/** What the labs share. */
export const labs = {
  chooser: "Lab",
  circuits: "Circuits",
  surfaces: "Surfaces",
  initializers: "Initial weights",
  loading: "Opening the lab …",
  notLoaded: "The lab could not be fetched. Check the connection, then try again.",
  tryAgain: "Try again",
  play: "Play",
  pause: "Pause",
  first: "To the start",
  back: "One step back",
  forward: "One step on",
  last: "To the end",
  stepOf: "{step} / {last}",
} as const;
