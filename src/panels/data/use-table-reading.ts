import { useEffect, useState } from "react";
import type { TableSpec } from "../../spec/experiment.ts";
import { type TableQuestion, type TableReading, tryTable } from "./import-flow.ts";

/** Milliseconds without a further change before a table is read again. */
const quietTime = 300;

function sameTable(a: TableSpec, b: TableSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** How the table comes out when it is read so; null while that is being found out. */
export function useTableReading(question: TableQuestion, table: TableSpec): TableReading | null {
  const { file, guess, result } = question;
  const [reading, setReading] = useState<TableReading>({ table: guess, result });
  const known = sameTable(reading.table, table) ? reading : null;
  useEffect(() => {
    if (known) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void tryTable(file, table).then((read) => read && wanted && setReading(read));
    }, quietTime);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [file, table, known]);
  return known;
}
