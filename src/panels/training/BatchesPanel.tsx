import { t } from "../../i18n/index.ts";
import { trainingFields } from "../../spec/catalogue.ts";
import { useDocument } from "../../stores/document.ts";
import { setOrderSeed, updateTraining } from "../../stores/training.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field } from "../../ui/Field.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { NumberRow, rangeOf } from "../../ui/NumberRow.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { choiceOptions, type FieldValue, fieldHelp, RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import { Select } from "../../ui/Select.tsx";
import styles from "./BatchesPanel.module.css";

const place = { area: "training" } as const;
const stopping = ["target", "patience", "keepBest", "checkpointEvery", "watch"] as const;
const seedRange = { min: 0, max: 4_294_967_295, scale: "linear", integer: true } as const;

/** What holds for every run: batches, their order and how long. */
export function BatchesPanel() {
  const training = useDocument((state) => state.experiment.training);
  const orderSeed = useDocument((state) => state.experiment.orderSeed);
  const change = (field: string, value: FieldValue) =>
    updateTraining({ ...training, [field]: value }, field);
  const form = { fields: trainingFields, place, values: training, onChange: change };
  const attentive = training.keepBest || training.patience > 0;
  return (
    <Panel title={t("panels.training")} note={t("training.forAll")}>
      <div className={styles.form}>
        <RowForm {...form} only={["batchSize", "shuffle"]} />
        <Field
          label={t("training.length")}
          help={fieldHelp(trainingFields.limitUnit, place, "limitUnit")}
        >
          {({ id, labelId }) => (
            <span className={styles.length}>
              <NumberField
                {...rangeOf(trainingFields.limit)}
                id={id}
                className={styles.limit}
                value={training.limit}
                onChange={(limit) => change("limit", limit)}
              />
              <Select
                aria-labelledby={labelId}
                value={training.limitUnit}
                options={choiceOptions(trainingFields.limitUnit, place, "limitUnit")}
                onChange={(unit) => change("limitUnit", unit)}
              />
            </span>
          )}
        </Field>
        <RowForm
          {...form}
          only={["evaluateEvery"]}
          zeroTexts={{ evaluateEvery: t("training.onceAnEpoch") }}
        />
        <NumberRow
          label={t("training.orderSeed")}
          help={{
            label: t("actions.about", { name: t("training.orderSeed") }),
            text: t("training.orderSeedHelp"),
          }}
          range={seedRange}
          value={orderSeed}
          onChange={setOrderSeed}
        />
        <RowForm {...form} only={["seeds"]} />
        <Disclosure
          id="stopping"
          title={t("training.stopping")}
          changed={countChanged(trainingFields, training, stopping)}
        >
          <RowForm
            {...form}
            only={stopping.filter((name) => attentive || name !== "watch")}
            zeroTexts={{
              target: t("training.off"),
              patience: t("training.off"),
              checkpointEvery: t("training.off"),
            }}
          />
        </Disclosure>
      </div>
    </Panel>
  );
}
