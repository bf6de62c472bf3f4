import { formatBytes, formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Operation, OperationInput } from "../../train/operations.ts";
import type { StepTrace, TracedTensor } from "../../train/trace.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./ChosenOperation.module.css";
import { shapeText } from "./shape-text.ts";
import { TensorValues } from "./TensorValues.tsx";

interface ChosenOperationProps {
  operation: Operation;
  operations: readonly Operation[];
  trace: StepTrace | null;
  /** The step is being replayed. */
  tracing: boolean;
  onChoose: (index: number) => void;
}

/** What one operation reads and makes, with the figures of its tensors at the step that was replayed. */
export function ChosenOperation({
  operation,
  operations,
  trace,
  tracing,
  onChoose,
}: ChosenOperationProps) {
  const traced = trace?.tensors[operation.index] ?? [];
  const gradientOf = (name: string) => outputNamed(`${name}/gradient`, operations, trace);
  const readers = operations.filter(({ inputs }) =>
    inputs.some(({ from }) => from.includes(operation.index)),
  );
  return (
    <section className={styles.chosen} aria-label={operation.name} aria-live="polite">
      <h3 className={styles.title}>{operation.name}</h3>
      <p className={styles.part}>{t(`operations.parts.${operation.part}`)}</p>
      {trace === null && (
        <p className={styles.quiet}>
          {t(tracing ? "operations.replaying" : "operations.notLooked")}
        </p>
      )}
      <h4 className={styles.head}>{t("operations.reads")}</h4>
      <ul className={styles.list}>
        {operation.inputs.map((input, place) => (
          <li key={`${place}-${input.name}`}>
            <Input input={input} onChoose={onChoose} />
            <Figures tensor={weightsOf(input, trace)} />
            <TensorValues
              name={input.name}
              tensor={weightsOf(input, trace)}
              gradient={gradientOf(input.name)}
              shape={input.shape}
            />
          </li>
        ))}
      </ul>
      <h4 className={styles.head}>
        {trace ? t("operations.makesAt", { step: trace.step }) : t("operations.makes")}
      </h4>
      {operation.outputs.map((output, place) => (
        <div key={`${place}-${output.name}`} className={styles.output}>
          <p className={styles.tensor}>
            <span className={styles.tensorName}>{output.name}</span> {shapeText(output.shape)}{" "}
            {formatBytes(output.bytes, currentLocale())}
          </p>
          <Figures tensor={traced[place]} />
          <TensorValues
            name={output.name}
            tensor={traced[place]}
            gradient={gradientOf(output.name)}
            shape={output.shape}
          />
        </div>
      ))}
      {readers.length > 0 && (
        <>
          <h4 className={styles.head}>{t("operations.readBy")}</h4>
          <p className={styles.links}>
            {readers.map(({ index, name }) => (
              <Button key={index} size="small" variant="quiet" onClick={() => onChoose(index)}>
                {name}
              </Button>
            ))}
          </p>
        </>
      )}
    </section>
  );
}

/** What stood in an input before the step; what an operation has made is told where it was made. */
function weightsOf({ from, name }: OperationInput, trace: StepTrace | null) {
  return from.length === 0 ? trace?.weights[name] : undefined;
}

/** The tensor of this name that the step makes. */
function outputNamed(
  wanted: string,
  operations: readonly Operation[],
  trace: StepTrace | null,
): TracedTensor | undefined {
  for (const { index, outputs } of operations) {
    const place = outputs.findIndex(({ name }) => name === wanted);
    if (place >= 0) return trace?.tensors[index]?.[place];
  }
  return undefined;
}

function Input({ input, onChoose }: { input: OperationInput; onChoose: (index: number) => void }) {
  const [maker] = input.from;
  return (
    <>
      {maker === undefined ? (
        <span className={styles.tensorName}>{input.name}</span>
      ) : (
        <Button size="small" variant="quiet" onClick={() => onChoose(maker)}>
          {input.name}
        </Button>
      )}{" "}
      {shapeText(input.shape)}
    </>
  );
}

const columns = ["mean", "std", "min", "max"] as const;

function Figures({ tensor }: { tensor: TracedTensor | undefined }) {
  if (!tensor) return null;
  const locale = currentLocale();
  return (
    <dl className={styles.figures}>
      {columns.map((column) => (
        <div key={column}>
          <dt>{t(`inside.columns.${column}`)}</dt>
          <dd>{formatNumber(tensor[column], locale, 3)}</dd>
        </div>
      ))}
      {tensor.notFinite > 0 && (
        <div className={styles.bad}>
          <dt>{t("inside.columns.notFinite")}</dt>
          <dd>{formatNumber(tensor.notFinite, locale)}</dd>
        </div>
      )}
    </dl>
  );
}
