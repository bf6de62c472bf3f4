import { ClipboardCopy, Download, FileChartLine, Image, Table2 } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { addNotice } from "../../stores/notices.ts";
import type { Ghost } from "../../stores/past-runs.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { chartTitle } from "./chart-text.ts";
import type { ChartSource, ChartView } from "./chart-view.ts";
import { type ChartFormat, chartValues, type SavedChart, saveChart } from "./save-chart.ts";

interface ChartMenuProps {
  source: ChartSource;
  view: ChartView;
  names: readonly string[];
  ghosts: readonly Ghost[];
}

async function copy(chart: SavedChart): Promise<void> {
  try {
    await navigator.clipboard.writeText(chartValues(chart));
    addNotice("info", { kind: "text", text: t("charts.csvCopied") });
  } catch {
    addNotice("warning", { kind: "text", text: t("charts.csvRefused") });
  }
}

async function save(chart: SavedChart, format: ChartFormat): Promise<void> {
  try {
    await saveChart(chart, format);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    addNotice("error", { kind: "text", text: t("charts.saveFailed", { reason }) });
  }
}

/** Saves the chart as it is zoomed, and its values in full. */
export function ChartMenu(props: ChartMenuProps) {
  const chart = (): SavedChart => ({ ...props, experiment: useDocument.getState().experiment });
  const item = (format: ChartFormat, label: string, icon: React.ReactNode) => ({
    id: format,
    label,
    icon,
    onSelect: () => void save(chart(), format),
  });
  const items = [
    item("png", t("charts.savePng"), <Image size={14} aria-hidden="true" />),
    item("svg", t("charts.saveSvg"), <FileChartLine size={14} aria-hidden="true" />),
    item("csv", t("charts.saveCsv"), <Table2 size={14} aria-hidden="true" />),
    {
      id: "copy",
      label: t("charts.copyCsv"),
      icon: <ClipboardCopy size={14} aria-hidden="true" />,
      onSelect: () => void copy(chart()),
    },
  ];
  return (
    <Menu items={items} align="end">
      {(trigger) => (
        <IconButton
          label={t("charts.save", { chart: chartTitle(props.view) })}
          icon={<Download size={13} aria-hidden="true" />}
          size="small"
          {...trigger}
        />
      )}
    </Menu>
  );
}
