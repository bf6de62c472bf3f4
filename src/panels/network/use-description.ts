import { useMemo } from "react";
import { describeNetwork, layerNames, type NetworkDescription } from "../../nn/describe.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";

/** What the network would be on the present data; null until the data is known. */
export function useDescription(): NetworkDescription | null {
  const experiment = useDocument((state) => state.experiment);
  const dataset = useRuns((state) => state.dataset);
  return useMemo(
    () => dataset && describeNetwork(experiment, dataset.inputShape, dataset.targets),
    [experiment, dataset],
  );
}

/** Keras's names of the layers: `dense_1`. */
export function useLayerNames(): string[] {
  const stack = useDocument((state) => state.experiment.network.layers);
  return useMemo(() => layerNames(stack), [stack]);
}
