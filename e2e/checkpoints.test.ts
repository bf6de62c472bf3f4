/** Weights that are kept: the best after a reload, by hand, as a file, frozen, built upon. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, lastStep, test, visit } from "./trainyard.ts";

test.use({ engine: "cpu" });

const panel = (page: Page) => page.getByRole("region", { name: "Checkpoints" });

/** A network that gets worse after it was best: a rate that is too high, and the best is kept. */
async function trainPastTheBest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.trainyard.load({
      data: { source: { kind: "circle" } },
      network: {
        layers: [
          { kind: "input" },
          { kind: "dense", units: 6, activation: "tanh" },
          { kind: "dense", units: 2 },
        ],
      },
      training: {
        limitUnit: "steps",
        limit: 300,
        evaluateEvery: 20,
        keepBest: true,
        watch: "accuracy",
      },
      runs: [{ optimizer: { kind: "sgd", learningRate: 0.5 } }],
    });
    await window.trainyard.train(300);
  });
}

function weightsOf(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const weights = await window.trainyard.weights();
    return Object.values(weights).flatMap(({ data }) => [...data]);
  });
}

test("the best checkpoint is restored after a reload", async ({ yard }) => {
  await trainPastTheBest(yard);
  const history = await yard.evaluate(() => window.trainyard.history());
  const best = Math.max(...history.validationAccuracy);
  const at = history.validationStep[history.validationAccuracy.indexOf(best)];
  await expect(panel(yard).getByText("Best so far", { exact: true })).toBeVisible();
  await yard.reload();
  await visit(yard);
  await panel(yard).getByRole("button", { name: "Restore Best so far" }).click();
  await expect(yard.getByText(`Restored “Best so far” at step ${at}`)).toBeVisible();
  const reached = await yard.evaluate(async () => {
    const { runs } = await window.trainyard.train(0);
    return runs[0];
  });
  expect(reached?.step).toBe(at);
});

test("a reload offers the last session, which goes on where it stopped", async ({ yard }) => {
  await yard.evaluate(() => window.trainyard.train(120));
  const before = await weightsOf(yard);
  await expect(panel(yard).getByText("Last session", { exact: true })).toBeVisible();
  await yard.reload();
  await visit(yard);
  await expect(yard.getByText("Your last session stopped at step 120")).toBeVisible();
  await yard.getByRole("button", { name: "Go on from there" }).click();
  await expect(yard.getByText("Your last session stopped at step 120")).toBeHidden();
  expect(await weightsOf(yard)).toEqual(before);
  await yard
    .getByRole("button", { name: "Train", exact: true })
    .or(yard.getByRole("button", { name: "Go on" }))
    .click();
  await expect.poll(() => lastStep(yard)).toBeGreaterThan(130);
});

test("kept by hand, downloaded, deleted, opened again", async ({ yard }) => {
  await yard.evaluate(() => window.trainyard.train(50));
  const before = await weightsOf(yard);
  await panel(yard).getByRole("button", { name: "Keep these weights" }).click();
  await expect(panel(yard).getByText("Step 50", { exact: true })).toBeVisible();
  const download = yard.waitForEvent("download");
  await panel(yard).getByRole("button", { name: "Download Step 50 as safetensors" }).click();
  const file = await (await download).path();
  await panel(yard).getByRole("button", { name: "Delete Step 50" }).click();
  await expect(panel(yard).getByText("Step 50", { exact: true })).toBeHidden();
  await yard.evaluate(() => window.trainyard.train(30));
  const buffer = await readFile(file);
  await panel(yard)
    .getByLabel("Open a file")
    .setInputFiles({ name: "mine.safetensors", mimeType: "application/octet-stream", buffer });
  await panel(yard).getByRole("button", { name: "Restore Step 50" }).click();
  await expect(yard.getByText("Restored “Step 50” at step 50")).toBeVisible();
  expect(await weightsOf(yard)).toEqual(before);
});

test("a file that is none is refused in words, and nothing is lost", async ({ yard }) => {
  await panel(yard)
    .getByLabel("Open a file")
    .setInputFiles({
      name: "bad.safetensors",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("no"),
    });
  await expect(yard.getByText(/bad\.safetensors/)).toBeVisible();
  await expect(panel(yard).getByText("Nothing is kept yet")).toBeVisible();
});

test("freeze a layer and go on: its weights stay, the others move", async ({ yard }) => {
  await yard.evaluate(() => window.trainyard.train(20));
  const read = () => yard.evaluate(() => window.trainyard.weights());
  const before = await read();
  await freeze(yard, "dense_1");
  await yard.getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => lastStep(yard)).toBeGreaterThan(60);
  await yard.evaluate(() => window.trainyard.pause());
  const after = await read();
  expect(after["dense_1/kernel"]?.data).toEqual(before["dense_1/kernel"]?.data);
  expect(after["dense_2/kernel"]?.data).not.toEqual(before["dense_2/kernel"]?.data);
});

/** Opens the layer's settings and switches its training off, as a person does. */
async function freeze(page: Page, name: string): Promise<void> {
  const network = page.getByRole("region", { name: "Network" });
  await network.getByRole("button", { name: `Dense ${name}` }).click();
  await network.getByText("Start and regularisation").click();
  await network.getByRole("switch", { name: "Trainable" }).click();
}

test("building on a checkpoint keeps its lower layers and puts a new head on top", async ({
  yard,
}) => {
  await yard.evaluate(() => window.trainyard.train(50));
  const before = await yard.evaluate(() => window.trainyard.weights());
  await panel(yard).getByRole("button", { name: "Keep these weights" }).click();
  await panel(yard).getByRole("button", { name: "Build on Step 50" }).click();
  await yard.getByRole("dialog").getByRole("button", { name: "Build" }).click();
  await expect(panel(yard).getByText(/The first 3 layers take their weights/)).toBeVisible();
  await yard.evaluate(() => window.trainyard.build());
  const built = await yard.evaluate(() => window.trainyard.weights());
  expect(built["dense_1/kernel"]?.data).toEqual(before["dense_1/kernel"]?.data);
  expect(built["dense_3/kernel"]?.data).not.toEqual(before["dense_3/kernel"]?.data);
  await yard.evaluate(() => window.trainyard.train(30));
  const trained = await yard.evaluate(() => window.trainyard.weights());
  expect(trained["dense_1/kernel"]?.data).toEqual(before["dense_1/kernel"]?.data);
  expect(trained["dense_3/kernel"]?.data).not.toEqual(built["dense_3/kernel"]?.data);
});
