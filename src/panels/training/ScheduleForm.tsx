import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { runFields, type ScheduleKind, schedules } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import { updateRun } from "../../stores/training.ts";
import { Field } from "../../ui/Field.tsx";
import { RowForm } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { SchedulePicture } from "./SchedulePicture.tsx";

function isScheduleKind(kind: string): kind is ScheduleKind {
  return Object.hasOwn(schedules, kind);
}

const scheduleKinds = Object.keys(schedules).filter(isScheduleKind);

/** Fields that mean something with this optimizer: only momentum can be cycled. */
function meaningful({ schedule, optimizer }: RunSpec): string[] {
  const names = Object.keys(schedules[schedule.kind].fields);
  if (schedule.kind !== "oneCycle") return names;
  const cycles = optimizer.kind === "momentum" || optimizer.kind === "nesterov";
  if (!cycles) return names.filter((name) => !name.endsWith("Momentum"));
  const bounds = ["lowMomentum", "highMomentum"];
  return schedule.cycleMomentum ? names : names.filter((name) => !bounds.includes(name));
}

/** How the learning rate of a run changes, with a picture of it. */
export function ScheduleForm({ run, index }: { run: RunSpec; index: number }) {
  const { schedule, warmup } = run;
  const { label, help } = rowWords("schedules", schedule.kind);
  return (
    <>
      <Field
        label={t("training.schedule")}
        help={{
          label: t("actions.about", { name: label }),
          text: `${t("training.scheduleHelp")} ${help}`,
        }}
      >
        {({ id }) => (
          <Select
            id={id}
            value={schedule.kind}
            options={scheduleKinds.map((value) => ({
              value,
              label: rowWords("schedules", value).label,
            }))}
            onChange={(kind) =>
              updateRun(index, { ...run, schedule: rowDefault(schedules, kind) }, "schedule")
            }
          />
        )}
      </Field>
      <RowForm
        fields={schedules[schedule.kind].fields}
        only={meaningful(run)}
        place={{ area: "schedules", kind: schedule.kind }}
        values={schedule}
        onChange={(field, value) =>
          updateRun(
            index,
            { ...run, schedule: { ...schedule, [field]: value } },
            `schedule.${field}`,
          )
        }
      />
      <RowForm
        fields={runFields}
        only={["warmup"]}
        place={{ area: "run" }}
        values={run}
        zeroTexts={{ warmup: t("training.off") }}
        onChange={(field, value) => updateRun(index, { ...run, [field]: value }, field)}
      />
      {(schedule.kind !== "constant" || warmup > 0) && <SchedulePicture run={run} />}
    </>
  );
}
