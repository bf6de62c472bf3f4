import { useId } from "react";
import { rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { datasets, type Preprocessing } from "../../spec/data-catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { DataSpec, GeneratedSpec, SourceSpec } from "../../spec/experiment.ts";
import { chooseData, generatedShape } from "../../stores/data-shape.ts";
import { Tooltip } from "../../ui/Tooltip.tsx";
import styles from "./SourceGrid.module.css";
import { Thumbnail } from "./Thumbnail.tsx";

type Kind = GeneratedSpec["kind"];

const groups = {
  planes: ["circle", "xor", "gaussians", "spiral", "moons"],
  values: ["plane", "bumps", "sine"],
  images: ["digits"],
  sequences: ["motion", "echo", "adding", "parity"],
} as const satisfies Record<string, readonly Kind[]>;

const groupNames = ["planes", "values", "images", "sequences"] as const;

interface Suitable {
  readonly preprocessing: Preprocessing;
  readonly split: DataSpec["split"];
}

/** What is not made in the range that networks like, and what has subjects. */
function suitable(kind: Kind): Suitable {
  switch (kind) {
    case "digits":
      // Bytes from 0 to 255.
      return { preprocessing: "divide255", split: "stratified" };
    case "motion":
      return { preprocessing: "standardize", split: "subject" };
    default:
      return { preprocessing: "none", split: "stratified" };
  }
}

function choose(kind: Kind): void {
  const source: GeneratedSpec = rowDefault(datasets, kind);
  chooseData({ source, shape: generatedShape(source), ...suitable(kind) });
}

/** The generated sets, by their pictures. */
export function SourceGrid({ source }: { source: SourceSpec }) {
  const name = useId();
  return (
    <fieldset className={styles.groups} aria-label={t("data.generated")}>
      {groupNames.map((group) => (
        <div key={group} className={styles.group}>
          <p className={styles.caption}>{t(`dataGroups.${group}`)}</p>
          <div className={styles.tiles}>
            {groups[group].map((kind) => (
              <SourceOption key={kind} name={name} kind={kind} chosen={source.kind === kind} />
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function SourceOption({ name, kind, chosen }: { name: string; kind: Kind; chosen: boolean }) {
  const { label } = rowWords("datasets", kind);
  return (
    <Tooltip text={label}>
      <label className={styles.option}>
        <input
          type="radio"
          name={name}
          className={styles.input}
          checked={chosen}
          aria-label={label}
          onChange={() => choose(kind)}
        />
        <Thumbnail kind={kind} />
      </label>
    </Tooltip>
  );
}
