/** Examples as small pictures: images and sequences; rows of a table have none. */
import type { DatasetInfo, Preview } from "../../worker/protocol.ts";
import { type Box, drawImage, greysOf, type ValueRange } from "./image-paint.ts";
import { type SequenceLook, sequenceLook } from "./sequence-look.ts";
import { drawSequence } from "./sequence-paint.ts";

export type ExampleLook =
  | ({ readonly kind: "image" } & ValueRange)
  | SequenceLook
  | { readonly kind: "none" };

/** Found from the examples that are shown of both parts, so that all pictures compare. */
export function exampleLook({ form, inputShape, preview }: DatasetInfo): ExampleLook {
  const { training, validation } = preview;
  switch (form) {
    case "table":
      return { kind: "none" };
    case "image":
      return { kind: "image", ...greysOf(training.x) };
    case "sequence":
      return sequenceLook([training, validation], inputShape);
  }
}

export interface ExampleSet extends Pick<Preview, "x"> {
  readonly lengths: ArrayLike<number> | null;
  readonly inputShape: readonly number[];
  readonly look: ExampleLook;
}

export function drawExample(
  context: CanvasRenderingContext2D,
  { x, lengths, inputShape, look }: ExampleSet,
  example: number,
  box: Box,
): void {
  if (look.kind === "none") return;
  if (look.kind === "image") drawImage(context, x, inputShape, example, look, box);
  else drawSequence(context, { x, lengths, inputShape }, example, look, box);
}
