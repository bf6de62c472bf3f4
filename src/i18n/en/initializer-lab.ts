/** First weights and what they do to activations. */
export const initializerLab = {
  title: "Initializers",
} as const;
