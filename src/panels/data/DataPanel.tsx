import { Dices } from "lucide-react";
import { useCallback } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { datasets, preprocessings } from "../../spec/data-catalogue.ts";
import type { DataSpec, GeneratedSpec, SourceSpec } from "../../spec/experiment.ts";
import { chooseData, generatedShape, generatedSource } from "../../stores/data-shape.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import { setDataSeed, setPreprocessing } from "../../stores/training.ts";
import { Field } from "../../ui/Field.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { Augmentation } from "./Augmentation.tsx";
import { ClassBalance } from "./ClassBalance.tsx";
import styles from "./DataPanel.module.css";
import { DataPreview } from "./DataPreview.tsx";
import { useFileDrop } from "./file-drop.ts";
import { HeldOut } from "./HeldOut.tsx";
import { bringFiles, importFiles, useImport } from "./import-flow.ts";
import { MissingData } from "./MissingData.tsx";
import { OwnData } from "./OwnData.tsx";
import { SourceGrid } from "./SourceGrid.tsx";
import { subjectsText } from "./subjects.ts";
import { TableDialog } from "./TableDialog.tsx";
import { type ShownData, usePreview } from "./use-preview.ts";

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
  const shown = usePreview(data);
  const missing = fault?.code === "data.notLoaded" && generatedSource(data.source) === null;
  const info = missing ? null : (shown?.info ?? null);
  const { source } = data;
  const onFiles = useCallback(
    (files: File[]) =>
      void (missing && source.kind === "file" ? bringFiles(files, source) : importFiles(files)),
    [missing, source],
  );
  const over = useFileDrop(onFiles);
  return (
    <Panel
      title={t("panels.data")}
      note={sourceName(source, shown?.info ?? null)}
      className={styles.panel}
    >
      <div className={styles.sections}>
        <SourceGrid source={source} />
        {missing ? <MissingData source={source} /> : shown && <Preview {...shown} />}
        <Fields data={data} info={info} />
        {info && <Augmentation data={data} info={info} />}
        <OwnData over={over} />
      </div>
      {question && <TableDialog key={question.file.name} question={question} />}
    </Panel>
  );
}

function Preview({ info, counted }: ShownData) {
  const { trainingCount: training, validationCount: validation } = info;
  const facts = [
    info.form === "sequence" ? sequenceText(info) : null,
    counted ? t("data.counts", { training, validation }) : null,
    counted ? subjectsText(info) : null,
  ];
  return (
    <div className={styles.preview}>
      <DataPreview info={info} counted={counted} />
      {info.form !== "sequence" && counted && <ClassBalance info={info} />}
      <ul className={styles.facts}>{facts.map((fact) => fact && <li key={fact}>{fact}</li>)}</ul>
    </div>
  );
}

function sequenceText({ inputShape, variableLengths }: DatasetInfo): string {
  const [time = 1, count = 1] = inputShape;
  const channels = t("sequences.channelCount", { count });
  return t(variableLengths ? "sequences.shapeVaries" : "sequences.shape", { time, channels });
}

const largestSeed = 4_294_967_295;
const seedRange = { min: 0, max: largestSeed, scale: "linear", integer: true } as const;

function about(name: string, text: string) {
  return { label: t("actions.about", { name }), text };
}

interface FieldsProps {
  data: DataSpec;
  info: DatasetInfo | null;
}

function Fields({ data, info }: FieldsProps) {
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
      <HeldOut data={data} info={info} />
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
