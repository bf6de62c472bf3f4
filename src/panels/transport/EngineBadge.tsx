import { Cpu, Microchip, Ruler } from "lucide-react";
import { useId } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { engineChoices } from "../../stores/ui.ts";
import { Popover } from "../../ui/Popover.tsx";
import type { EngineInfo } from "../../worker/protocol.ts";
import styles from "./EngineBadge.module.css";
import { HowToGetWebGpu } from "./HowToGetWebGpu.tsx";

const icons = { gpu: Microchip, cpu: Cpu, reference: Ruler } as const;

/** Which engine trains, on what; opens why, and the choice of another. */
export function EngineBadge() {
  const engine = useRuns((state) => state.engine);
  const waiting = useRuns((state) => state.fault === null);
  const Icon = icons[engine?.kind ?? "cpu"];
  // Before the first build there is no engine, and where that fails there will be none soon.
  const none = t(waiting ? "badge.starting" : "engine.title");
  const name = engine ? engineName(engine) : none;
  return (
    <Popover
      className={styles.popover}
      align="end"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className={styles.badge}
          aria-label={t("badge.label", { name })}
          disabled={!engine}
        >
          <Icon size={15} aria-hidden="true" />
          <span className={styles.name}>
            {engine ? t(`badge.${engine.kind}`) : none}
            {engine && (
              <small className={styles.device} title={engine.device}>
                {engine.software ? t("badge.software") : engine.device}
              </small>
            )}
          </span>
        </button>
      )}
    >
      {engine && <EngineDetails engine={engine} />}
    </Popover>
  );
}

function engineName({ kind, device }: EngineInfo): string {
  return t("badge.device", { engine: t(`badge.${kind}`), device });
}

function rate(value: number): string {
  return formatNumber(value, currentLocale(), 3);
}

/** What the measurement found, in the words of whatever was measured. */
function measuredText({ measured: { gpu, cpu } }: EngineInfo): string | null {
  if (gpu !== null && cpu !== null) {
    return t("engine.measured", { gpu: rate(gpu), cpu: rate(cpu) });
  }
  if (gpu !== null) return t("engine.measuredGpu", { gpu: rate(gpu) });
  return cpu === null ? null : t("engine.measuredCpu", { cpu: rate(cpu) });
}

function EngineDetails({ engine }: { engine: EngineInfo }) {
  const measured = measuredText(engine);
  return (
    <>
      <h2 className={styles.title}>{t("engine.device", { device: engineName(engine) })}</h2>
      <p>
        {t(`engine.reason.${engine.reason}`)}
        {measured && <span className={styles.measured}> {measured}</span>}
      </p>
      {engine.software && <p className={styles.note}>{t("engine.softwareNote")}</p>}
      <Choices engine={engine} />
      {engine.fault && (
        <div className={styles.fault}>
          <p>{faultSentence(engine.fault)}</p>
          <HowToGetWebGpu fault={engine.fault} />
        </div>
      )}
    </>
  );
}

function Choices({ engine }: { engine: EngineInfo }) {
  const setEngine = useRuns((state) => state.commands.setEngine);
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{t("engine.choose")}</legend>
      {engineChoices.map((choice) => (
        <label key={choice} className={styles.choice}>
          <input
            type="radio"
            name={name}
            checked={engine.choice === choice}
            disabled={choice === "gpu" && engine.fault !== null}
            onChange={() => setEngine(choice)}
          />
          <span>
            {t(`engine.${choice}`)}
            <small className={styles.help}>{t(`engine.${choice}Help`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
