/** A network is built by mouse, and again by keyboard alone. */
import type { Page } from "@playwright/test";
import { drag, expect, kinds, stepsTrained, test } from "./trainyard.ts";

test.use({ engine: "cpu" });

const handle = (page: Page, name: string) => page.getByRole("button", { name: `Drag ${name}` });

test("by mouse: layers are dragged in and reordered, then it trains", async ({ yard }) => {
  const palette = yard.getByRole("list", { name: "Layers to add" });
  await drag(yard, palette.getByRole("button", { name: "Dropout" }), handle(yard, "dense_2"));
  await expect.poll(() => kinds(yard)).toContain("dropout");
  const before = await kinds(yard);
  await drag(yard, handle(yard, "dropout_1"), handle(yard, "dense_1"));
  await expect.poll(() => kinds(yard)).not.toEqual(before);
  await yard.getByRole("button", { name: "Duplicate dense_1" }).click();
  await expect.poll(async () => (await kinds(yard)).length).toBe(before.length + 1);
  await yard.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => stepsTrained(yard)).toBeGreaterThan(20);
});

test("by keyboard alone: added, moved, edited, deleted, then it trains", async ({ yard }) => {
  await yard
    .getByRole("list", { name: "Layers to add" })
    .getByRole("button", { name: "Activation" })
    .focus();
  await yard.keyboard.press("Enter");
  await expect.poll(() => kinds(yard)).toContain("activation");
  const at = async () => (await kinds(yard)).indexOf("activation");
  const place = await at();
  await handle(yard, "activation_1").focus();
  await yard.keyboard.press("Alt+ArrowUp");
  await expect.poll(at).toBe(place - 1);
  await handle(yard, "activation_1").focus();
  await yard.keyboard.press("Alt+ArrowDown");
  await expect.poll(at).toBe(place);

  // The platform's own way of sorting: pick up, move, drop.
  await handle(yard, "activation_1").focus();
  await yard.keyboard.press("Space");
  await yard.waitForTimeout(200);
  await yard.keyboard.press("ArrowUp");
  await yard.waitForTimeout(300);
  await yard.keyboard.press("Space");
  await expect.poll(at).toBe(place - 1);
  // While the layer settles, the drag still owns the keys.
  await yard.waitForTimeout(1000);

  await handle(yard, "dense_1").focus();
  await yard.keyboard.press("Delete");
  await expect
    .poll(async () => (await kinds(yard)).filter((kind) => kind === "dense").length)
    .toBe(2);
  const train = yard.getByRole("button", { name: "Train", exact: true });
  // The changed network is built a moment after the edit; meanwhile the button is at rest.
  await yard.waitForTimeout(1500);
  await expect(train).toBeEnabled();
  // Deleting gave the focus to a neighbour.
  await expect(yard.locator(":focus")).toHaveAccessibleName(/dense|activation/i);
  await train.press("Enter");
  await expect.poll(() => stepsTrained(yard)).toBeGreaterThan(20);
});

test("an impossible shape is explained on its layer, with a button that fixes it", async ({
  yard,
}) => {
  await yard.evaluate(() =>
    window.trainyard
      .load({
        data: { source: { kind: "digits", points: 200 } },
        network: {
          layers: [
            { id: "1", kind: "input" },
            { id: "2", kind: "dense", units: 10 },
          ],
        },
      })
      .catch(() => null),
  );
  const alert = yard.getByRole("alert").filter({ hasText: "28×28" });
  await expect(alert).toBeVisible();
  await alert.getByRole("button", { name: /Flatten/ }).click();
  await expect.poll(() => kinds(yard)).toEqual(["input", "flatten", "dense"]);
  await expect(alert).toBeHidden();
  await yard.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => stepsTrained(yard)).toBeGreaterThan(5);
});

test("an edit that needs new weights is said, and takes nothing away unasked", async ({ yard }) => {
  await yard.evaluate(() => window.trainyard.train(50));
  await yard.getByRole("spinbutton", { name: /units/i }).first().fill("9");
  await yard.keyboard.press("Tab");
  await expect(yard.getByText(/reset/i).filter({ visible: true }).first()).toBeVisible();
  await yard.waitForTimeout(500);
  expect(await stepsTrained(yard)).toBe(50);
  await yard.keyboard.press("ControlOrMeta+z");
  await yard.evaluate(() => window.trainyard.train(10));
  expect(await stepsTrained(yard)).toBe(60);
});

test("by keyboard alone: a skip connection is found, chosen in the stack, kept in order and trained", async ({
  yard,
}) => {
  const inputs = (kind: string) =>
    yard.evaluate((wanted) => {
      const { layers } = window.trainyard.experiment().network;
      return layers.find((layer) => layer.kind === wanted)?.inputs;
    }, kind);
  await yard.getByRole("searchbox", { name: "Find a layer" }).focus();
  await yard.keyboard.type("add");
  await yard.keyboard.press("Enter");
  // Between the hidden layers of 16 and the output there is one earlier layer that fits.
  await expect.poll(() => inputs("add")).toEqual([null, "2"]);
  await expect(yard.locator(":focus")).toHaveAccessibleName(/Add add_1/);

  await yard.keyboard.press("Alt+ArrowUp");
  await yard.keyboard.press("Alt+ArrowUp");
  await expect(yard.getByText("add_1 reads from dense_1 and must stand behind it")).toBeVisible();
  expect(await kinds(yard)).toEqual(["input", "dense", "add", "dense", "dense"]);
  await yard.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => kinds(yard)).toEqual(["input", "dense", "dense", "add", "dense"]);

  // An input of other shape is a fault on the merge, with a layer that bridges it.
  await yard.getByRole("combobox", { name: "Skip from of add_1" }).selectOption("input_1");
  const bridge = yard.getByRole("alert").getByRole("button");
  await bridge.focus();
  await yard.keyboard.press("Enter");
  await expect.poll(async () => (await kinds(yard)).length).toBe(6);
  await expect(bridge).toBeHidden();
  const train = yard.getByRole("button", { name: "Train", exact: true });
  await yard.waitForTimeout(1500);
  await expect(train).toBeEnabled();
  await train.press("Enter");
  await expect.poll(() => stepsTrained(yard)).toBeGreaterThan(20);
});
