import { useId } from "react";
import { t } from "../../i18n/index.ts";
import type { NetworkDescription } from "../../nn/describe.ts";
import { useDocument } from "../../stores/document.ts";
import { isFull } from "../../stores/network.ts";
import { SortableStack } from "../../ui/SortableStack.tsx";
import { InputRow, LossRow } from "./Ends.tsx";
import { LayerRow } from "./LayerRow.tsx";
import { Palette } from "./Palette.tsx";
import { isLayerKind } from "./palette-groups.ts";
import styles from "./StackView.module.css";
import type { NetworkActions } from "./use-layer-actions.ts";

interface StackViewProps {
  description: NetworkDescription | null;
  names: readonly string[];
  control: NetworkActions;
}

/** The network as a line with stations, and the palette that is dragged into it. */
export function StackView({ description, names, control }: StackViewProps) {
  const experiment = useDocument((state) => state.experiment);
  const { open, actions, add, moveTo, report, refusals } = control;
  const instructionsId = useId();
  const stack = experiment.network.layers;
  const named = stack.map(({ id, kind }, place) => ({ id, name: names[place] ?? kind }));
  return (
    <SortableStack
      onMove={(id, place) => moveTo(id, place + 1)}
      onInsert={(kind, place) => isLayerKind(kind) && add(kind, place + 1)}
      onReport={report}
    >
      <Palette disabled={isFull(experiment)} onAdd={add} />
      {/* A drag has moved the element already: after a refusal the list is drawn anew. */}
      <ol key={refusals} className={styles.stack} aria-label={t("builder.stack")}>
        <InputRow description={description?.layers[0] ?? null} />
        {stack.slice(1).map((layer, at) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            index={at + 1}
            name={names[at + 1] ?? layer.kind}
            earlier={named.slice(0, at + 1)}
            last={at + 2 === stack.length}
            open={open === layer.id}
            description={description?.layers[at + 1] ?? null}
            inheritLabel={t("runs.initializerOfNetwork")}
            instructionsId={instructionsId}
            actions={actions}
          />
        ))}
        <LossRow place={stack.length - 1} />
      </ol>
      <p id={instructionsId} hidden>
        {t("builder.dragInstructions")}
      </p>
    </SortableStack>
  );
}
