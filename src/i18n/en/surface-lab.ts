/** Optimizers on surfaces. */
export const surfaceLab = {
  title: "Optimizers on surfaces",
} as const;
