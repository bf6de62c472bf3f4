/** What the figures of a gradient check mean, by the notes' thresholds. */
import type { Finding } from "./check.ts";
import type { Compared, TensorCheck } from "./compare-tensors.ts";
import { type GradientCheck, runaway } from "./gradient-check.ts";
import { uneasy, wrong } from "./relative-error.ts";

/** Without kinks 1e-4 "is too high" (CS231n), and 1e-7 is what a single layer gives. */
const uneasyWithoutKinks = 1e-5;

export function judgeGradient(check: GradientCheck): Finding[] {
  const { loss, tensors, penalties, settings, examples, executor } = check;
  if (!(Math.abs(loss) < runaway)) {
    return [{ grade: "fail", reason: "gradientNotFinite", values: { loss }, next: "lowerRate" }];
  }
  if (tensors.length === 0) {
    return [{ grade: "none", reason: "gradientNothing", values: {}, next: null }];
  }
  const kinks = tensors.reduce((sum, tensor) => sum + tensor.kinks, 0);
  const mathematics = worstOf(tensors, "mathematics");
  const engine = worstOf(tensors, "engine");
  const limit = kinks > 0 ? uneasy : uneasyWithoutKinks;
  const values = {
    tensors: tensors.length,
    entries: tensors.reduce((sum, tensor) => sum + tensor.checked, 0),
    leftOut: tensors.reduce((sum, tensor) => sum + tensor.leftOut, 0),
    kinks,
    h: settings.h,
    examples,
    warmup: settings.warmup,
    executor: executor.toUpperCase(),
    mathematics: mathematics?.error ?? 0,
    engine: engine?.error ?? 0,
  };
  const told = (
    at: Named | null,
    grade: Finding["grade"],
    reason: Finding["reason"],
    next: Finding["next"],
  ): Finding => ({ grade, reason, values: { ...values, ...figures(at) }, next });
  const found: Finding[] = [];
  const off = mathematics?.error ?? 0;
  if (off > wrong) found.push(told(mathematics, "fail", "gradientMathematicsWrong", "reportBug"));
  else if (off > limit) found.push(told(mathematics, "warn", "gradientMathematics", "smallerStep"));
  const rounded = engine?.error ?? 0;
  if (rounded > wrong) found.push(told(engine, "fail", "gradientEngineWrong", "reportBug"));
  else if (rounded > uneasy) found.push(told(engine, "warn", "gradientEngine", "smallerNumbers"));
  if (found.length === 0) found.push(told(engine, "pass", "gradientFine", "runOverfit"));
  return [...found, ...judgePenalties(penalties)];
}

function judgePenalties(penalties: readonly TensorCheck[]): Finding[] {
  if (penalties.length === 0) return [];
  const engine = worstOf(penalties, "engine");
  const mathematics = worstOf(penalties, "mathematics");
  const worst = (engine?.error ?? 0) > (mathematics?.error ?? 0) ? engine : mathematics;
  const error = worst?.error ?? 0;
  const values = { tensors: penalties.length, ...figures(worst) };
  if (error <= uneasy)
    return [{ grade: "pass", reason: "penaltyGradientFine", values, next: null }];
  const grade = error > wrong ? "fail" : "warn";
  return [{ grade, reason: "penaltyGradientWrong", values, next: "reportBug" }];
}

type Named = Compared & { readonly name: string };

function figures(at: Named | null): Finding["values"] {
  if (at === null) return {};
  const { name, index, analytic, numeric, error } = at;
  return { tensor: name, index, analytic, numeric, error };
}

/** The tensor whose worst entry is farthest off. */
function worstOf(tensors: readonly TensorCheck[], side: "engine" | "mathematics"): Named | null {
  let worst: Named | null = null;
  for (const { name, [side]: compared } of tensors) {
    if (compared && (worst === null || compared.error > worst.error)) worst = { ...compared, name };
  }
  return worst;
}
