import { t } from "../../i18n/index.ts";
import type { FaultRecord } from "../../spec/fault.ts";
import styles from "./EngineBadge.module.css";

const browsers = ["chrome", "chromeLinux", "firefox", "safari", "android"] as const;

/** What helps against the reason for which there is no WebGPU. */
export function HowToGetWebGpu({ fault }: { fault: FaultRecord }) {
  const reason = fault.code === "engine.noWebGpu" ? fault.values.reason : "device";
  if (reason === "insecure") return <p>{t("engine.howTo.secure")}</p>;
  return (
    <details className={styles.howTo}>
      <summary>{t("engine.howTo.title")}</summary>
      <ul>
        {reason === "device" && <li>{t("engine.howTo.blocked")}</li>}
        {browsers.map((browser) => (
          <li key={browser}>{t(`engine.howTo.${browser}`)}</li>
        ))}
      </ul>
    </details>
  );
}
