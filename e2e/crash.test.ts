/** A GPU that crashes. Each test has a browser of its own, as a browser remembers crashes for minutes. */
import type { Page } from "@playwright/test";
import { test as base, expect, lastStep, visit } from "./trainyard.ts";

const test = base.extend({
  page: async ({ playwright, baseURL, launchOptions }, provide) => {
    const browser = await playwright.chromium.launch(launchOptions);
    const page = await browser.newPage(baseURL === undefined ? {} : { baseURL, locale: "en-US" });
    await provide(page);
    await browser.close();
  },
});

async function crashGpu(page: Page): Promise<void> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  await session?.send("Browser.crashGpuProcess");
}

/** Trains without an end in the background. */
function trainOn(page: Page): Promise<void> {
  return page.evaluate(() => {
    void window.trainyard.train(1_000_000).catch(() => null);
  });
}

test("a crashed GPU is recovered from, and the second time the CPU goes on", async ({ page }) => {
  await visit(page);
  await page.evaluate(() => window.trainyard.setEngine("gpu"));
  await trainOn(page);
  await expect.poll(() => lastStep(page)).toBeGreaterThan(20);
  await crashGpu(page);
  await expect(page.getByText(/GPU/).filter({ hasText: /step/i }).first()).toBeVisible();
  const after = await lastStep(page);
  await expect.poll(() => lastStep(page)).toBeGreaterThan(after + 20);
  expect(await page.evaluate(() => window.trainyard.engine()?.kind)).toBe("gpu");

  await crashGpu(page);
  await expect
    .poll(() => page.evaluate(() => window.trainyard.engine()?.kind), { timeout: 60_000 })
    .toBe("cpu");
  const onCpu = await lastStep(page);
  await expect.poll(() => lastStep(page)).toBeGreaterThan(onCpu + 20);
});

test("a GPU that crashes while nobody trains is back when somebody does", async ({ page }) => {
  await visit(page);
  await page.evaluate(() => window.trainyard.setEngine("gpu"));
  await page.evaluate(() => window.trainyard.train(30));
  const weights = () =>
    page.evaluate(async () => [
      ...((await window.trainyard.weights())["dense_1/kernel"]?.data ?? []),
    ]);
  const before = await weights();
  await crashGpu(page);
  await expect(page.getByText(/The GPU was restarted/)).toBeVisible();
  expect(await weights()).toEqual(before);
  const { steps } = await page.evaluate(() => window.trainyard.train(10));
  expect(steps).toBe(10);
  expect(await page.evaluate(() => window.trainyard.engine()?.kind)).toBe("gpu");
});
