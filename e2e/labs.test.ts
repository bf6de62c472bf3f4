/** The labs: a circuit is walked, optimizers race, fresh weights are seen to collapse. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./trainyard.ts";

test.use({ engine: "cpu" });

async function openLab(page: Page, name: string): Promise<Locator> {
  await page.getByRole("tab", { name: "Labs" }).click();
  await page.getByRole("radio", { name, exact: true }).check();
  return page.getByRole("tabpanel", { name: "Labs" });
}

/** No fault that keeps somebody out. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include("#result-view").analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

test("a circuit of one's own is walked forward and back by keys, and checked", async ({ yard }) => {
  const lab = await openLab(yard, "Circuits");
  const expression = lab.getByRole("textbox", { name: "Expression" });
  await expression.fill("max(p, q) * p +");
  await expect(lab.getByRole("alert")).toContainText("ends too early");
  await expression.fill("max(p, q) * p");
  await expect(lab.getByRole("alert")).toBeHidden();
  await lab.getByRole("spinbutton", { name: "Value of p" }).fill("3");
  await lab.getByRole("spinbutton", { name: "Value of q" }).fill("2");
  await lab.getByRole("spinbutton", { name: "Value of q" }).press("Enter");

  const step = lab.getByRole("slider", { name: "Step" });
  await step.focus();
  for (let times = 0; times < 4; times++) await step.press("ArrowRight");
  await expect(lab).toContainText("Multiply swaps: max(p, q) receives 1 times the other’s value");
  await step.press("ArrowRight");
  await expect(lab).toContainText("Max routes: p = 3 is the largest and receives all of 3");
  await expect(lab).toContainText("At p the paths meet, and what they bring adds up: 3 + 3 = 6");
  await expect(lab.getByRole("row", { name: /^p / })).toContainText("agrees");
  await expect(lab.getByRole("button", { name: "p: value 3, gradient 6" })).toBeVisible();
  await expectAccessible(yard);

  const paths = lab.getByRole("region", { name: /^Paths from/ }).getByRole("listitem");
  await expression.fill("x * x");
  await expect(paths).toHaveCount(2);
  await expression.fill("log(x - 2)");
  await expect(paths).toHaveCount(1);
  await lab.getByRole("button", { name: "To the end" }).click();
  await expect(lab.getByRole("row", { name: /^x / })).toContainText("no slope here");
});

test("optimizers race down the valley; one with too large a rate blows up", async ({ yard }) => {
  const lab = await openLab(yard, "Surfaces");
  const row = (name: string) => lab.getByRole("row", { name: new RegExp(`^${name} `) });
  // The book's 30 steps, as in ../shared/golden/optim_valley.json.
  await expect(row("SGD")).toContainText("0.0133");
  await expect(row("Momentum")).toContainText("0.0479");
  await expect(row("AdaGrad")).toContainText("0.0007");
  await expect(row("Adam")).toContainText("0.1022");
  await lab.getByRole("button", { name: "Nesterov" }).click();
  await expect(row("Nesterov")).toContainText("0.0238");

  const rate = lab.getByRole("spinbutton", { name: "Learning rate of SGD" });
  await rate.fill("1.5");
  await rate.press("Enter");
  await expect(row("SGD")).toContainText("blew up at step");
  await lab.getByRole("button", { name: "To the start" }).click();
  await expect(row("Adam")).toContainText("6.450");

  const picture = lab.getByRole("figure", { name: /^Valley from above/ });
  await picture.click({ position: { x: 300, y: 60 } });
  await expect(lab.getByRole("spinbutton", { name: "Start x" })).not.toHaveValue("-7");
  await expectAccessible(yard);

  for (const name of ["SGD", "Momentum", "Nesterov", "AdaGrad", "Adam"]) {
    await lab.getByRole("button", { name, exact: true }).click();
  }
  await expect(lab).toContainText("No optimizer is drawn");
  await lab.getByRole("combobox", { name: "Surface" }).selectOption("own");
  await expect(lab.getByRole("spinbutton", { name: "Steps" })).toBeHidden();
  await lab.getByRole("button", { name: "Compute the loss around the weights" }).click();
  await expect(lab.getByRole("figure", { name: /^Your own loss from above/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(lab.getByRole("status")).toContainText("at step 0, on 256 examples");
});

test("all fresh weights are seen at once, and one's own collapse", async ({ yard }) => {
  const lab = await openLab(yard, "Initial weights");
  const grid = (name: string) => lab.getByRole("table", { name: new RegExp(`^${name}`) });
  const own = grid("Tanh").getByRole("row").last().getByRole("cell").last();
  const std = lab.getByRole("spinbutton", { name: "Your own deviation" });
  await std.fill("0.01");
  await std.press("Enter");
  await expect(own).toContainText("vanished", { timeout: 60_000 });
  await std.fill("0.1");
  await std.press("Enter");
  await expect(own).toContainText("0 ± 0.3", { timeout: 60_000 });
  await expect(grid("Sigmoid").getByRole("row").nth(1)).toContainText("77% saturated", {
    timeout: 60_000,
  });
  await lab.getByRole("radio", { name: "Gradients" }).check();
  await expect(grid("ReLU")).toContainText("exploded", { timeout: 60_000 });
  await expectAccessible(yard);
});
