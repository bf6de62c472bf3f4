import { FolderOpen } from "lucide-react";
import { useRef } from "react";
import { t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";

/** Opens a file that was downloaded from here. */
export function OpenCheckpoint() {
  const open = useRuns((state) => state.commands.openCheckpoint);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={<FolderOpen size={14} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {t("checkpoints.open")}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".safetensors"
        hidden
        aria-label={t("checkpoints.open")}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) void open(file);
        }}
      />
    </>
  );
}
