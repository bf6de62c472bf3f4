import { useMemo, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import { useKernel } from "../../stores/kernels.ts";
import { useRuns } from "../../stores/runs.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Select } from "../../ui/Select.tsx";
import { useVisible } from "../../ui/use-visible.ts";
import type { Kernel } from "../../worker/kernel.ts";
import styles from "./FirstWeights.module.css";
import { KernelTable } from "./KernelTable.tsx";
import { colorScale, type InputLook, mostTiles, tilesOf } from "./kernel-tiles.ts";
import { measured } from "./numbers.ts";
import { RunWeights } from "./RunWeights.tsx";
import { Section } from "./Section.tsx";
import { type ShownKernel, summaryOf } from "./shown-kernel.ts";

/** Pictures a second. */
const hertz = 4;

type ColorScale = "common" | "own";

interface FirstWeightsProps {
  names: readonly string[];
  /** Names of all weights with two axes or more, the first layer's first. */
  kernels: readonly string[];
}

/** What the first layer has learnt to look for, of all runs side by side. */
export function FirstWeights({ names, kernels }: FirstWeightsProps) {
  const host = useRef<HTMLDivElement>(null);
  const visible = useVisible(host);
  const [wanted, setWanted] = useState<string | null>(null);
  const [scale, setScale] = useState<ColorScale>("common");
  const chosen = wanted !== null && kernels.includes(wanted) ? wanted : null;
  const kernel = useKernel(chosen, mostTiles, visible ? hertz : null);
  const first = kernels[0] ?? kernel?.parameter ?? "";
  const isFirst = chosen === null || chosen === first;
  return (
    <Section
      title={isFirst ? t("inside.firstLayer") : t("inside.weightsOf", { tensor: chosen })}
      help={t("inside.firstLayerHelp")}
      actions={
        <SegmentedControl<ColorScale>
          label={t("inside.scale")}
          value={scale}
          options={[
            { value: "common", label: t("inside.scaleCommon") },
            { value: "own", label: t("inside.scaleOwn") },
          ]}
          onChange={setScale}
        />
      }
    >
      {kernels.length > 1 && (
        <label className={styles.choice}>
          {t("inside.tensor")}
          <Select
            value={chosen ?? first}
            options={kernels.map((name) => ({ value: name, label: name }))}
            onChange={setWanted}
          />
        </label>
      )}
      <div ref={host} className={styles.host}>
        {kernel ? (
          <Weights names={names} kernel={kernel} isFirst={isFirst} scale={scale} />
        ) : (
          <p className={styles.quiet}>{t("inside.weightsEmpty")}</p>
        )}
      </div>
    </Section>
  );
}

const noNames: readonly string[] = [];

interface WeightsProps {
  names: readonly string[];
  kernel: Kernel;
  isFirst: boolean;
  scale: ColorScale;
}

function Weights({ names, kernel, isFirst, scale }: WeightsProps) {
  const dataset = useRuns((state) => state.dataset);
  const shown = useMemo(() => {
    const input: InputLook | null =
      isFirst && dataset ? { form: dataset.form, shape: dataset.inputShape } : null;
    return kernel.runs.flatMap((own, run): ShownKernel[] => {
      if (!own) return [];
      const tiles = tilesOf(own.shape, input);
      return [{ name: names[run] ?? "", run, kernel: own, tiles, summary: summaryOf(own.values) }];
    });
  }, [kernel, names, isFirst, dataset]);
  const largest = Math.max(...shown.map((own) => colorScale(own.tiles, own.kernel.values)));
  const arrows = shown.some(({ tiles }) => tiles.look === "arrows");
  return (
    <>
      <div className={styles.runs}>
        {shown.map((own) => (
          <RunWeights
            key={own.run}
            shown={own}
            captioned={names.length > 1}
            parameter={kernel.parameter}
            largest={scale === "common" ? largest : null}
            inputNames={dataset?.featureNames ?? noNames}
          />
        ))}
      </div>
      <p className={styles.key}>
        {!arrows && <i className={styles.strip} aria-hidden="true" />}
        {scale === "common"
          ? t(arrows ? "inside.scaleArrows" : "inside.scaleEnds", { end: measured(largest) })
          : t("inside.scaleEach")}
        <span className={styles.step}>{t("inside.step", { step: kernel.step })}</span>
      </p>
      <KernelTable parameter={kernel.parameter} shown={shown} />
    </>
  );
}
