import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { type OptimizerKind, optimizers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { OptimizerSpec, RunSpec } from "../../spec/experiment.ts";
import type { Fields } from "../../spec/field.ts";
import { updateRun } from "../../stores/training.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field } from "../../ui/Field.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import { Select } from "../../ui/Select.tsx";

function isOptimizerKind(kind: string): kind is OptimizerKind {
  return Object.hasOwn(optimizers, kind);
}

const optimizerKinds = Object.keys(optimizers).filter(isOptimizerKind);

/** What is turned first; everything else is folded away. */
const main = ["learningRate", "momentum", "decay"];

function otherNames(optimizer: OptimizerSpec): string[] {
  const names = Object.keys(optimizers[optimizer.kind].fields);
  const rises = "rampSteps" in optimizer && optimizer.rampSteps > 0;
  return names.filter((name) => !main.includes(name) && (rises || name !== "startMomentum"));
}

/** The optimizer of a run and its numbers. */
export function OptimizerForm({ run, index }: { run: RunSpec; index: number }) {
  const { optimizer } = run;
  const { kind } = optimizer;
  const { label, help } = rowWords("optimizers", kind);
  const fields: Fields = optimizers[kind].fields;
  const others = otherNames(optimizer);
  const form = {
    fields,
    place: { area: "optimizers", kind },
    values: optimizer,
    zeroTexts: { rampSteps: t("training.constantMomentum") },
    onChange: (field: string, value: FieldValue) =>
      updateRun(index, { ...run, optimizer: { ...optimizer, [field]: value } }, field),
  } as const;
  return (
    <>
      <Field
        label={t("training.optimizer")}
        help={{ label: t("actions.about", { name: label }), text: help }}
      >
        {({ id }) => (
          <Select
            id={id}
            value={kind}
            options={optimizerKinds.map((value) => ({
              value,
              label: rowWords("optimizers", value).label,
            }))}
            onChange={(next) =>
              updateRun(index, { ...run, optimizer: rowDefault(optimizers, next) }, "optimizer")
            }
          />
        )}
      </Field>
      <RowForm {...form} only={main.filter((name) => name in fields)} />
      {others.length > 0 && (
        <Disclosure
          id="optimizer"
          title={t("training.moreOf", { name: label })}
          changed={countChanged(fields, optimizer, others)}
        >
          <RowForm {...form} only={others} />
        </Disclosure>
      )}
    </>
  );
}
