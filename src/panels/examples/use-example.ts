/** What is asked of the engine about single examples while they are shown. */
import { useEffect, useMemo, useState } from "react";
import { nextRequest, useAnswers } from "../../stores/answers.ts";
import {
  fetchExamples,
  type KnownExample,
  useExamination,
  whileWeightsChange,
} from "../../stores/examination.ts";
import { useRuns } from "../../stores/runs.ts";
import type { Answers } from "../../worker/protocol.ts";

/** The examples known so far; those of `indices` that are missing are fetched. */
export function useExamples(indices: readonly number[]): ReadonlyMap<number, KnownExample> {
  const examples = useExamination((state) => state.examples);
  const wanted = indices.join();
  useEffect(() => {
    const places = wanted === "" ? [] : wanted.split(",").map(Number);
    void fetchExamples(places);
  }, [wanted, examples]);
  return examples;
}

/** Answers a second, while training changes them. */
const hertz = 3;

/** What the network of each run answers to an example; null until it is known. */
export function useRunAnswers(example: KnownExample | undefined, visible: boolean): Answers | null {
  const watch = useRuns((state) => state.commands.watchAnswers);
  const answers = useAnswers((state) => state.answers);
  const question = useMemo(() => example && { request: nextRequest(), example }, [example]);
  useEffect(() => {
    if (!question || !visible) return;
    const { x, lengths } = question.example;
    watch({ request: question.request, count: 1, x, lengths, hertz });
    return () => watch(null);
  }, [watch, question, visible]);
  return answers?.request === question?.request ? answers : null;
}

export interface Explained {
  readonly run: number;
  readonly example: KnownExample | undefined;
  /** The class, or the target value, whose score is asked about. */
  readonly output: number;
  readonly visible: boolean;
}

interface Gradient {
  readonly example: KnownExample;
  readonly values: Float32Array | null;
}

/** [...inputShape] null: there is none; undefined: not known yet. */
export function useSaliency({
  run,
  example,
  output,
  visible,
}: Explained): Float32Array | null | undefined {
  const [gradient, setGradient] = useState<Gradient | null>(null);
  useEffect(() => {
    if (!example || !visible) return;
    let watched = true;
    const { x, lengths } = example;
    const leave = whileWeightsChange(async () => {
      const started = performance.now();
      const { ask } = useRuns.getState().commands;
      const { values } = await ask("saliency", { run, x, lengths, output });
      if (watched) setGradient({ example, values });
      return performance.now() - started;
    });
    return () => {
      watched = false;
      leave();
    };
  }, [run, example, output, visible]);
  // Of another class or run of the same example the old one stays until the new one comes.
  return gradient?.example === example ? gradient?.values : undefined;
}
