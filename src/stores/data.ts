/** Edits of how examples are held out and how batches are augmented. */
import type { AugmentationSpec, DataSpec } from "../spec/experiment.ts";
import { edit } from "./document.ts";

export function setSplit(split: DataSpec["split"]): void {
  edit((draft) => {
    draft.data.split = split;
    draft.data.fitted = null;
  });
}

/** `field` names what was changed, where quick repetition should be one step of undo. */
export function setAugmentation(augmentation: AugmentationSpec, field: string): void {
  edit((draft) => {
    draft.data.augmentation = augmentation;
  }, `data.augmentation.${field}`);
}
