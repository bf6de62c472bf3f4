/** A random search: from its ranges to a run of the document. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, stepsTrained, test } from "./trainyard.ts";

test.use({ engine: "cpu" });

/** A small network on the spiral, searched for a short time. */
async function prepare(page: Page, epochs: number): Promise<void> {
  await page.evaluate(async (first) => {
    await window.trainyard.setEngine("cpu");
    await window.trainyard.load({
      data: { source: { kind: "spiral", points: 200 } },
      search: {
        candidates: 16,
        epochs: first,
        stages: 2,
        ranges: [
          { parameter: "learningRate", low: 1e-4, high: 0.5 },
          { parameter: "l2", low: 1e-7, high: 1e-3 },
        ],
      },
    });
  }, epochs);
  await page.getByRole("tab", { name: "Search" }).click();
}

const panel = (page: Page) => page.getByRole("region", { name: "Random search", exact: true });
const runs = (page: Page) => page.evaluate(() => window.trainyard.experiment().runs);
const ranges = (page: Page) =>
  page.evaluate(() => window.trainyard.experiment().search?.ranges ?? []);

test("a search ends, its best becomes a run and the ranges close in on it; undo takes all back", async ({
  yard,
}) => {
  await prepare(yard, 4);
  const search = panel(yard);
  await search
    .getByRole("combobox", { name: "Search another parameter" })
    .selectOption("initialStd");
  await search.getByRole("spinbutton", { name: "Spread of first weights, lowest" }).fill("0.01");
  await search.getByRole("button", { name: "Start the search" }).click();
  await expect(search.getByText(/^Done in .*: 18 candidates$/).first()).toBeVisible();
  // What trains on the page was left alone.
  expect(await stepsTrained(yard)).toBe(0);

  const table = search.getByRole("table", { name: "The best" });
  await expect(table.getByRole("row")).toHaveCount(9);
  const before = await ranges(yard);
  expect(before).toHaveLength(3);
  await search.getByRole("button", { name: "Add as run" }).click();
  const [base, added] = await runs(yard);
  expect(added?.optimizer.learningRate).not.toBe(base?.optimizer.learningRate);
  expect(added?.initializer?.kind).toBe("normal");

  await search.getByRole("button", { name: "Refine around the best", exact: true }).click();
  const span = (list: typeof before) => Math.log((list[0]?.high ?? 1) / (list[0]?.low ?? 1));
  expect(span(await ranges(yard))).toBeLessThan(0.6 * span(before));
  const axe = await new AxeBuilder({ page: yard }).include("[role=tabpanel]").analyze();
  const serious = axe.violations.filter(
    ({ impact }) => impact === "serious" || impact === "critical",
  );
  expect(serious).toEqual([]);

  const undo = yard.getByRole("button", { name: "Undo" });
  await undo.click();
  expect(await ranges(yard)).toEqual(before);
  await undo.click();
  expect(await runs(yard)).toHaveLength(1);
});

test("stopped in the middle, a search keeps what it has found", async ({ yard }) => {
  await prepare(yard, 1000);
  const search = panel(yard);
  await search.getByRole("button", { name: "Start the search" }).click();
  const table = search.getByRole("table", { name: "The best" });
  await expect(table.getByRole("row")).toHaveCount(9);
  await search.getByRole("button", { name: "Stop" }).click();
  await expect(search.getByText(/^Stopped after/).first()).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(9);
  // What is chosen on an axis, by keys, is what the table lists.
  await search.getByText("Show only").click();
  await search.getByRole("spinbutton", { name: "Rate, from" }).fill("0.01");
  await yard.keyboard.press("Enter");
  await expect(search.getByText(/of 16 shown/)).toBeVisible();
  await search.getByRole("button", { name: "Make candidate" }).first().click();
  const [first] = await runs(yard);
  expect(first?.optimizer.learningRate).toBeGreaterThanOrEqual(0.01);
  await yard.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => stepsTrained(yard)).toBeGreaterThan(20);
});
