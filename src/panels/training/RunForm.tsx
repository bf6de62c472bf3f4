import { t } from "../../i18n/index.ts";
import { runFields, structureFields } from "../../spec/catalogue.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { updateRun } from "../../stores/training.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field } from "../../ui/Field.tsx";
import { InitializerForm } from "../../ui/InitializerForm.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import { OptimizerForm } from "./OptimizerForm.tsx";
import styles from "./RunForm.module.css";
import { runFormId, tabId } from "./RunTabs.tsx";
import { ScheduleForm } from "./ScheduleForm.tsx";

const regularization = ["l2", "l1", "weightDecay", "maxNorm", "dropout"] as const;
const clipping = ["clipNorm", "clipValue"] as const;

interface RunFormProps {
  run: RunSpec;
  index: number;
}

/** What makes one run: its optimizer, its rate over time, its regularisation, its start. */
export function RunForm({ run, index }: RunFormProps) {
  const off = t("training.off");
  const form = {
    fields: runFields,
    place: { area: "run" },
    values: run,
    zeroTexts: { l1: off, l2: off, weightDecay: off, maxNorm: off, clipNorm: off, clipValue: off },
    emptyTexts: { dropout: t("training.asLayers") },
    onChange: (field: string, value: FieldValue) =>
      updateRun(index, { ...run, [field]: value }, field),
  } as const;
  return (
    <div id={runFormId} role="tabpanel" aria-labelledby={tabId(index)} className={styles.form}>
      <OptimizerForm run={run} index={index} />
      <div className={styles.part}>
        <ScheduleForm run={run} index={index} />
      </div>
      <Disclosure
        id="run.regularization"
        title={t("training.regularization")}
        changed={countChanged(runFields, run, regularization)}
      >
        <RowForm {...form} only={regularization} />
      </Disclosure>
      <Disclosure
        id="run.clipping"
        title={t("training.clipping")}
        changed={countChanged(runFields, run, clipping)}
      >
        <RowForm {...form} only={clipping} />
      </Disclosure>
      <Disclosure
        id="run.structure"
        title={t("compare.structure")}
        changed={countChanged(structureFields, run.structure, Object.keys(structureFields))}
      >
        <RowForm
          fields={structureFields}
          place={{ area: "structure" }}
          values={run.structure}
          onChange={(field, value) =>
            updateRun(
              index,
              { ...run, structure: { ...run.structure, [field]: value } },
              `structure.${field}`,
            )
          }
        />
      </Disclosure>
      <div className={styles.part}>
        <InitializerForm
          label={t("runs.initializer")}
          value={run.initializer}
          inheritLabel={t("runs.initializerOfNetwork")}
          onChange={(initializer, field) =>
            updateRun(index, { ...run, initializer }, `initializer.${field}`)
          }
        />
        <RowForm {...form} only={["seed"]} />
        <Field label={t("runs.name")}>
          {({ id }) => (
            <input
              id={id}
              className={styles.name}
              placeholder={t("runs.namePlaceholder")}
              maxLength={limits.nameCharacters}
              value={run.name}
              onChange={(event) => form.onChange("name", event.target.value)}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
