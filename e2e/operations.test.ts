/** The view of operations: what a step runs, forward and back, with its tensors, weights and times. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./trainyard.ts";

/** Opens the view; the operations and what is known about the chosen one. */
async function open(page: Page) {
  await page.getByRole("tab", { name: "Graph", exact: true }).click();
  const panel = page.getByRole("region", { name: "Graph of operations" });
  const nodes = panel.getByRole("region", { name: "Operations of one step" }).getByRole("button");
  return { panel, nodes };
}

/** The numbers written in the table of a small tensor, before the gradients under them. */
async function values(table: Locator): Promise<number[]> {
  const cells = await table.getByRole("cell").allInnerTexts();
  return cells.map((text) => Number(text.split("\n")[0]));
}

/** As the table writes them: three digits that count. */
async function weightsOf(page: Page, run: number, name: string): Promise<number[]> {
  const data = await page.evaluate(
    async ([which, tensor]) => {
      const weights = await window.trainyard.weights(which);
      return Array.from(weights[tensor]?.data ?? []);
    },
    [run, name] as const,
  );
  return data.map((value) => Number(value.toPrecision(3)));
}

test("forward on the left, back on the right, each with its tensors and its time", async ({
  yard,
}) => {
  const { panel, nodes } = await open(yard);
  const forward = nodes.filter({ hasText: /^matmul\s*32×16\s*dense_1/ });
  const back = nodes.filter({ hasText: /^denseBackward\s*32×16\s*dense_2/ });
  const [left, right] = [await forward.boundingBox(), await back.boundingBox()];
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);

  await forward.click();
  await expect(forward).toHaveAttribute("aria-pressed", "true");
  const chosen = panel.getByRole("region", { name: "dense_1/unary", exact: true });
  await expect(chosen.getByText("Makes, at step 0")).toBeVisible();
  const kernel = chosen.getByRole("group", { name: "dense_1/kernel 2×16" });
  expect(await values(kernel)).toEqual(await weightsOf(yard, 0, "dense_1/kernel"));
  await expect(chosen.getByText("Gradient of the loss").first()).toBeVisible();

  // By keys: to the node behind it, and to the operation that reads what it makes.
  await yard.keyboard.press("Tab");
  await yard.keyboard.press("Enter");
  const next = panel.getByRole("region", { name: "dense_2/unary", exact: true });
  await next.getByRole("button", { name: "dense_3/binary" }).press("Enter");
  const scores = panel.getByRole("region", { name: "dense_3/binary", exact: true });
  const made = await values(scores.getByRole("group", { name: "dense_3/binary 32×2" }));
  expect(made).toHaveLength(64);
  const mean = made.reduce((sum, value) => sum + value, 0) / made.length;
  // Mean, std, min, max of what it makes stand last.
  const told = scores.getByRole("definition").nth(-4);
  expect(Number(await told.textContent())).toBeCloseTo(mean, 2);

  await panel.getByRole("button", { name: "Measure times" }).click();
  await expect(panel.getByText(/One after the other they take [\d.,]+ (µs|ms)\.$/)).toBeVisible();
  const texts = await nodes.allInnerTexts();
  for (const text of texts) expect(text).toMatch(/[\d.,]+ (µs|ms)\n/);
});

test("figures follow the training and the chosen run", async ({ yard }) => {
  await yard.evaluate(async () => {
    const experiment = window.trainyard.experiment();
    const [run] = experiment.runs;
    if (run) experiment.runs.push({ ...run, seed: run.seed + 1 });
    experiment.training.limitUnit = "steps";
    experiment.training.limit = 1_000_000;
    await window.trainyard.load(experiment);
  });
  const { panel, nodes } = await open(yard);
  await nodes.filter({ hasText: /^matmul\s*32×16\s*dense_1/ }).click();
  const kernel = panel.getByRole("group", { name: "dense_1/kernel 2×16" });
  const shown = () => values(kernel);
  const before = await weightsOf(yard, 0, "dense_1/kernel");
  expect(await shown()).toEqual(before);

  // Where training stops the figures are those of the weights that it has left.
  await yard.evaluate(() => window.trainyard.train(20));
  await expect(panel.getByText("Makes, at step 20")).toBeVisible();
  const after = await weightsOf(yard, 0, "dense_1/kernel");
  expect(after).not.toEqual(before);
  expect(await shown()).toEqual(after);

  await panel.getByRole("combobox", { name: "Run shown" }).selectOption("1");
  const other = await weightsOf(yard, 1, "dense_1/kernel");
  expect(other).not.toEqual(after);
  await expect.poll(shown).toEqual(other);

  // Other weights at the same place of the page, too.
  await yard.getByRole("button", { name: "Reset" }).click();
  await expect(panel.getByText("Makes, at step 0")).toBeVisible();
  await expect.poll(shown).toEqual(await weightsOf(yard, 1, "dense_1/kernel"));

  // While it goes on they are looked at when somebody asks.
  await yard.getByRole("button", { name: /^(Train|Go on)$/ }).click();
  await expect(async () => {
    await panel.getByRole("button", { name: "Look again" }).click();
    await expect(panel.getByText(/^Makes, at step [1-9]/)).toBeVisible({ timeout: 1000 });
  }).toPass();
  await yard.getByRole("button", { name: "Pause", exact: true }).click();
});
