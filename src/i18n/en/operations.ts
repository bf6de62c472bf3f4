/** What the scheduler runs. */
export const operations = {
  title: "Operations",
} as const;
