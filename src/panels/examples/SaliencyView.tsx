import { useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import type { KnownExample } from "../../stores/examination.ts";
import { ExamplePicture } from "../../ui/charts/ExamplePicture.tsx";
import type { ExampleLook } from "../../ui/charts/example-look.ts";
import { SequenceLegend } from "../../ui/charts/SequenceLegend.tsx";
import { useSize } from "../../ui/charts/use-size.ts";
import { Help } from "../../ui/Help.tsx";
import { Select } from "../../ui/Select.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { numberText } from "./answer-text.ts";
import { exampleSet } from "./ExampleThumb.tsx";
import { FeatureBars } from "./FeatureBars.tsx";
import { HeatPicture } from "./HeatPicture.tsx";
import { Part } from "./Part.tsx";
import { PointPicture } from "./PointPicture.tsx";
import styles from "./SaliencyView.module.css";
import { gradientSequence, largest } from "./saliency-look.ts";

export interface SaliencyViewProps {
  info: DatasetInfo;
  look: ExampleLook;
  example: KnownExample;
  /** [...inputShape]; null: there is none; undefined: not known yet. */
  gradient: Float32Array | null | undefined;
  /** The class, or the target value, whose score is asked about. */
  output: number;
  onOutput: (output: number) => void;
}

/** The example, and beside it how much the score of a class changes with each of its inputs. */
export function SaliencyView(props: SaliencyViewProps) {
  const { info, look, gradient, output, onOutput } = props;
  const { names } = info.targets;
  return (
    <Part
      title={t("examples.saliency.title")}
      note={
        <Help
          label={t("actions.about", { name: t("examples.saliency.title") })}
          text={t("examples.saliency.help")}
        />
      }
      actions={
        names.length > 1 && (
          <label className={styles.choice}>
            {t("examples.saliency.of")}
            <Select
              value={String(output)}
              options={names.map((label, index) => ({ value: String(index), label }))}
              onChange={(value) => onOutput(Number(value))}
            />
          </label>
        )
      }
    >
      <Picture {...props} />
      {gradient === null && <p className={styles.quiet}>{t("examples.saliency.none")}</p>}
      {gradient && (
        <p className={styles.quiet}>
          {look.kind === "image" && <span className={styles.scale} aria-hidden="true" />}
          {t("examples.saliency.largest", { value: numberText(largest(gradient)) })}
        </p>
      )}
    </Part>
  );
}

function Picture(props: SaliencyViewProps) {
  switch (props.look.kind) {
    case "image":
      return <ImagePair {...props} />;
    case "lines":
    case "map":
    case "bits":
      return <SequencePair {...props} />;
    case "none":
      return <Features {...props} />;
  }
}

const pictureSide = 160;

function exampleName({ info, example }: SaliencyViewProps): string {
  const { targets } = info;
  if (targets.kind === "classes") return targets.names[example.y[0] ?? 0] ?? "";
  return numberText(example.y[0] ?? Number.NaN);
}

function ImagePair(props: SaliencyViewProps) {
  const { info, look, example, gradient, output } = props;
  const size = { width: pictureSide, height: pictureSide };
  const text = { index: example.index + 1, name: exampleName(props) };
  return (
    <div className={styles.pair}>
      <ExamplePicture
        examples={exampleSet(info, look, example)}
        example={0}
        {...size}
        text={t("examples.chosen.picture", text)}
      />
      {gradient && (
        <HeatPicture
          gradient={gradient}
          inputShape={info.inputShape}
          {...size}
          text={t("examples.saliency.image", { name: info.targets.names[output] ?? "" })}
        />
      )}
    </div>
  );
}

const sequenceHeight = 76;

function SequencePair({ info, look, example, gradient, output }: SaliencyViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useSize(host)?.width ?? 0;
  const size = { width, height: sequenceHeight };
  const changes = useMemo(() => {
    if (!gradient) return null;
    const { lengths } = example;
    return { ...gradientSequence(gradient, look), lengths, inputShape: info.inputShape };
  }, [gradient, look, example, info.inputShape]);
  const name = info.targets.names[output] ?? "";
  return (
    <div ref={host} className={styles.stacked}>
      <ExamplePicture
        examples={exampleSet(info, look, example)}
        example={0}
        {...size}
        text={t("examples.chosen.sequence", { index: example.index + 1 })}
      />
      {changes && <p className={styles.caption}>{t("examples.saliency.gradient")}</p>}
      {changes && (
        <ExamplePicture
          examples={changes}
          example={0}
          {...size}
          text={t("examples.saliency.sequence", { name })}
        />
      )}
      <SequenceLegend info={info} look={look} />
    </div>
  );
}

function Features({ info, example, gradient, output }: SaliencyViewProps) {
  const point = (info.inputShape[0] ?? 0) <= 2;
  return (
    <div className={styles.pair}>
      {point && (
        <PointPicture
          info={info}
          example={example}
          width={pictureSide + 40}
          height={pictureSide + 20}
          text={t("examples.chosen.point", { index: example.index + 1 })}
        />
      )}
      <FeatureBars info={info} example={example} gradient={gradient ?? null} output={output} />
    </div>
  );
}
