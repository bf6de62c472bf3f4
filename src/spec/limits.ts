/** Caps that every document keeps, whether built by hand, opened from a link or sent by the console. */
export const limits = {
  linkCharacters: 16_384,
  inflatedBytes: 262_144,
  depth: 12,
  layers: 64,
  width: 4096,
  runs: 64,
  parameters: 20_000_000,
  nameCharacters: 80,
  /** Files of one own data set, and numbers of its normalisation. */
  files: 16,
  features: 65_536,
  inputBytes: 200 * 1024 * 1024,
  cells: 64_000_000,
  columns: 2_000,
  classes: 1_000,
  /** One WebGPU storage binding without asking for more than every adapter has. */
  bindingBytes: 134_217_728,
  memoryBytes: 512 * 1024 * 1024,
  softwareMemoryBytes: 256 * 1024 * 1024,
} as const;
