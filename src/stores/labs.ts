/** Which of the labs is open; only that one is drawn. */
import { create } from "zustand";

export const labNames = ["circuits", "surfaces", "initializers"] as const;
export type LabName = (typeof labNames)[number];

export const useLabs = create<{ readonly open: LabName }>(() => ({ open: "circuits" }));

export function openLab(open: LabName): void {
  useLabs.setState({ open });
}
