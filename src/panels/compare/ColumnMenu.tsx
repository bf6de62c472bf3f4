import { Columns3 } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import { Checklist } from "../../ui/Checklist.tsx";
import { type ColumnId, columnIds, columnLabel } from "./columns.ts";

interface ColumnMenuProps {
  chosen: readonly ColumnId[];
  /** Shown whatever is chosen. */
  differing: readonly ColumnId[];
  onChange: (chosen: readonly ColumnId[]) => void;
}

/** Which fields have a column. */
export function ColumnMenu({ chosen, differing, onChange }: ColumnMenuProps) {
  const items = columnIds.map((column) => {
    const always = differing.includes(column);
    return {
      id: column,
      label: columnLabel(column),
      checked: always || chosen.includes(column),
      fixed: always ? t("compare.table.differs") : undefined,
    };
  });
  return (
    <Checklist
      label={t("compare.table.columns")}
      items={items}
      note={t("compare.table.columnsHelp")}
      align="end"
      onChange={(column, checked) => {
        const others = chosen.filter((other) => other !== column);
        onChange(checked ? [...others, column] : others);
      }}
      trigger={(trigger) => (
        <Button {...trigger} size="small" icon={<Columns3 size={14} aria-hidden="true" />}>
          {t("compare.table.columns")}
        </Button>
      )}
    />
  );
}
