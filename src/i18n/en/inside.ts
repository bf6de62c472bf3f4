/** What layers, weights and gradients look like while they learn. */
export const inside = {
  title: "Activations and gradients",
} as const;
