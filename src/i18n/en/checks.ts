/** Is it a bug of mine? */
export const checks = {
  title: "Checks",
} as const;
