/** The view of examples: confusions and the examples behind them, mistakes, what an answer hangs on. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./trainyard.ts";

const open = (page: Page) => page.getByRole("tab", { name: "Examples" }).click();

/** A small set of images, two runs that differ in their seed. */
async function loadDigits(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("menuitem", { name: /^Drawn digits/ }).click();
  await page.evaluate(async () => {
    const experiment = window.trainyard.experiment();
    const [run] = experiment.runs;
    if (experiment.data.source.kind === "digits") experiment.data.source.points = 500;
    if (run) experiment.runs.push({ ...run, seed: run.seed + 1 });
    await window.trainyard.load(experiment);
  });
}

/** Counts in the cells of the matrix, row by row. */
async function counts(matrix: Locator): Promise<number[]> {
  const texts = await matrix.getByRole("button").allTextContents();
  return texts.map((text) => Number(text.replace(",", "")));
}

test("the matrix counts every held-out example, and a cell shows those behind it", async ({
  yard,
}) => {
  await loadDigits(yard);
  await open(yard);
  const panel = yard.getByRole("region", { name: "Confusion and mistakes" });
  // Before the first step as well.
  await expect(panel.getByText(/^Step 0 · 100 held-out examples/)).toBeVisible();
  const { runs } = await yard.evaluate(() => window.trainyard.train(60));
  await expect(panel.getByText(/^Step 60 · 100 held-out examples/)).toBeVisible();
  await panel.getByRole("radio", { name: "Counts" }).check();
  const matrix = panel.getByRole("table", { name: /^Confusion matrix/ });
  const cells = await counts(matrix);
  expect(cells).toHaveLength(100);
  expect(cells.reduce((sum, count) => sum + count, 0)).toBe(100);
  const hits = cells.reduce((sum, count, cell) => sum + (cell % 11 === 0 ? count : 0), 0);
  expect(hits / 100).toBeCloseTo(runs[0]?.validationAccuracy ?? 0, 5);

  // By keys: from the first cell to the one on the diagonal below it.
  await matrix.getByRole("button").first().focus();
  await yard.keyboard.press("ArrowDown");
  await yard.keyboard.press("ArrowRight");
  await yard.keyboard.press("Enter");
  const behind = panel.getByRole("region", { name: "1 taken for 1" });
  await expect(behind.getByRole("listitem")).toHaveCount(Math.min(12, cells[11] ?? 0));
  await behind
    .getByRole("button", { name: /^1, rightly/ })
    .first()
    .press("Enter");

  const example = panel.getByRole("region", { name: /^Example \d+$/ });
  await expect(example.getByText("It is 1", { exact: true })).toBeVisible();
  const answers = example.getByRole("list", { name: "What each run answers" });
  await expect(answers.getByText(/^\d+(\.\d+)?%$/)).toHaveCount(20);
  await expect(example.getByRole("img", { name: /score of 1 more/ })).toBeVisible();
  await example.getByRole("combobox", { name: /^Score of/ }).selectOption("7");
  await expect(example.getByRole("img", { name: /score of 7 more/ })).toBeVisible();
});

test("numbers to predict: the largest errors, and what each run predicts", async ({ yard }) => {
  const data = yard.getByRole("region", { name: "Data", exact: true });
  await data.getByRole("radio", { name: "Sine" }).check();
  await open(yard);
  const panel = yard.getByRole("region", { name: "Predictions and errors" });
  await expect(panel.getByText(/Root mean square error [\d.]+ · Mean absolute/)).toBeVisible();
  await expect(panel.getByRole("img", { name: /^Predicted against actual/ })).toBeVisible();
  const errors = panel.getByRole("region", { name: "Largest errors" }).getByRole("listitem");
  await errors.nth(2).getByRole("button").press("Enter");
  await expect(errors.nth(2).getByRole("button", { pressed: true })).toBeVisible();
  const example = panel.getByRole("region", { name: /^Example \d+$/ });
  await expect(example.getByText(/^[\d.e-]+ off$/)).toBeVisible();
  const bars = example.getByRole("table", { name: /^Gradient of the score/ });
  await expect(bars.getByRole("row")).toHaveCount(2);
  await expect(bars.getByText("–", { exact: true })).toHaveCount(0);
});
