import { useId } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { datasets } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { GeneratedSpec, SourceSpec } from "../../spec/experiment.ts";
import { chooseData, generatedShape } from "../../stores/data-shape.ts";
import { Tooltip } from "../../ui/Tooltip.tsx";
import styles from "./SourceGrid.module.css";
import { Thumbnail } from "./Thumbnail.tsx";

const kinds: readonly GeneratedSpec["kind"][] = [
  "circle",
  "xor",
  "gaussians",
  "spiral",
  "moons",
  "plane",
  "bumps",
  "sine",
  "digits",
];

function choose(kind: GeneratedSpec["kind"]): void {
  const source: GeneratedSpec = rowDefault(datasets, kind);
  // Digits are bytes from 0 to 255; the points are made in the range that networks like.
  const preprocessing = kind === "digits" ? "divide255" : "none";
  chooseData({ source, shape: generatedShape(source), preprocessing });
}

/** The generated sets, by their pictures. */
export function SourceGrid({ source }: { source: SourceSpec }) {
  const name = useId();
  return (
    <fieldset className={styles.grid} aria-label={t("data.generated")}>
      {kinds.map((kind) => {
        const { label } = rowWords("datasets", kind);
        return (
          <Tooltip key={kind} text={label}>
            <label className={styles.option}>
              <input
                type="radio"
                name={name}
                className={styles.input}
                checked={source.kind === kind}
                aria-label={label}
                onChange={() => choose(kind)}
              />
              <Thumbnail kind={kind} />
            </label>
          </Tooltip>
        );
      })}
    </fieldset>
  );
}
