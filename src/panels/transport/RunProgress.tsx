import { t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { Progress } from "../../ui/Progress.tsx";

/** The thin line under the bar: steps made, or kernels compiled while the network is prepared. */
export function RunProgress() {
  const status = useRuns((state) => state.status);
  const progress = useRuns((state) => state.progress);
  const fault = useRuns((state) => state.fault);
  const preparing = status.phase === "loading" || status.phase === "building";
  if (preparing && fault === null) {
    const compiling = progress?.task === "compile" && progress.total > 0;
    return (
      <Progress
        label={t("transport.preparing")}
        value={compiling ? progress.done / progress.total : null}
      />
    );
  }
  const { step, stepLimit } = status;
  return (
    <Progress
      label={t("transport.progress")}
      value={stepLimit > 0 ? step / stepLimit : 0}
      text={t("status.stepOf", { step, limit: stepLimit })}
    />
  );
}
