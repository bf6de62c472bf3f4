import { Copy, Trash2 } from "lucide-react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { type OptimizerKind, optimizers, runFields } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { useDocument } from "../../stores/document.ts";
import { updateRun } from "../../stores/training.ts";
import { Field } from "../../ui/Field.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
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
  /** As shown where the run has no name of its own. */
  name: string;
  onDuplicate: () => void;
  onRemove: (() => void) | null;
}

/** What makes one run: its optimizer, its start, its regularisation. */
export function RunForm({ run, index, name, onDuplicate, onRemove }: RunFormProps) {
  const kind = run.optimizer.kind;
  function changeOptimizer(field: string, value: FieldValue): void {
    updateRun(index, { ...run, optimizer: { ...run.optimizer, [field]: value } }, field);
  }
  function changeRun(field: string, value: FieldValue): void {
    updateRun(index, { ...run, [field]: value }, field);
  }
  return (
    <div id={runFormId} role="tabpanel" aria-labelledby={tabId(index)} className={styles.form}>
      <div className={styles.head}>
        <input
          className={styles.name}
          aria-label={t("runs.rename", { run: name })}
          placeholder={name}
          maxLength={limits.nameCharacters}
          value={run.name}
          onChange={(event) => changeRun("name", event.target.value)}
        />
        <IconButton
          size="small"
          label={t("runs.duplicate", { run: name })}
          icon={<Copy size={14} aria-hidden="true" />}
          onClick={onDuplicate}
        />
        <IconButton
          size="small"
          label={t("runs.delete", { run: name })}
          icon={<Trash2 size={14} aria-hidden="true" />}
          disabled={onRemove === null}
          onClick={() => onRemove?.()}
        />
      </div>
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
        notes={{
          l2: run.l2 === 0 ? t("training.off") : undefined,
          clipNorm: run.clipNorm === 0 ? t("training.off") : undefined,
        }}
        onChange={changeRun}
      />
      <RunStart run={run} index={index} />
    </div>
  );
}

/** What decides the weights that a run starts from. */
function RunStart({ run, index }: { run: RunSpec; index: number }) {
  const network = useDocument((state) => state.experiment.network.initializer);
  return (
    <>
      <InitializerForm
        label={t("runs.initializer")}
        value={run.initializer}
        inheritLabel={t("builder.initializerOfNetwork", {
          initializer: rowWords("initializers", network.kind).label,
        })}
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
