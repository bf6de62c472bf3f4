import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { type InitializerKind, layers } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import type { Fields } from "../../spec/field.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import { otherNames } from "./QuickFields.tsx";

function usually(kind: InitializerKind): string {
  return t("form.usually", { value: rowWords("initializers", kind).label });
}

interface LayerFormProps {
  layer: LayerSpec;
  inheritLabel: string;
  onChange: (field: string, value: FieldValue) => void;
}

/** The settings of a layer that its row does not show. */
export function LayerForm({ layer, inheritLabel, onChange }: LayerFormProps) {
  const fields: Fields = layers[layer.kind].fields;
  const { main, start } = otherNames(layer);
  const form = {
    fields,
    place: { area: "layers", kind: layer.kind },
    values: layer,
    inheritLabel,
    zeroTexts: {
      stride: t("training.touching"),
      l1: t("training.off"),
      l2: t("training.off"),
      maxNorm: t("training.off"),
    },
    emptyTexts: {
      biasInitializer: usually("zeros"),
      recurrentInitializer: usually("orthogonal"),
    },
    onChange,
  } as const;
  return (
    <>
      <RowForm {...form} only={main} />
      {start.length > 0 && (
        <Disclosure
          id="layer.start"
          title={t("builder.startAndRegularization")}
          changed={countChanged(fields, layer, start)}
        >
          <RowForm {...form} only={start} />
        </Disclosure>
      )}
    </>
  );
}
