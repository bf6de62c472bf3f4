/** A link opens exactly what was shared, and never harms what is there. */
import { addDropout, expect, test, visit } from "./trainyard.ts";

test.use({ engine: "cpu" });

test("shared on one page, opened on another: the same document, nothing started", async ({
  yard,
  browser,
}) => {
  await yard.evaluate(() =>
    window.trainyard.load({
      title: "Four ways down",
      data: { source: { kind: "moons", points: 300, noise: 0.2 }, seed: 5 },
      runs: [
        { optimizer: { kind: "sgd", learningRate: 0.3 } },
        { optimizer: { kind: "momentum" }, seed: 2 },
        { optimizer: { kind: "adagrad" }, l2: 0.001 },
        { optimizer: { kind: "adam" }, clipNorm: 1 },
      ],
    }),
  );
  await yard.getByRole("button", { name: "Share" }).click();
  const link = await yard.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link.length).toBeLessThan(700);

  const context = await browser.newContext();
  const other = await context.newPage();
  await visit(other, link);
  const opened = await other.evaluate(() => window.trainyard.experiment());
  expect(opened).toEqual(await yard.evaluate(() => window.trainyard.experiment()));
  expect(await other.evaluate(() => window.trainyard.history().step)).toEqual([]);
  await context.close();
});

test("over own work a link asks first", async ({ yard }) => {
  await yard.evaluate(() =>
    window.trainyard.load({ title: "Theirs", data: { source: { kind: "xor" } } }),
  );
  await yard.getByRole("button", { name: "Share" }).click();
  const address = await yard.getByRole("textbox", { name: "Link" }).inputValue();
  await yard.keyboard.press("Escape");
  await addDropout(yard);
  const mine = await yard.evaluate(() => window.trainyard.experiment());
  const hash = new URL(address).hash;
  await yard.evaluate((value) => {
    location.hash = value;
  }, hash);
  await expect(yard.getByRole("dialog")).toBeVisible();
  await yard.getByRole("button", { name: "Keep mine" }).click();
  expect(await yard.evaluate(() => window.trainyard.experiment())).toEqual(mine);
});

for (const [name, hash] of [
  ["damaged", "#1.AAAAAAAA"],
  ["of a newer version", "#9.abcdef"],
  ["endless", `#1.${"A".repeat(200_000)}`],
] as const) {
  test(`a link that is ${name} says so and leaves everything as it was`, async ({ page }) => {
    await visit(page, `/${hash}`);
    await expect(
      page
        .getByText(/link|newer/i)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    expect(await page.evaluate(() => window.trainyard.experiment().data.source.kind)).toBe(
      "spiral",
    );
  });
}
