/** Confusions, mistakes and what an answer hangs on. */
export const examples = {
  title: "Confusion and mistakes",
} as const;
