/** Runs side by side, and those of the past. */
export const compare = {
  title: "Runs side by side",
} as const;
