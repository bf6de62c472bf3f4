import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./trainyard.ts";

async function openChecks(yard: Page): Promise<void> {
  await yard.getByRole("tab", { name: "Checks" }).click();
  await expect(yard.getByRole("heading", { name: "Before training" })).toBeVisible();
}

const card = (yard: Page, name: string) => yard.getByRole("article", { name });

test("the checks of the first document are green, with figures, and change nothing", async ({
  yard,
}) => {
  await yard.evaluate(() => window.trainyard.train(40));
  await openChecks(yard);
  const before = await yard.evaluate(() => window.trainyard.weights());
  await yard.getByRole("button", { name: "Run the checks", exact: true }).click();
  await expect(card(yard, "Training and held-out part")).toContainText("None of the 100 held-out");
  await expect(card(yard, "Loss at the start")).toContainText("chance gives ln 2 = 0.6931");
  const gradient = card(yard, "Gradient check");
  await expect(gradient).toContainText("32 entries of 6 tensors agree");
  await expect(gradient).toContainText("h = 1e-5; up to 6 entries of each tensor");
  await expect(card(yard, "Twenty by heart")).toContainText("20 examples were learnt to 100%");
  for (const grade of ["Look", "Wrong"]) {
    await expect(yard.getByRole("article").getByText(grade, { exact: true })).toHaveCount(0);
  }
  await gradient.getByText("Tensor by tensor").click();
  await expect(gradient.getByRole("row", { name: /dense_3\/bias/ })).toBeVisible();
  expect(await yard.evaluate(() => window.trainyard.weights())).toEqual(before);
  const { violations } = await new AxeBuilder({ page: yard }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id }) => id)).toEqual([]);
});

test("a rate of 1000 ends in a card; undo and a second run with the remedy train", async ({
  yard,
}) => {
  await yard.evaluate(async () => {
    const experiment = structuredClone(window.trainyard.experiment());
    experiment.data.source = { kind: "sine", points: 300, noise: 0.05 };
    const output = experiment.network.layers.at(-1);
    if (output?.kind === "dense") output.units = 1;
    experiment.loss = { kind: "meanSquaredError" };
    const [run] = experiment.runs;
    if (run) run.optimizer = { kind: "sgd", learningRate: 1000 };
    await window.trainyard.load(experiment);
  });
  await openChecks(yard);
  await yard.getByRole("button", { name: "Train", exact: true }).click();
  const halted = card(yard, "Not a number");
  await expect(halted).toContainText(
    /At step \d+ .* no longer finite, at a learning rate of 1,000/,
  );
  await halted.getByRole("button", { name: /Undo to step 0 with a tenth/ }).click();
  await expect(halted).toHaveCount(0);
  const rate = () => window.trainyard.experiment().runs.map((run) => run.optimizer.learningRate);
  expect(await yard.evaluate(rate)).toEqual([100]);
  await yard.getByRole("button", { name: "Train", exact: true }).click();
  const clip = halted.getByRole("button", { name: "Clip the norm to 1" });
  await clip.press("Enter");
  await expect(halted).toContainText("Added as run 2");
  // What a run has already is not offered again, and keys go on from what comes next.
  await expect(clip).toHaveCount(0);
  await expect(halted.getByRole("button", { name: "Train both" })).toBeFocused();
  await expect(yard.getByText("Clip the norm 1 has not been trained yet.")).toBeVisible();
  await halted.getByRole("button", { name: "Learning rate × 0.1" }).click();
  expect(await yard.evaluate(rate)).toEqual([100, 100, 10]);
  await yard.getByRole("button", { name: "Undo", exact: true }).click();
  expect(await yard.evaluate(rate)).toEqual([100, 100]);
  await halted.getByRole("button", { name: "Train both" }).click();
  await expect
    .poll(() => yard.evaluate(() => window.trainyard.history(1).step.length))
    .toBeGreaterThan(20);
  const losses = await yard.evaluate(() => window.trainyard.history(1).loss);
  expect(losses.every((loss) => Number.isFinite(loss))).toBe(true);
});

test("examples that all have one answer prove nothing, and red labels say why", async ({
  yard,
}) => {
  await yard.evaluate(async () => {
    const x = Array.from({ length: 400 }, (_, at) => Math.sin(at));
    const y = Array.from({ length: 200 }, () => 0);
    await window.trainyard.addDataset("one answer", {
      shape: [2],
      x,
      y,
      classes: 2,
      validation: 40,
    });
    await window.trainyard.build();
  });
  await openChecks(yard);
  await yard.getByRole("button", { name: "Run the checks", exact: true }).click();
  await expect(card(yard, "Balance of the labels")).toContainText("All examples belong to");
  const byHeart = card(yard, "Twenty by heart");
  await expect(byHeart).toContainText("All 20 examples have the same answer");
  await expect(byHeart.getByText("Open", { exact: true })).toBeVisible();
});
