import { Check, Copy, TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { faultSentence } from "../i18n/fault-sentence.ts";
import { t } from "../i18n/index.ts";
import type { Experiment, SourceSpec } from "../spec/experiment.ts";
import { type FaultRecord, faultRecord } from "../spec/fault.ts";
import { encodeLink } from "../spec/link.ts";
import { useDocument } from "../stores/document.ts";
import { closeDialog } from "../stores/ui.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./ShareDialog.module.css";

type Link = { readonly address: string } | { readonly fault: FaultRecord };

function linkTo(experiment: Experiment): Link {
  try {
    const { origin, pathname } = window.location;
    return { address: origin + pathname + encodeLink(experiment) };
  } catch (error) {
    return { fault: faultRecord(error) };
  }
}

/** What does not travel in the link. */
function sourceNote(source: SourceSpec): string | null {
  if (source.kind === "file") return t("share.ownFile", { name: source.name });
  if (source.kind === "arrays") return t("share.ownArrays", { name: source.name });
  return null;
}

/** Copies the link as it opens; where the browser refuses, the text is there to be selected. */
export function ShareDialog() {
  const experiment = useDocument((state) => state.experiment);
  const link = useMemo(() => linkTo(experiment), [experiment]);
  const note = sourceNote(experiment.data.source);
  return (
    <Dialog
      title={t("share.title")}
      closeLabel={t("actions.close")}
      onClose={closeDialog}
      actions={
        <Button variant="primary" onClick={closeDialog}>
          {t("actions.done")}
        </Button>
      }
    >
      {"fault" in link ? (
        <p role="alert" className={styles.fault}>
          {faultSentence(link.fault)}
        </p>
      ) : (
        <LinkField address={link.address} />
      )}
      <p>{t("share.body")}</p>
      <p className={styles.note}>
        {note} {t("share.noWeights")}
      </p>
    </Dialog>
  );
}

function LinkField({ address }: { address: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const field = useRef<HTMLInputElement>(null);
  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  }
  const first = useRef(copy);
  useEffect(() => {
    void first.current();
  }, []);
  return (
    <div className={styles.link}>
      <input
        ref={field}
        readOnly
        className={styles.address}
        aria-label={t("share.address")}
        value={address}
        onFocus={(event) => event.target.select()}
      />
      <Button icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copy()}>
        {t("actions.copy")}
      </Button>
      <output className={styles.state}>
        {copied === true && <Check size={14} aria-hidden="true" className={styles.done} />}
        {copied === false && (
          <TriangleAlert size={14} aria-hidden="true" className={styles.fault} />
        )}
        {copied === true && t("notices.linkCopied")}
        {copied === false && t("notices.copyFailed")}{" "}
        <span className={styles.note}>{t("share.length", { count: address.length })}</span>
      </output>
    </div>
  );
}
