import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from "lucide-react";
import { useEffect, useState } from "react";
import { t } from "../i18n/index.ts";
import { IconButton } from "./IconButton.tsx";
import styles from "./Playback.module.css";
import { Slider } from "./Slider.tsx";

const icon = { size: 15, "aria-hidden": true } as const;

interface PlaybackProps {
  /** What the slider is called. */
  label: string;
  /** From 0 to `last`. */
  step: number;
  last: number;
  hertz: number;
  onStep: (step: number) => void;
}

/** Walks through steps: by buttons, by the slider and its keys, or by itself. */
export function Playback({ label, step, last, hertz, onStep }: PlaybackProps) {
  const [playing, setPlaying] = useState(false);
  const running = playing && step < last;
  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => onStep(step + 1), 1000 / hertz);
    return () => clearTimeout(timer);
  }, [running, step, hertz, onStep]);

  function go(to: number): void {
    setPlaying(false);
    onStep(Math.max(0, Math.min(last, to)));
  }
  function toggle(): void {
    if (!running && step >= last) onStep(0);
    setPlaying(!running);
  }
  return (
    <div className={styles.bar}>
      <IconButton
        label={t("labs.first")}
        icon={<SkipBack {...icon} />}
        disabled={step === 0}
        onClick={() => go(0)}
      />
      <IconButton
        label={t("labs.back")}
        icon={<StepBack {...icon} />}
        disabled={step === 0}
        onClick={() => go(step - 1)}
      />
      <IconButton
        variant="plain"
        label={t(running ? "labs.pause" : "labs.play")}
        icon={running ? <Pause {...icon} /> : <Play {...icon} />}
        disabled={last === 0}
        onClick={toggle}
      />
      <IconButton
        label={t("labs.forward")}
        icon={<StepForward {...icon} />}
        disabled={step >= last}
        onClick={() => go(step + 1)}
      />
      <IconButton
        label={t("labs.last")}
        icon={<SkipForward {...icon} />}
        disabled={step >= last}
        onClick={() => go(last)}
      />
      <Slider
        className={styles.slider}
        aria-label={label}
        min={0}
        max={Math.max(1, last)}
        scale="linear"
        integer
        value={step}
        onChange={go}
      />
      <span className={styles.place}>{t("labs.stepOf", { step, last })}</span>
    </div>
  );
}
