/** Which engine computes, and what happens when it goes wrong. */
import { expect, lastStep, test, visit } from "./trainyard.ts";

test("without WebGPU the CPU trains, and the page says why", async ({ page }) => {
  await page.addInitScript(() => {
    // As in a browser that has never heard of it, worker included: the worker asks the same adapter.
    Reflect.deleteProperty(Navigator.prototype, "gpu");
  });
  // A worker has a navigator of its own, out of reach of init scripts.
  await page.route(/worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    const without = 'Reflect.deleteProperty(WorkerNavigator.prototype, "gpu");';
    await route.fulfill({ response, body: without + (await response.text()) });
  });
  await visit(page);
  const engine = await page.evaluate(() => window.trainyard.engine());
  expect(engine).toMatchObject({ kind: "cpu", reason: "noWebGpu" });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => lastStep(page)).toBeGreaterThan(100);
  await page.getByRole("button", { name: /^Engine/ }).click();
  await expect(page.getByText(/WebGPU/).first()).toBeVisible();
});

test("auto measures both engines on the network and says so", async ({ yard }) => {
  const engine = await yard.evaluate(() => window.trainyard.engine());
  expect(engine?.reason).toBe("faster");
  expect(engine?.measured.gpu).toBeGreaterThan(0);
  expect(engine?.measured.cpu).toBeGreaterThan(0);
});

test("the same seed gives the same weights, on the GPU bit for bit", async ({ yard }) => {
  const trained = () =>
    yard.evaluate(async () => {
      await window.trainyard.setEngine("gpu");
      await window.trainyard.reset();
      await window.trainyard.train(60);
      const weights = await window.trainyard.weights();
      return Object.values(weights).flatMap(({ data }) => [...data]);
    });
  expect(await trained()).toEqual(await trained());
});

test("a rate too high stops training and names step and tensor", async ({ yard }) => {
  const summary = await yard.evaluate(async () => {
    await window.trainyard.load({
      runs: [{ optimizer: { kind: "sgd", learningRate: 1000 } }],
      loss: { kind: "meanSquaredError" },
      network: {
        layers: [
          { id: "1", kind: "input" },
          { id: "2", kind: "dense", units: 8, activation: "relu" },
          { id: "3", kind: "dense", units: 2 },
        ],
      },
    });
    return window.trainyard.train(400);
  });
  const [divergence] = summary.diverged;
  expect(divergence?.tensor).toMatch(/dense_\d|loss/);
  await expect(yard.getByText(/dense_\d|loss/).first()).toBeVisible();
  await expect(yard.getByText(new RegExp(`\\b${divergence?.step}\\b`)).first()).toBeVisible();
});
