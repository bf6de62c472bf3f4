/** A network with branches is built in the graph by mouse, and again by keyboard alone. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { drag, expect, kinds, stepsTrained, test } from "./trainyard.ts";

test.use({ engine: "cpu" });

const layer = (page: Page, name: string) =>
  page.getByRole("button", { name: new RegExp(`^${name} `) });
const dot = (page: Page, name: string) =>
  page
    .locator(".react-flow__node")
    .filter({ has: layer(page, name) })
    .locator(".source");
const connection = (page: Page, from: string, to: string) =>
  page.getByRole("button", { name: `Connection from ${from} to ${to}`, exact: true });

/** What the merge reads, as the document has it. */
function inputs(page: Page, kind = "add"): Promise<(string | null)[] | undefined> {
  return page.evaluate((wanted) => {
    const { layers } = window.trainyard.experiment().network;
    return layers.find((each) => each.kind === wanted)?.inputs;
  }, kind);
}

async function openGraph(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "As a graph" }).check();
  await expect(layer(page, "input_1")).toBeVisible();
}

async function train(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Train", exact: true });
  // The changed network is built a moment after the edit; meanwhile the button is at rest.
  await page.waitForTimeout(1500);
  await expect(button).toBeEnabled();
  await button.press("Enter");
  await expect.poll(() => stepsTrained(page)).toBeGreaterThan(20);
}

test("by mouse: a residual network is drawn, a circle is refused, it trains", async ({ yard }) => {
  await openGraph(yard);
  await yard.getByRole("radio", { name: "Shape and merging" }).check();
  const add = yard.getByRole("button", { name: "Add Add" });
  await drag(yard, add, connection(yard, "dense_2", "dense_3"));
  await expect.poll(() => kinds(yard)).toEqual(["input", "dense", "dense", "add", "dense"]);
  // It has found the layer of the same shape by itself; that is taken away and drawn by hand.
  await connection(yard, "dense_1", "add_1").click();
  await yard.getByRole("button", { name: "Remove this connection" }).click();
  await expect.poll(() => inputs(yard)).toEqual([null]);
  const fault = yard.getByRole("alert").filter({ hasText: "add_1" });
  await expect(fault).toBeVisible();
  await drag(yard, dot(yard, "dense_1"), layer(yard, "add_1"));
  await expect.poll(() => inputs(yard)).toEqual([null, "2"]);
  await expect(fault).toBeHidden();

  await drag(yard, dot(yard, "add_1"), layer(yard, "dense_1"));
  await expect(yard.getByRole("alert")).toContainText("add_1 already builds on dense_1");
  await expect.poll(() => inputs(yard, "dense")).toEqual([null]);
  await train(yard);
});

test("by keyboard alone: a residual network is connected in the graph, and trains", async ({
  yard,
}) => {
  await yard.getByRole("radio", { name: "As a stack" }).focus();
  await yard.keyboard.press("ArrowRight");
  await expect(layer(yard, "input_1")).toBeVisible();
  await connection(yard, "dense_2", "dense_3").focus();
  await yard.keyboard.press("Enter");
  await yard.getByRole("searchbox", { name: "Find a layer" }).focus();
  await yard.keyboard.type("concat");
  await yard.keyboard.press("Enter");
  const read = () => inputs(yard, "concatenate");
  await expect.poll(read).toEqual([null, "2"]);
  await expect(yard.locator(":focus")).toHaveAccessibleName(/^concatenate_1 /);

  await connection(yard, "dense_1", "concatenate_1").focus();
  await yard.keyboard.press("Delete");
  await expect.poll(read).toEqual([null]);
  // From where the focus has gone, the arrows walk to the input, whose settings connect it.
  await expect(yard.locator(":focus")).toHaveAccessibleName(/^concatenate_1 /);
  for (const name of ["dense_2", "dense_1", "input_1"]) {
    await yard.keyboard.press("ArrowUp");
    await expect(yard.locator(":focus")).toHaveAccessibleName(new RegExp(`^${name} `));
  }
  await yard.keyboard.press("Enter");
  await yard.getByRole("combobox", { name: "Connect input_1 to" }).focus();
  await yard.keyboard.type("concat");
  await yard.getByRole("button", { name: "Connect", exact: true }).focus();
  await yard.keyboard.press("Enter");
  await expect.poll(read).toEqual([null, "1"]);
  await train(yard);
});

test("stack and graph show the same document", async ({ yard }) => {
  await yard.getByRole("searchbox", { name: "Find a layer" }).fill("add");
  await yard.keyboard.press("Enter");
  await expect.poll(() => inputs(yard)).toEqual([null, "2"]);
  await openGraph(yard);
  await expect(connection(yard, "dense_1", "add_1")).toBeVisible();
  await dot(yard, "input_1").click();
  await expect(yard.getByText("Now press the layer that is to read from input_1.")).toBeVisible();
  await layer(yard, "dense_2").click({ force: true });
  await expect(connection(yard, "input_1", "dense_2")).toBeVisible();
  await yard.getByRole("radio", { name: "As a stack" }).check();
  await expect(yard.getByRole("combobox", { name: "Reads from of dense_2" })).toHaveValue("1");
  await expect(yard.getByRole("combobox", { name: "Skip from of add_1" })).toHaveValue("2");
  await yard.keyboard.press("ControlOrMeta+z");
  await expect(yard.getByRole("combobox", { name: "Reads from of dense_2" })).toBeHidden();
});

test("a layer that shall read one behind it moves there", async ({ yard }) => {
  await openGraph(yard);
  await yard.evaluate(() =>
    window.trainyard.load({
      network: {
        layers: [
          { id: "1", kind: "input" },
          { id: "a", kind: "dense", units: 8 },
          { id: "b", kind: "dense", units: 8, inputs: ["1"] },
          { id: "m", kind: "concatenate", inputs: ["a", "b"] },
          { id: "z", kind: "dense", units: 2 },
        ],
      },
    }),
  );
  await drag(yard, dot(yard, "dense_2"), layer(yard, "dense_1"));
  await expect
    .poll(() =>
      yard.evaluate(() =>
        window.trainyard.experiment().network.layers.map(({ id, inputs }) => [id, ...inputs]),
      ),
    )
    .toEqual([["1"], ["b", null], ["a", null], ["m", null, "b"], ["z", null]]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in the graph, ${colorScheme}`, async ({ yard }) => {
    await yard.emulateMedia({ colorScheme });
    await openGraph(yard);
    await connection(yard, "input_1", "dense_1").click();
    await yard.getByRole("searchbox", { name: "Find a layer" }).fill("add");
    await yard.keyboard.press("Enter");
    await layer(yard, "add_1").click();
    await expect(yard.getByRole("alert").getByRole("button")).toBeVisible();
    const { violations } = await new AxeBuilder({ page: yard }).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}
