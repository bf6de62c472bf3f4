/** The page under test: opened fresh, its console listened to, its engine at hand. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import type { TrainyardConsole } from "../src/app/console.ts";

declare global {
  interface Window {
    trainyard: TrainyardConsole;
  }
}

/** What the console said that it should not have. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

interface Fixtures {
  /**
   * What trains. Where a test is about words and gestures, the CPU spares it the compiling of kernels,
   * which takes a software adapter most of the time of a visit.
   */
  engine: "auto" | "cpu";
  /** A fresh visit whose network is built; the test fails if the console complained. */
  yard: Page;
}

/** As a visitor has it who chose an engine the last time. */
async function choose(page: Page, engine: Fixtures["engine"]): Promise<void> {
  if (engine === "auto") return;
  await page.addInitScript((kept) => {
    // Reloads keep what was chosen since.
    if (localStorage.getItem("trainyard.view") === null) {
      localStorage.setItem("trainyard.view", kept);
    }
  }, JSON.stringify({ engine }));
}

export const test = base.extend<Fixtures>({
  engine: ["auto", { option: true }],
  yard: async ({ page, engine }, provide) => {
    const complaints = listen(page);
    await choose(page, engine);
    await visit(page);
    await provide(page);
    expect(complaints).toEqual([]);
  },
});

/** Opens the page and waits until its network can be trained. */
export async function visit(page: Page, address = "/"): Promise<void> {
  await page.goto(address);
  await ready(page);
}

async function ready(page: Page): Promise<void> {
  await page.waitForFunction(
    () => "trainyard" in window && window.trainyard.engine() !== null,
    null,
    {
      timeout: 60_000,
    },
  );
}

/** Steps trained so far, as the curves have them. */
export function stepsTrained(page: Page): Promise<number> {
  return page.evaluate(() => window.trainyard.history().step.length);
}

/** The step whose loss was told last; -1 before the first. */
export function lastStep(page: Page): Promise<number> {
  return page.evaluate(() => window.trainyard.history().step.at(-1) ?? -1);
}

/** An edit that any experiment takes. */
export async function addDropout(page: Page): Promise<void> {
  const palette = page.getByRole("list", { name: "Layers to add" });
  await palette.getByRole("button", { name: "Dropout" }).click();
}

/** Kinds of the layers, in their order. */
export function kinds(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    window.trainyard.experiment().network.layers.map((layer) => layer.kind),
  );
}

/** Drags by mouse, as a person does: away first, then over, then a rest before letting go. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error("drag: nothing to drag, or nowhere to drop");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  const target = { x: end.x + end.width / 2, y: end.y + end.height / 2 };
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2 + 12, { steps: 4 });
  await page.mouse.move(target.x, target.y, { steps: 12 });
  await page.waitForTimeout(200);
  await page.mouse.up();
  await page.waitForTimeout(300);
}

export { expect };
