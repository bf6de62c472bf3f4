import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import type { LayerDescription } from "../../nn/describe.ts";
import { type LossKind, losses } from "../../spec/catalogue.ts";
import type { Fields } from "../../spec/field.ts";
import { useDocument } from "../../stores/document.ts";
import { setLoss, updateLoss } from "../../stores/network.ts";
import { useRuns } from "../../stores/runs.ts";
import { classNames } from "../../ui/class-names.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field } from "../../ui/Field.tsx";
import { RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import { Select } from "../../ui/Select.tsx";
import { useStackEnd } from "../../ui/SortableStack.tsx";
import styles from "./Ends.module.css";
import { Figures } from "./Figures.tsx";
import { LayerGlyph } from "./LayerGlyph.tsx";

/** Where the line begins: the data. */
export function InputRow({ description }: { description: LayerDescription | null }) {
  const { ref } = useStackEnd("start", 0);
  const features = useRuns((state) => state.dataset?.featureNames.join(", ") ?? "");
  return (
    <li ref={ref} className={classNames(styles.end, styles.start)}>
      <span className={styles.station} title={t("builder.inputFixed")}>
        <LayerGlyph kind="input" />
      </span>
      <div className={styles.words}>
        <h3 className={styles.title}>{rowWords("layers", "input").label}</h3>
        <span className={styles.detail}>{features}</span>
      </div>
      <Figures description={description} />
    </li>
  );
}

function isLossKind(kind: string): kind is LossKind {
  return Object.hasOwn(losses, kind);
}

const lossKinds = Object.keys(losses).filter(isLossKind);

/** Where it ends: the loss, a buffer stop. */
export function LossRow({ place }: { place: number }) {
  const { ref, insertBefore } = useStackEnd("end", place);
  const loss = useDocument((state) => state.experiment.loss);
  return (
    <li ref={ref} className={classNames(styles.end, styles.stop, insertBefore && styles.insert)}>
      <span className={styles.station}>
        <LayerGlyph kind="loss" />
      </span>
      <Field
        className={styles.loss}
        label={t("builder.loss")}
        help={{
          label: t("actions.about", { name: rowWords("losses", loss.kind).label }),
          text: rowWords("losses", loss.kind).help,
        }}
      >
        {({ id }) => (
          <Select
            id={id}
            value={loss.kind}
            options={lossKinds.map((value) => ({ value, label: rowWords("losses", value).label }))}
            onChange={setLoss}
          />
        )}
      </Field>
      <LossForm />
    </li>
  );
}

/** What the chosen loss may be told, as weights of the classes. */
function LossForm() {
  const loss = useDocument((state) => state.experiment.loss);
  const fields: Fields = losses[loss.kind].fields;
  const names = Object.keys(fields);
  if (names.length === 0) return null;
  return (
    <div className={styles.settings}>
      <Disclosure
        id="loss"
        title={t("builder.lossSettings")}
        changed={countChanged(fields, loss, names)}
      >
        <RowForm
          fields={fields}
          place={{ area: "losses", kind: loss.kind }}
          values={loss}
          emptyTexts={{ classWeights: t("training.allAlike") }}
          onChange={(field, value) => updateLoss({ ...loss, [field]: value }, field)}
        />
      </Disclosure>
    </div>
  );
}
