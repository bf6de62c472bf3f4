import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import { closeNotice, type Notice, type NoticeMessage, useNotices } from "../../stores/notices.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import styles from "./Notices.module.css";

function messageText(message: NoticeMessage): string {
  switch (message.kind) {
    case "fault":
      return faultSentence(message.fault);
    case "recovered":
      return t(message.engine === "gpu" ? "notices.recoveredGpu" : "notices.recoveredCpu", {
        step: message.step,
      });
    case "text":
      return message.text;
  }
}

const icons = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;
/** Good news goes by itself; what went wrong stays until it is read. Milliseconds. */
const lifetime = 8000;

/** Short messages in a corner of the page. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <section className={styles.notices} aria-label={t("notices.label")} aria-live="polite">
      {notices.map((notice) => (
        <Entry key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Entry({ notice: { id, tone, message } }: { notice: Notice }) {
  useEffect(() => {
    if (tone !== "info") return;
    const timer = setTimeout(() => closeNotice(id), lifetime);
    return () => clearTimeout(timer);
  }, [id, tone]);
  const Icon = icons[tone];
  return (
    <div className={classNames(styles.notice, styles[tone])}>
      <Icon size={16} aria-hidden="true" />
      <p className={styles.text}>{messageText(message)}</p>
      <IconButton
        size="small"
        label={t("actions.dismiss")}
        icon={<X size={14} aria-hidden="true" />}
        onClick={() => closeNotice(id)}
      />
    </div>
  );
}
