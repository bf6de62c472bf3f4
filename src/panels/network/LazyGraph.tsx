import { later } from "../../ui/Later.tsx";

/** The graph view, with the libraries that only it needs. */
export const LazyGraph = later(() =>
  import("./graph/GraphView.tsx").then(({ GraphView }) => GraphView),
);
