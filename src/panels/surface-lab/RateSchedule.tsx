import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { runFields, type ScheduleKind, schedules } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field } from "../../ui/Field.tsx";
import { RowForm } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { changeLab, type LabState } from "./lab-state.ts";

function isScheduleKind(kind: string): kind is ScheduleKind {
  // A plateau waits for evaluations, of which there are none here.
  return Object.hasOwn(schedules, kind) && kind !== "plateau";
}

const scheduleKinds = Object.keys(schedules).filter(isScheduleKind);

/** The schedule that all learning rates follow over the steps. */
export function RateSchedule({ state, steps }: { state: LabState; steps: number }) {
  const { schedule, warmup } = state;
  const changed = Number(schedule.kind !== "constant") + Number(warmup > 0);
  return (
    <Disclosure id="surface-lab.schedule" title={t("surfaceLab.schedule")} changed={changed}>
      <Field label={t("training.schedule")}>
        {({ id }) => (
          <Select
            id={id}
            value={schedule.kind}
            options={scheduleKinds.map((value) => ({
              value,
              label: rowWords("schedules", value).label,
            }))}
            onChange={(kind) => changeLab({ schedule: startOf(kind, steps) })}
          />
        )}
      </Field>
      <RowForm
        fields={schedules[schedule.kind].fields}
        place={{ area: "schedules", kind: schedule.kind }}
        values={schedule}
        onChange={(field, value) => changeLab({ schedule: { ...schedule, [field]: value } })}
      />
      <RowForm
        fields={runFields}
        only={["warmup"]}
        place={{ area: "run" }}
        values={{ warmup }}
        zeroTexts={{ warmup: t("training.off") }}
        onChange={(_, value) => typeof value === "number" && changeLab({ warmup: value })}
      />
    </Disclosure>
  );
}

/** Schedules count steps of a training; those here are few. */
function startOf(kind: ScheduleKind, steps: number) {
  const spec = rowDefault(schedules, kind);
  const third = Math.max(1, Math.round(steps / 3));
  switch (spec.kind) {
    case "step":
    case "exponential":
      return { ...spec, every: third };
    case "milestones":
      return { ...spec, at: [third, 2 * third] };
    case "inverseTime":
      return { ...spec, rate: 3 / steps };
    case "cosineRestarts":
      return { ...spec, period: third };
    default:
      return spec;
  }
}
