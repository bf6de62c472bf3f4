import { Dices } from "lucide-react";
import { useCallback } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { datasets, preprocessings } from "../../spec/catalogue.ts";
import type { DataSpec, GeneratedSpec, SourceSpec } from "../../spec/experiment.ts";
import { chooseData, generatedShape, generatedSource } from "../../stores/data-shape.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import { setDataSeed, setPreprocessing, setValidationShare } from "../../stores/training.ts";
import { Field } from "../../ui/Field.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { NumberRow } from "../../ui/NumberRow.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { ClassBalance } from "./ClassBalance.tsx";
import styles from "./DataPanel.module.css";
import { DataPreview } from "./DataPreview.tsx";
import { useFileDrop } from "./file-drop.ts";
import { bringFiles, importFiles, useImport } from "./import-flow.ts";
import { MissingData } from "./MissingData.tsx";
import { OwnData } from "./OwnData.tsx";
import { SourceGrid } from "./SourceGrid.tsx";
import { TableDialog } from "./TableDialog.tsx";
import { usePreview } from "./use-preview.ts";

function sourceName(source: SourceSpec, info: DatasetInfo | null): string {
  switch (source.kind) {
    case "file":
    case "arrays":
      return source.name;
    case "remote":
      return info?.name ?? source.id;
    default:
      return rowWords("datasets", source.kind).label;
  }
}

/** What the network learns from: chosen, made, brought along; looked at; split and scaled. */
export function DataPanel() {
  const data = useDocument((state) => state.experiment.data);
  const fault = useRuns((state) => state.fault);
  const question = useImport((state) => state.question);
  const info = usePreview(data);
  const missing = fault?.code === "data.notLoaded" && generatedSource(data.source) === null;
  const { source } = data;
  const onFiles = useCallback(
    (files: File[]) =>
      void (missing && source.kind === "file" ? bringFiles(files, source) : importFiles(files)),
    [missing, source],
  );
  const over = useFileDrop(onFiles);
  return (
    <Panel title={t("panels.data")} note={sourceName(source, info)} className={styles.panel}>
      <div className={styles.sections}>
        <SourceGrid source={source} />
        {missing ? <MissingData source={source} /> : info && <Preview info={info} />}
        <Fields data={data} />
        <OwnData over={over} />
      </div>
      {question && <TableDialog key={question.file.name} question={question} />}
    </Panel>
  );
}

function Preview({ info }: { info: DatasetInfo }) {
  return (
    <div className={styles.preview}>
      <DataPreview info={info} />
      <ClassBalance info={info} />
      <p className={styles.facts}>
        {t("data.counts", { training: info.trainingCount, validation: info.validationCount })}
      </p>
    </div>
  );
}

const largestSeed = 4_294_967_295;
const seedRange = { min: 0, max: largestSeed, scale: "linear", integer: true } as const;
const shareRange = { min: 0, max: 0.9, scale: "linear" } as const;

function about(name: string, text: string) {
  return { label: t("actions.about", { name }), text };
}

function Fields({ data }: { data: DataSpec }) {
  const generated = generatedSource(data.source);
  return (
    <div className={styles.fields}>
      {generated && <GeneratedFields source={generated} />}
      <Field label={t("data.seed")} help={about(t("data.seed"), t("data.seedHelp"))}>
        {({ id }) => (
          <span className={styles.seed}>
            <IconButton
              label={t("data.newSeed")}
              icon={<Dices size={16} aria-hidden="true" />}
              onClick={() => setDataSeed(Math.floor(Math.random() * 10_000))}
            />
            <NumberField
              {...seedRange}
              id={id}
              className={styles.number}
              value={data.seed}
              onChange={setDataSeed}
            />
          </span>
        )}
      </Field>
      <NumberRow
        label={t("data.validationShare")}
        help={about(t("data.validationShare"), t("data.validationShareHelp"))}
        range={shareRange}
        value={data.validationShare}
        onChange={setValidationShare}
      />
      <Field label={t("data.preprocessing")} help={preprocessingHelp(data)}>
        {({ id }) => (
          <Select
            id={id}
            value={data.preprocessing}
            options={preprocessings.map((value) => ({
              value,
              label: rowWords("preprocessings", value).label,
            }))}
            onChange={setPreprocessing}
          />
        )}
      </Field>
    </div>
  );
}

function preprocessingHelp({ preprocessing }: DataSpec) {
  return about(t("data.preprocessing"), rowWords("preprocessings", preprocessing).help);
}

function GeneratedFields({ source }: { source: GeneratedSpec }) {
  const { fields } = datasets[source.kind];
  function change(name: string, value: FieldValue): void {
    const next: GeneratedSpec = { ...source, [name]: value };
    chooseData({ source: next, shape: generatedShape(next), preprocessing: null }, name);
  }
  return (
    <RowForm
      fields={fields}
      place={{ area: "datasets", kind: source.kind }}
      values={source}
      onChange={change}
    />
  );
}
