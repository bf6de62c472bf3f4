/** The notes' comparisons on MNIST, by one click each, ordered as PyTorch's bands have them. */
import { existsSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openMnist, shared } from "./shared-data.ts";
import { expect, test } from "./trainyard.ts";

/** Losses are compared over the first hundred steps, where the bands lie far apart. */
const steps = 100;

interface Band {
  name: string;
  batch_loss_mean_of_100_before_iteration: Record<string, { mean: number }>;
}

/** Names of the band's runs, from the highest mean loss to the lowest. */
function orderInBands(file: string, names: readonly string[]): string[] {
  const path = new URL(`bands/${file}`, shared);
  const { results } = JSON.parse(readFileSync(path, "utf8")) as { results: Band[] };
  const loss = (name: string) =>
    results.find((band) => band.name === name)?.batch_loss_mean_of_100_before_iteration[steps]
      ?.mean ?? Number.NaN;
  return [...names].sort((a, b) => loss(b) - loss(a));
}

/** MNIST, with the network that the notes compare on. */
async function openComparison(page: Page): Promise<void> {
  await openMnist(page);
  await page.evaluate(async () => {
    const { data } = window.trainyard.experiment();
    const hidden = (id: string) => ({ id, kind: "dense", units: 100, activation: "relu" });
    await window.trainyard.load({
      data,
      network: {
        layers: [
          { id: "1", kind: "input" },
          { id: "2", kind: "flatten" },
          ...["3", "4", "5", "6"].map(hidden),
          { id: "7", kind: "dense", units: 10 },
        ],
        initializer: { kind: "heNormal" },
      },
      training: { batchSize: 128, evaluateEvery: 1000 },
      runs: [{ optimizer: { kind: "sgd", learningRate: 0.01 } }],
    });
  });
}

/** Places of the runs from the highest mean loss to the lowest. */
function orderTrained(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    await window.trainyard.train(count);
    const { runs } = window.trainyard.experiment();
    const means = runs.map((_, run) => {
      const { loss } = window.trainyard.history(run);
      return loss.slice(0, count).reduce((sum, value) => sum + value, 0) / count;
    });
    return [...means.keys()].sort((a, b) => (means[b] ?? 0) - (means[a] ?? 0));
  }, steps);
}

test.describe("with ../shared", () => {
  test.skip(!existsSync(shared), "../shared is not here");

  test("four optimizers and three initializers on MNIST fall into the order of the bands", async ({
    yard,
  }) => {
    test.setTimeout(300_000);
    await openComparison(yard);
    await yard.getByRole("tab", { name: "Compare" }).click();
    await yard.getByRole("button", { name: "SGD, Momentum, AdaGrad, Adam" }).click();
    await expect.poll(() => yard.evaluate(() => window.trainyard.experiment().runs.length)).toBe(4);
    const optimizers = ["sgd_0.01", "momentum_0.01", "adagrad_0.01", "adam_0.001"];
    const trained = (await orderTrained(yard)).map((run) => optimizers[run]);
    expect(trained).toEqual(orderInBands("optimizer_compare_mnist.json", optimizers));

    await yard.evaluate(() => window.trainyard.reset());
    await yard.getByRole("button", { name: "std 0.01, Xavier, He" }).click();
    await expect.poll(() => yard.evaluate(() => window.trainyard.experiment().runs.length)).toBe(3);
    const initializers = ["std_0.01", "xavier", "he"];
    const drawn = (await orderTrained(yard)).map((run) => initializers[run]);
    expect(drawn).toEqual(orderInBands("init_compare_mnist.json", initializers));
  });
});
