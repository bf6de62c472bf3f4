import { Plus, X } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { isMerge } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { setInputs } from "../../stores/network.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Select } from "../../ui/Select.tsx";
import styles from "./LayerInputs.module.css";

/** A layer that another may read. */
export interface EarlierLayer {
  readonly id: string;
  /** As `dense_1`. */
  readonly name: string;
}

interface LayerInputsProps {
  layer: LayerSpec;
  name: string;
  earlier: readonly EarlierLayer[];
}

/** Whether a layer reads the one right before it, as most do: that goes without saying. */
export function readsOn({ kind, inputs }: LayerSpec): boolean {
  return !isMerge(kind) && inputs[0] === null;
}

/** What a layer reads; a merge may have more inputs, and fewer. */
export function LayerInputs({ layer, name, earlier }: LayerInputsProps) {
  const { id, inputs } = layer;
  const merge = isMerge(layer.kind);
  const change = (place: number, input: string | null) => setInputs(id, inputs.with(place, input));
  const full = inputs.length >= limits.layers;
  return (
    <ul className={styles.inputs}>
      {inputs.map((input, place) => (
        <li key={place} className={styles.input}>
          <InputSelect
            label={place === 0 ? t("builder.readsFrom") : t("builder.skipFrom")}
            layer={name}
            input={input}
            earlier={earlier}
            onChange={(next) => change(place, next)}
          />
          {merge && inputs.length > 1 && (
            <IconButton
              size="small"
              label={t("builder.removeInput", { input: nameOf(input, earlier), layer: name })}
              icon={<X size={13} aria-hidden="true" />}
              onClick={() => setInputs(id, inputs.toSpliced(place, 1))}
            />
          )}
          {merge && place === inputs.length - 1 && (
            <IconButton
              size="small"
              label={t("builder.addInput", { layer: name })}
              icon={<Plus size={13} aria-hidden="true" />}
              disabled={full}
              onClick={() => setInputs(id, [...inputs, unread(inputs, earlier)])}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The nearest earlier layer that is not read yet, other than the one right before. */
function unread(inputs: LayerSpec["inputs"], earlier: readonly EarlierLayer[]): string | null {
  return earlier.slice(0, -1).findLast(({ id }) => !inputs.includes(id))?.id ?? null;
}

function nameOf(input: string | null, earlier: readonly EarlierLayer[]): string {
  return earlier.find(({ id }) => id === input)?.name ?? t("builder.before");
}

interface InputSelectProps {
  label: string;
  /** Of the layer that reads. */
  layer: string;
  input: string | null;
  earlier: readonly EarlierLayer[];
  onChange: (input: string | null) => void;
}

/** No id is empty: it stands for the layer before, whichever that is. */
const before = "";

function InputSelect({ label, layer, input, earlier, onChange }: InputSelectProps) {
  const previous = earlier.at(-1)?.name ?? "";
  const options = [
    { value: before, label: t("builder.beforeNamed", { layer: previous }) },
    ...earlier.map(({ id, name }) => ({ value: id, label: name })).toReversed(),
  ];
  return (
    <label className={styles.choice}>
      <span className={styles.label}>{label}</span>
      <Select
        aria-label={t("builder.inputOf", { input: label, layer })}
        className={styles.select}
        value={input ?? before}
        options={options}
        onChange={(next) => onChange(next === before ? null : next)}
      />
    </label>
  );
}
