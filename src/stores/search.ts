/** The random search: how the one under way stands, and edits of how the next one goes. */
import { create } from "zustand";
import { defaultSearch } from "../spec/defaults.ts";
import type { RunSpec, SearchRange, SearchSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { type SearchParameter, searchParameters } from "../spec/search-catalogue.ts";
import type { SearchState } from "../train/search/state.ts";
import { edit, useDocument } from "./document.ts";

interface SearchStore {
  /** null before the first search of this visit. */
  readonly state: SearchState | null;
}

export const useSearch = create<SearchStore>(() => ({ state: null }));

export function showSearch(state: SearchState): void {
  useSearch.setState({ state });
}

/** What the document says, or the usual search where it says nothing yet. */
const usual = defaultSearch();

export function searchOf({ search }: { readonly search: SearchSpec | null }): SearchSpec {
  return search ?? usual;
}

function editSearch(recipe: (search: SearchSpec) => void, field: string | null = null): void {
  edit(
    (draft) => {
      draft.search ??= defaultSearch();
      recipe(draft.search);
    },
    field === null ? null : `search.${field}`,
  );
}

export function updateSearch(values: Partial<SearchSpec>, field: string): void {
  editSearch((search) => Object.assign(search, values), field);
}

/** The range that a parameter has when it is first searched: where people usually look. */
const firstRanges: Readonly<Record<SearchParameter, readonly [number, number]>> = {
  learningRate: [1e-4, 1],
  l1: [1e-7, 1e-2],
  l2: [1e-7, 1e-2],
  weightDecay: [1e-6, 1e-1],
  dropout: [0, 0.8],
  momentum: [0.5, 0.999],
  clipNorm: [0.1, 100],
  initialStd: [1e-3, 1],
};

export function addRange(parameter: SearchParameter): void {
  editSearch(({ ranges }) => {
    if (ranges.some((range) => range.parameter === parameter)) return;
    const [low, high] = firstRanges[parameter];
    ranges.push({ parameter, low, high });
  });
}

/** The last one stays: there must be something to search. */
export function removeRange(parameter: SearchParameter): void {
  editSearch((search) => {
    if (search.ranges.length < 2) return;
    search.ranges = search.ranges.filter((range) => range.parameter !== parameter);
  });
}

/** An end moved past the other takes it along. */
export function setRangeEnd(parameter: SearchParameter, end: "low" | "high", value: number): void {
  const { min, max } = searchParameters[parameter];
  const inside = Math.min(max, Math.max(min, value));
  editSearch(({ ranges }) => {
    const range = ranges.find((each) => each.parameter === parameter);
    if (!range) return;
    range[end] = inside;
    if (end === "low") range.high = Math.max(range.high, inside);
    else range.low = Math.min(range.low, inside);
  }, `ranges.${parameter}.${end}`);
}

/** Takes over narrowed ranges; those of parameters that are searched no more are left out. */
export function setRanges(narrowed: readonly SearchRange[]): void {
  editSearch((search) => {
    search.ranges = search.ranges.map(
      (range) => narrowed.find(({ parameter }) => parameter === range.parameter) ?? range,
    );
  });
}

/** Adds a run behind the last; its index, or null when there is no room for another. */
export function addCandidate(run: RunSpec): number | null {
  const { runs } = useDocument.getState().experiment;
  if (runs.length >= limits.runs) return null;
  edit((draft) => {
    draft.runs.push(run);
  });
  return runs.length;
}

/** The first run becomes this one; its name stays. */
export function makeFirst(run: RunSpec): void {
  edit((draft) => {
    const [first] = draft.runs;
    draft.runs[0] = { ...run, name: first?.name ?? "" };
  });
}
