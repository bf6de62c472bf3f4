import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { series } from "../../stores/series.ts";
import { valueText } from "../../ui/charts/axis.ts";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import type { Status } from "../../worker/protocol.ts";

function validationLoss(): string {
  const { value } = series.evaluationBefore(0, "loss", Number.POSITIVE_INFINITY) ?? {};
  return value === undefined ? t("charts.noValue") : valueText(value);
}

/** Training is told in tenths: more often would drown everything else. */
function tenth({ step, stepLimit }: Status): number {
  return stepLimit > 0 ? Math.floor((10 * step) / stepLimit) : 0;
}

function sentence(status: Status, before: Status): string | null {
  const { phase, step } = status;
  if (phase === "training") {
    if (before.phase !== "training") return t("status.announceStarted");
    if (tenth(status) === tenth(before)) return null;
    return t("status.stepOf", { step, limit: status.stepLimit });
  }
  if (step === 0 && before.step > 0) return t("status.announceReset");
  if (phase === before.phase) return null;
  if (phase === "paused") return t("status.announcePaused", { step });
  if (phase === "finished") {
    return t("status.announceFinished", { step, loss: validationLoss() });
  }
  return phase === "diverged" || phase === "failed" ? t(`status.phase.${phase}`) : null;
}

/** Speaks the state of training, not too often. */
export function Announcer() {
  const status = useRuns((state) => state.status);
  const before = useRef(status);
  const [text, setText] = useState("");
  useEffect(() => {
    const next = sentence(status, before.current);
    before.current = status;
    if (next !== null) setText(next);
  }, [status]);
  return <LiveRegion text={text} />;
}
