import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./ExamplePicture.module.css";
import type { ExampleLook } from "./example-look.ts";
import { channelStyle } from "./sequence-paint.ts";

/** Name of a channel, or its number where the data do not name it. */
function channelName({ featureNames }: DatasetInfo, channel: number): string {
  return featureNames[channel] ?? t("sequences.channel", { index: channel + 1 });
}

/** What lines and colours mean on pictures of sequences. */
export function SequenceLegend({ info, look }: { info: DatasetInfo; look: ExampleLook }) {
  const [, channels = 1] = info.inputShape;
  switch (look.kind) {
    case "lines":
      return (
        <p className={styles.legend}>
          {Array.from({ length: channels }, (_, channel) => channelName(info, channel)).map(
            (name, channel) => (
              <span key={name} className={styles.channel}>
                <ChannelMark channel={channel} />
                {name}
              </span>
            ),
          )}
        </p>
      );
    case "map":
      return (
        <p className={styles.legend}>
          <span>{t("sequences.channels", { count: channels })}</span>
          <span className={styles.channel}>
            {formatNumber(look.low, currentLocale(), 2)}
            <span className={styles.scale} />
            {formatNumber(look.high, currentLocale(), 2)}
          </span>
        </p>
      );
    case "bits":
      return (
        <p className={styles.legend}>
          {channels > 1 && <span>{t("sequences.symbols", { count: channels })}</span>}
          <span className={styles.channel}>
            <span className={styles.bit} />
            {t("sequences.bits")}
          </span>
        </p>
      );
    case "image":
    case "none":
      return null;
  }
}

function ChannelMark({ channel }: { channel: number }) {
  const { color, dash } = channelStyle(channel);
  return (
    <svg width="20" height="6" viewBox="0 0 20 6" aria-hidden="true">
      <path d="M0 3h20" stroke={color} strokeWidth="1.5" strokeDasharray={dash.join(" ")} />
    </svg>
  );
}
