import { elementwiseMerge } from "./merging.ts";

/** y = a * b * ..., element by element. */
export const multiply = elementwiseMerge("multiply");
