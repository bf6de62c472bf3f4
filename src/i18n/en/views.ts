/** Views of what training brings, and what opens them. */
export const views = {
  label: "Views",
  curves: "Curves",
  inside: "Inside",
  examples: "Examples",
  checks: "Checks",
  compare: "Compare",
  search: "Search",
  operations: "Graph",
  labs: "Labs",
  widen: "Use the whole page",
  narrow: "Show the experiment again",
  loading: "Opening…",
  notLoaded:
    "This part of the page could not be fetched. Check your connection, then try again; the rest goes on.",
  tryAgain: "Try again",
} as const;
