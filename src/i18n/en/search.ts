/** A random search, from coarse to fine. */
export const search = {
  title: "Random search",
} as const;
