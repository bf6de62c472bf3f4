import { t } from "../../i18n/index.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";
import { measured } from "./numbers.ts";
import type { ShownKernel, Summary } from "./shown-kernel.ts";

const columns: readonly (keyof Summary)[] = ["mean", "std", "min", "max", "norm"];

interface KernelTableProps {
  parameter: string;
  shown: readonly ShownKernel[];
}

/** What the pictures of weights amount to, run by run. */
export function KernelTable({ parameter, shown }: KernelTableProps) {
  return (
    <Disclosure id="inside.kernels" title={t("inside.table")}>
      <ScrollingTable label={parameter}>
        <thead>
          <tr>
            <th scope="col">{t("inside.columns.run")}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`inside.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ run, name, summary }) => (
            <tr key={run}>
              <th scope="row">{name}</th>
              {columns.map((column) => (
                <td key={column}>{measured(summary[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollingTable>
    </Disclosure>
  );
}
