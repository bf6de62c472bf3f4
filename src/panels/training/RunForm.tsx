import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { type OptimizerKind, optimizers, runFields } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { updateRun } from "../../stores/training.ts";
import { Field } from "../../ui/Field.tsx";
import { InitializerForm } from "../../ui/InitializerForm.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import styles from "./RunForm.module.css";
import { runFormId, tabId } from "./RunTabs.tsx";

function isOptimizerKind(kind: string): kind is OptimizerKind {
  return Object.hasOwn(optimizers, kind);
}

const optimizerKinds = Object.keys(optimizers).filter(isOptimizerKind);

interface RunFormProps {
  run: RunSpec;
  index: number;
}

/** What makes one run: its optimizer, its start, its regularisation. */
export function RunForm({ run, index }: RunFormProps) {
  const kind = run.optimizer.kind;
  function changeOptimizer(field: string, value: FieldValue): void {
    updateRun(index, { ...run, optimizer: { ...run.optimizer, [field]: value } }, field);
  }
  function changeRun(field: string, value: FieldValue): void {
    updateRun(index, { ...run, [field]: value }, field);
  }
  return (
    <div id={runFormId} role="tabpanel" aria-labelledby={tabId(index)} className={styles.form}>
      <Field
        label={t("training.optimizer")}
        help={{
          label: t("actions.about", { name: rowWords("optimizers", kind).label }),
          text: rowWords("optimizers", kind).help,
        }}
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
      <RowForm
        fields={optimizers[kind].fields}
        place={{ area: "optimizers", kind }}
        values={run.optimizer}
        onChange={changeOptimizer}
      />
      <RowForm
        fields={runFields}
        only={["l2", "clipNorm"]}
        place={{ area: "run" }}
        values={run}
        zeroTexts={{ l2: t("training.off"), clipNorm: t("training.off") }}
        onChange={changeRun}
      />
      <RunStart run={run} index={index} />
      <Field label={t("runs.name")}>
        {({ id }) => (
          <input
            id={id}
            className={styles.name}
            placeholder={t("runs.namePlaceholder")}
            maxLength={limits.nameCharacters}
            value={run.name}
            onChange={(event) => changeRun("name", event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}

/** What decides the weights that a run starts from. */
function RunStart({ run, index }: { run: RunSpec; index: number }) {
  return (
    <>
      <InitializerForm
        label={t("runs.initializer")}
        value={run.initializer}
        inheritLabel={t("runs.initializerOfNetwork")}
        onChange={(initializer, field) =>
          updateRun(index, { ...run, initializer }, `initializer.${field}`)
        }
      />
      <RowForm
        fields={runFields}
        only={["seed"]}
        place={{ area: "run" }}
        values={run}
        onChange={(field, value) => updateRun(index, { ...run, [field]: value }, field)}
      />
    </>
  );
}
