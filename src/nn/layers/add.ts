import { elementwiseMerge } from "./merging.ts";

/** y = a + b + ... */
export const add = elementwiseMerge("add");
