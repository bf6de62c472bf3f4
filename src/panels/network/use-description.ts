import { useMemo } from "react";
import { describeNetwork, type NetworkDescription } from "../../nn/describe.ts";
import { layerNames } from "../../nn/network.ts";
import { useDataShape } from "../../stores/data-shape.ts";
import { useDocument } from "../../stores/document.ts";

/** What the network would be on the present data; null until the data is known. */
export function useDescription(): NetworkDescription | null {
  const experiment = useDocument((state) => state.experiment);
  const shape = useDataShape();
  return useMemo(
    () => shape && describeNetwork(experiment, shape.inputShape, shape.targets),
    [experiment, shape],
  );
}

/** Keras's names of the layers: `dense_1`. */
export function useLayerNames(): string[] {
  const stack = useDocument((state) => state.experiment.network.layers);
  return useMemo(() => layerNames(stack), [stack]);
}
