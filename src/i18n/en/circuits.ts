/** Backpropagation through a small expression. */
export const circuits = {
  title: "Circuits",
} as const;
