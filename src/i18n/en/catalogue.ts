/** One label and one sentence for every row and field of the catalogue. */
import type { CatalogueWords } from "../catalogue-words.ts";
import { activations } from "./catalogue/activations.ts";
import {
  augmentation,
  data,
  datasets,
  preprocessings,
  sources,
  table,
} from "./catalogue/datasets.ts";
import { layers } from "./catalogue/layers.ts";
import { initializers, losses } from "./catalogue/losses.ts";
import { optimizers, schedules } from "./catalogue/optimizers.ts";
import { search, searchParameters } from "./catalogue/search.ts";
import { run, structure, training } from "./catalogue/training.ts";

export const catalogue = {
  layers,
  activations,
  initializers,
  losses,
  optimizers,
  schedules,
  datasets,
  sources,
  preprocessings,
  data,
  augmentation,
  table,
  training,
  run,
  structure,
  search,
  searchParameters,
} as const satisfies CatalogueWords;
