import { Pause, Play, RotateCcw, StepForward } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { trainOrPause, useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import type { Status } from "../../worker/protocol.ts";
import { Announcer } from "./Announcer.tsx";
import { DivergenceStrip } from "./DivergenceStrip.tsx";
import { EngineBadge } from "./EngineBadge.tsx";
import { Figures } from "./Figures.tsx";
import { Message } from "./Message.tsx";
import { RunProgress } from "./RunProgress.tsx";
import styles from "./TransportBar.module.css";

const preparing: readonly Status["phase"][] = ["idle", "loading", "building"];

/** Train, pause, step, reset; how far it is; and on what it runs. */
export function TransportBar() {
  return (
    <section className={styles.transport} aria-label={t("transport.label")}>
      <div className={styles.bar}>
        <Controls />
        <Message />
        <Figures />
        <EngineBadge />
      </div>
      <RunProgress />
      <DivergenceStrip />
      <Announcer />
    </section>
  );
}

function Controls() {
  const phase = useRuns((state) => state.status.phase);
  const step = useRuns((state) => state.status.step);
  const stale = useRuns((state) => state.stale);
  const built = useRuns((state) => state.report !== null);
  const fault = useRuns((state) => state.fault);
  const commands = useRuns((state) => state.commands);
  const training = phase === "training";
  const waiting = preparing.includes(phase) && fault === null;
  const blocked = waiting || (fault !== null && !training);
  return (
    <div className={styles.controls}>
      <Button
        variant="primary"
        size="large"
        className={styles.train}
        icon={
          training ? (
            <Pause size={18} fill="currentColor" aria-hidden="true" />
          ) : (
            <Play size={18} fill="currentColor" aria-hidden="true" />
          )
        }
        // A press during a build is not lost: training begins when it is done.
        disabled={fault !== null && !training}
        title={t(training ? "transport.pauseHelp" : "transport.trainHelp")}
        onClick={() => void trainOrPause()}
      >
        {trainLabel(phase, stale, step, waiting)}
      </Button>
      <Button
        size="large"
        className={styles.small}
        icon={<StepForward size={16} aria-hidden="true" />}
        disabled={!built || training || blocked || stale}
        title={t("transport.stepHelp")}
        aria-label={t("transport.step")}
        onClick={() => commands.step()}
      >
        <span className={styles.word}>{t("transport.step")}</span>
      </Button>
      <Button
        size="large"
        className={styles.small}
        icon={<RotateCcw size={16} aria-hidden="true" />}
        disabled={!built || waiting || (step === 0 && !stale)}
        title={t("transport.resetHelp")}
        aria-label={t("transport.reset")}
        onClick={() => void commands.reset()}
      >
        <span className={styles.word}>{t("transport.reset")}</span>
      </Button>
    </div>
  );
}

function trainLabel(phase: Status["phase"], stale: boolean, step: number, waiting: boolean) {
  if (phase === "training") return t("transport.pause");
  if (waiting) return t("transport.preparing");
  if (stale) return t("transport.rebuild");
  if (phase === "finished" || phase === "diverged") return t("transport.trainAgain");
  return step > 0 ? t("transport.resume") : t("transport.train");
}
