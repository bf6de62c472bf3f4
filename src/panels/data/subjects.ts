import { t } from "../../i18n/index.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";

/** Whether whole people can be held out. */
export function knowsSubjects(info: DatasetInfo | null): boolean {
  return info !== null && allSubjects(info).size > 1;
}

function allSubjects({ subjects }: DatasetInfo): Set<string> {
  return new Set([...subjects.training, ...subjects.validation]);
}

/** How many people each part has; null where they are not known. */
export function subjectsText(info: DatasetInfo): string | null {
  const { training, validation } = info.subjects;
  const count = allSubjects(info).size;
  if (count === 0) return null;
  if (validation.length === 0) return t("heldOut.people", { count });
  const shared = training.length + validation.length > count;
  return shared
    ? t("heldOut.peopleBoth", { count })
    : t("heldOut.peopleApart", { training: training.length, validation: validation.length });
}
