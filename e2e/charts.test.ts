/** Curves of several runs: which charts there are, zoom by mouse and by keys, what is taken along. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test, visit } from "./trainyard.ts";

test.use({ engine: "cpu" });

/** Two runs with three seeds each, trained on the CPU, which needs no warming up. */
async function trained(page: Page, steps: number): Promise<void> {
  await page.evaluate(async (count) => {
    await window.trainyard.setEngine("cpu");
    await window.trainyard.load({
      title: "Two rates",
      training: { seeds: 3, evaluateEvery: 20, limit: 100_000 },
      runs: [
        { name: "slow", optimizer: { kind: "sgd", learningRate: 0.01 } },
        { name: "fast", optimizer: { kind: "sgd", learningRate: 0.1 } },
      ],
    });
    await window.trainyard.train(count);
  }, steps);
}

const lossChart = (page: Page) => page.getByRole("slider", { name: /^Loss over/ });

async function shownSteps(chart: Locator): Promise<[number, number]> {
  const [min, max] = [await chart.getAttribute("min"), await chart.getAttribute("max")];
  return [Number(min), Number(max)];
}

test("a stretch is dragged out, moved by keys and given up; values tell the range of the seeds", async ({
  yard,
}) => {
  await trained(yard, 200);
  const chart = lossChart(yard);
  await expect.poll(() => shownSteps(chart)).toEqual([0, 200]);
  const box = await chart.boundingBox();
  if (!box) throw new Error("charts: the loss chart is not there");
  const y = box.y + box.height / 2;
  await yard.mouse.move(box.x + 0.4 * box.width, y);
  await yard.mouse.down();
  await yard.mouse.move(box.x + 0.7 * box.width, y, { steps: 4 });
  await yard.mouse.up();
  const [from, to] = await shownSteps(chart);
  expect(from).toBeGreaterThan(30);
  expect(to).toBeLessThan(170);
  // All charts show the same stretch.
  expect(await shownSteps(yard.getByRole("slider", { name: /^Accuracy over/ }))).toEqual([
    from,
    to,
  ]);

  await chart.focus();
  await yard.keyboard.press("Shift+ArrowRight");
  const [moved] = await shownSteps(chart);
  expect(moved).toBeGreaterThan(from);
  await yard.keyboard.press("Home");
  await expect(chart).toHaveAttribute(
    "aria-valuetext",
    /^At step \d+; slow: [\d.]+ \([\d.]+ to [\d.]+\), Validation [\d.]+ \([\d.]+ to [\d.]+\); fast:/,
  );
  await chart.dblclick();
  expect(await shownSteps(chart)).toEqual([0, 200]);
});

test("runs are hidden, pinned and shown alone by keys; more charts are chosen", async ({
  yard,
}) => {
  await trained(yard, 40);
  const curves = yard.getByRole("list", { name: "Curves", exact: true });
  await expect(curves).toContainText("3 seeds");
  const only = curves.getByRole("button", { name: "Show only fast" });
  await only.focus();
  await yard.keyboard.press("Enter");
  await expect(lossChart(yard)).not.toHaveAttribute("aria-valuetext", "");
  await expect(curves.getByRole("button", { name: "slow", exact: true })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  await curves.getByRole("button", { name: "slow", exact: true }).click();
  await curves.getByRole("button", { name: /^Pin fast/ }).click();
  await expect(curves.getByRole("button", { name: "Unpin fast" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const choice = yard.getByRole("button", { name: "Choose the charts that are shown" });
  await choice.click();
  await expect(yard.getByRole("checkbox", { name: "Loss", exact: true })).toBeFocused();
  await yard.getByRole("checkbox", { name: /^Learning rate/ }).check();
  await yard.keyboard.press("End");
  await yard.keyboard.press("Space");
  await yard.keyboard.press("Escape");
  await expect(choice).toBeFocused();
  // Away from the charts, which will scroll under it.
  await yard.mouse.move(5, 5);
  // Inspections come while the chart is in sight.
  const ratio = yard.getByRole("figure").filter({ hasText: "Update ratio" });
  await ratio.scrollIntoViewIfNeeded();
  await expect(ratio.getByText(/next steps of training/)).toBeInViewport();
  await yard.evaluate(() => void window.trainyard.train(1_000_000));
  const known = ratio.getByRole("slider", { name: /^Update ratio over .* value \d/ });
  await expect(known).toBeAttached({ timeout: 60_000 });
  await yard.evaluate(() => window.trainyard.pause());
  const rate = yard.getByRole("slider", { name: /^Learning rate over/ });
  await rate.focus();
  await yard.keyboard.press("End");
  await expect(rate).toHaveAttribute("aria-valuetext", /slow: 0\.0100; fast: 0\.1000$/);

  // The next visit finds the charts, and the runs, as they were left.
  await visit(yard);
  await expect(yard.getByRole("figure").filter({ hasText: /^Learning rate/ })).toBeAttached();
  await expect(ratio).toBeAttached();
  await expect(curves.getByRole("button", { name: "Unpin fast" })).toBeAttached();
});

test("a chart is saved as picture, drawing and values", async ({ yard }) => {
  await trained(yard, 40);
  const save = async (item: string) => {
    await yard.getByRole("button", { name: "Save Loss" }).click();
    const [download] = await Promise.all([
      yard.waitForEvent("download"),
      yard.getByRole("menuitem", { name: item, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Two-rates-loss-\d{4}-\d\d-\d\d\.(png|svg|csv)$/);
    return await readFile(await download.path());
  };
  const [header, ...rows] = (await save("Values (CSV)")).toString().trim().split("\n");
  expect(header?.match(/seed \d: (training|validation) loss/g)).toHaveLength(12);
  // 40 steps, and the evaluation behind the last one.
  expect(rows).toHaveLength(41);
  const svg = (await save("Vector picture (SVG)")).toString();
  expect(svg).toContain("Two rates");
  expect(svg).not.toContain("var(");
  const png = await save("Picture (PNG)");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  // Width in the header, twice that of the drawing.
  expect(png.readUInt32BE(16)).toBe(1600);
});
