/** Runs side by side: edited in one table, judged over seeds, averaged, kept when they are over. */
import type { Page } from "@playwright/test";
import { expect, test, visit } from "./trainyard.ts";

test.use({ engine: "cpu" });

const sideBySide = (page: Page) => page.getByRole("region", { name: "Runs side by side" });
const results = (page: Page) => page.getByRole("region", { name: "Results", exact: true });
const past = (page: Page) => page.getByRole("region", { name: "Past runs" });

async function openCompare(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Compare" }).click();
}

/** A small experiment with short evaluations. */
async function loadSmall(page: Page, seeds: number): Promise<void> {
  await page.evaluate(async (count) => {
    await window.trainyard.load({
      data: { source: { kind: "circle" } },
      network: {
        layers: [
          { kind: "input" },
          { kind: "dense", units: 6, activation: "tanh" },
          { kind: "dense", units: 2 },
        ],
      },
      training: { limitUnit: "steps", limit: 200, evaluateEvery: 20, seeds: count },
      runs: [
        { optimizer: { kind: "sgd", learningRate: 0.0001 } },
        { optimizer: { kind: "adam", learningRate: 0.05 } },
      ],
    });
  }, seeds);
}

test("one click makes four runs, which the table edits and undo takes back", async ({ yard }) => {
  await openCompare(yard);
  const panel = sideBySide(yard);
  await panel.getByRole("button", { name: "SGD, Momentum, AdaGrad, Adam" }).click();
  await expect(panel.getByRole("row")).toHaveCount(5);
  await expect(panel.getByText("AdaGrad 0.01", { exact: true })).toBeVisible();
  const rate = panel.getByRole("spinbutton", { name: "Learning rate of SGD" });
  await rate.fill("0.5");
  await rate.press("Enter");
  const activation = panel.getByRole("button", { name: "Columns" });
  await activation.click();
  await yard.getByRole("checkbox", { name: "Activation" }).check();
  await yard.keyboard.press("Escape");
  await panel.getByRole("combobox", { name: "Activation of Adam" }).selectOption("ReLU");
  await expect(panel.getByText("Adam 0.001, As built → ReLU")).toBeVisible();
  const runs = await yard.evaluate(() => window.trainyard.experiment().runs);
  expect(runs.map(({ optimizer }) => optimizer.learningRate)).toEqual([0.5, 0.01, 0.01, 0.001]);
  expect(runs[3]?.structure.activation).toBe("relu");
  for (let step = 0; step < 3; step++) await yard.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("row")).toHaveCount(2);
});

test("results: no winner from one seed, one from several; an ensemble beside them", async ({
  yard,
}) => {
  await loadSmall(yard, 1);
  await yard.evaluate(() => window.trainyard.train(100));
  await openCompare(yard);
  await expect(results(yard).getByText(/With one seed no winner is named/)).toBeVisible();
  await loadSmall(yard, 3);
  await yard.evaluate(() => window.trainyard.train(160));
  await expect(results(yard).getByText(/^Adam is best/)).toBeVisible();
  const head = results(yard).getByRole("columnheader", { name: "Final accuracy" });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(results(yard).getByRole("rowheader").first()).toHaveText("Adam");
  await results(yard).getByRole("checkbox", { name: "Choose Adam for an ensemble" }).check();
  await expect(results(yard).getByText("Ensemble of 3")).toBeVisible();
  await expect(results(yard).getByText(/Averaged predictions reach .* at step 160/)).toBeVisible();
});

test("past runs survive a reload, are held against the present and gone on from", async ({
  yard,
}) => {
  await loadSmall(yard, 1);
  await yard.evaluate(() => window.trainyard.train(60));
  await yard.evaluate(() => window.trainyard.reset());
  await openCompare(yard);
  const list = past(yard).getByRole("list", { name: "Past trainings, newest first" });
  await expect(list.getByText("Adam", { exact: true })).toBeVisible();
  await yard.reload();
  await visit(yard);
  await openCompare(yard);
  await expect(past(yard).getByText(/60 steps/)).toBeVisible();
  await past(yard)
    .getByRole("button", { name: /What differs between Adam/ })
    .click();
  const diff = past(yard).getByRole("table");
  await expect(diff.getByRole("row", { name: /Learning rate/ })).toContainText("0.05");
  await past(yard).getByRole("button", { name: "Go on from Adam" }).click();
  await expect(sideBySide(yard).getByRole("row")).toHaveCount(4);
  await past(yard).getByRole("button", { name: "Hide all ghosts" }).click();
  await expect(past(yard).getByRole("button", { name: /^Show Adam/ })).toBeVisible();
  await past(yard)
    .getByRole("button", { name: /^Delete the training/ })
    .click();
  await expect(past(yard).getByText("Nothing yet.", { exact: false })).toBeVisible();
});
