import { expect, test } from "./trainyard.ts";

test("looking inside: first weights before training, moments to go back to after it", async ({
  yard,
}) => {
  await yard.evaluate(async () => {
    const experiment = window.trainyard.experiment();
    const training = { ...experiment.training, limitUnit: "steps", limit: 1_000_000 };
    await window.trainyard.load({ ...experiment, training });
  });
  await yard.getByRole("tab", { name: "Inside" }).click();
  const panel = yard.getByRole("region", { name: "Inside the network" });
  const histogram = panel.getByRole("img", { name: /^dense_1: histogram of \d/ });
  await expect(histogram).toBeVisible();
  await expect(panel.getByText("Step 0", { exact: true }).first()).toBeVisible();
  await expect(panel.getByRole("img", { name: /dense_1\/kernel as 16 arrows/ })).toBeAttached();

  await yard.getByRole("button", { name: "Train", exact: true }).click();
  const ratios = panel.getByRole("figure", { name: /^Update ratios of 3 tensors up to step \d/ });
  await expect(ratios).toBeVisible();
  await yard.getByRole("button", { name: "Pause", exact: true }).click();

  await panel.getByText("Updates", { exact: true }).click();
  await panel.getByText("The numbers as a table").first().click();
  const table = panel.getByRole("table", { name: "Updates" });
  await expect(table.getByRole("row")).toHaveCount(1 + 6);
  await panel.getByText("Map", { exact: true }).click();
  await expect(panel.getByRole("img", { name: /^dense_1\/kernel: its values from/ })).toBeVisible();

  const moment = panel.getByRole("slider", { name: "Moment that is shown" });
  const live = panel.getByRole("button", { name: "Live" });
  await expect(live).toHaveAttribute("aria-pressed", "true");
  await moment.focus();
  await yard.keyboard.press("ArrowLeft");
  await expect(live).toHaveAttribute("aria-pressed", "false");
  await expect(moment).toHaveAttribute("aria-valuetext", /^Step [\d,]+, \d+ of \d+ moments$/);
  await live.click();
  await expect(live).toHaveAttribute("aria-pressed", "true");
});

test("the numbers inside are those of the weights", async ({ yard }) => {
  await yard.getByRole("tab", { name: "Inside" }).click();
  const panel = yard.getByRole("region", { name: "Inside the network" });
  await panel.getByText("Weights", { exact: true }).first().click();
  await panel.getByText("The numbers as a table").first().click();
  const cells = panel
    .getByRole("table", { name: "Weights" })
    .getByRole("row", { name: /^dense_1\/kernel/ })
    .getByRole("cell");
  const { norm, count } = await yard.evaluate(async () => {
    const { "dense_1/kernel": kernel } = await window.trainyard.weights();
    const values = [...(kernel?.data ?? [])];
    return { norm: Math.hypot(...values), count: values.length };
  });
  // Mean, std, min, max, norm, zeros, values.
  await expect(cells.nth(6)).toHaveText(String(count));
  expect(Number(await cells.nth(4).textContent())).toBeCloseTo(norm, 1);
});
