import { Dices } from "lucide-react";
import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { augmentationFields } from "../../spec/data-catalogue.ts";
import type { DataSpec } from "../../spec/experiment.ts";
import { setAugmentation } from "../../stores/data.ts";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./Augmentation.module.css";
import { AugmentedPairs } from "./AugmentedPairs.tsx";

type FieldName = keyof typeof augmentationFields;

const forImages: readonly FieldName[] = ["shift", "rotate", "zoom", "brightness", "flip"];
const forSequences: readonly FieldName[] = ["jitter", "scale", "timeShift", "axisRotation"];

/** What the engine would do to such examples; the rest of the fields it leaves out. */
function suitableFields({ form, inputShape }: DatasetInfo): readonly FieldName[] {
  if (form === "image") return forImages;
  if (form === "table") return [];
  return inputShape[1] === 3 ? forSequences : forSequences.filter((n) => n !== "axisRotation");
}

/** How training changes its examples on the way, with some of them to look at. */
export function Augmentation({ data, info }: { data: DataSpec; info: DatasetInfo }) {
  const { augmentation } = data;
  const names = suitableFields(info);
  const changed = countChanged(augmentationFields, augmentation, names);
  const off = t("training.off");
  return (
    <Disclosure id="data.augmentation" title={t("augmenting.title")} changed={changed}>
      <div className={styles.part}>
        <p className={styles.about}>
          {t(names.length === 0 ? "augmenting.none" : "augmenting.about")}
        </p>
        {names.length > 0 && (
          <>
            <RowForm
              fields={augmentationFields}
              place={{ area: "augmentation" }}
              values={augmentation}
              only={names}
              zeroTexts={Object.fromEntries(names.map((name) => [name, off]))}
              onChange={(name: string, value: FieldValue) =>
                setAugmentation({ ...augmentation, [name]: value }, name)
              }
            />
            <AugmentedPreview data={data} info={info} changed={changed > 0} />
          </>
        )}
      </div>
    </Disclosure>
  );
}

interface AugmentedPreviewProps {
  data: DataSpec;
  info: DatasetInfo;
  changed: boolean;
}

function AugmentedPreview({ data, info, changed }: AugmentedPreviewProps) {
  const [step, setStep] = useState(0);
  return (
    <>
      <AugmentedPairs data={data} info={info} step={step} />
      <div className={styles.row}>
        <p className={styles.about}>{t(changed ? "augmenting.preview" : "augmenting.nothing")}</p>
        {changed && (
          <Button
            size="small"
            icon={<Dices size={14} aria-hidden="true" />}
            onClick={() => setStep(step + 1)}
          >
            {t("augmenting.again")}
          </Button>
        )}
      </div>
    </>
  );
}
