import { optionLabel } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { dataFields } from "../../spec/data-catalogue.ts";
import type { DataSpec } from "../../spec/experiment.ts";
import { setSplit } from "../../stores/data.ts";
import { setValidationShare } from "../../stores/training.ts";
import { Field } from "../../ui/Field.tsx";
import { NumberRow, rangeOf } from "../../ui/NumberRow.tsx";
import { fieldHelp } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./DataPanel.module.css";
import { knowsSubjects } from "./subjects.ts";

const place = { area: "data" } as const;
const { split: splitField, validationShare } = dataFields;

interface HeldOutProps {
  data: DataSpec;
  /** null while the data are not known. */
  info: DatasetInfo | null;
}

/** Which examples are kept from training; a set with a validation part of its own has no choice. */
export function HeldOut({ data, info }: HeldOutProps) {
  if (info?.ownValidation) return <p className={styles.facts}>{t("heldOut.own")}</p>;
  const name = t("data.validationShare");
  return (
    <>
      <NumberRow
        label={name}
        help={{ label: t("actions.about", { name }), text: t("data.validationShareHelp") }}
        range={rangeOf(validationShare)}
        value={data.validationShare}
        onChange={setValidationShare}
      />
      {data.validationShare > 0 && <SplitField data={data} info={info} />}
    </>
  );
}

/** Whole people can be held out only where they are known; what the document says is always there. */
function SplitField({ data, info }: HeldOutProps) {
  const options = splitField.options.filter(
    (value) => value !== "subject" || value === data.split || knowsSubjects(info),
  );
  return (
    <Field label={t("heldOut.split")} help={fieldHelp(splitField, place, "split")}>
      {({ id }) => (
        <Select
          id={id}
          value={data.split}
          options={options.map((value) => ({ value, label: optionLabel(place, "split", value) }))}
          onChange={setSplit}
        />
      )}
    </Field>
  );
}
