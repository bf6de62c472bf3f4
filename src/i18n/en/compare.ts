/** Runs side by side, and those of the past. */
export const compare = {
  title: "Runs side by side",
  change: "{before} → {after}",
  on: "on",
  off: "off",
  batchNorm: { asBuilt: "Batch norm as built", on: "Batch norm", off: "No batch norm" },
} as const;
