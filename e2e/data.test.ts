/** Own data: by file, from the catalogue, and what happens when they are bad. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { files, openMnist, sharedPath as path, shared, sourceKind } from "./shared-data.ts";
import { expect, test } from "./trainyard.ts";

test.use({ engine: "cpu" });

/** A network for digits, trained for one pass. */
function learnDigits(page: Page, steps: number) {
  return page.evaluate(async (count) => {
    const { data } = window.trainyard.experiment();
    await window.trainyard.load({
      data,
      network: {
        layers: [
          { id: "1", kind: "input" },
          { id: "2", kind: "flatten" },
          { id: "3", kind: "dense", units: 100, activation: "relu" },
          { id: "4", kind: "dense", units: 10 },
        ],
        initializer: { kind: "heNormal" },
      },
      training: { batchSize: 100, evaluateEvery: count },
      runs: [{ optimizer: { kind: "adam", learningRate: 0.003 } }],
    });
    return window.trainyard.train(count);
  }, steps);
}

test.describe("with ../shared/data", () => {
  test.skip(!existsSync(shared), "../shared/data is not here");

  test("MNIST's four files, dropped together, reach 95 % on the test images", async ({ yard }) => {
    test.setTimeout(240_000);
    await openMnist(yard);
    await expect(yard.getByText(/60,000/).first()).toBeVisible({ timeout: 30_000 });
    const experiment = await yard.evaluate(() => window.trainyard.experiment());
    expect(experiment.data.preprocessing).toBe("divide255");
    const { runs } = await learnDigits(yard, 600);
    expect(runs[0]?.validationAccuracy).toBeGreaterThan(0.95);
  });

  test("a table is asked about, then trained on", async ({ yard }) => {
    await files(yard).setInputFiles(path("tabular/iris.csv"));
    const dialog = yard.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await dialog
      .getByRole("button", { name: /use|import|ok|done|take/i })
      .last()
      .click();
    await expect.poll(() => sourceKind(yard)).toBe("file");
    const summary = await yard.evaluate(() => window.trainyard.train(300));
    expect(summary.runs[0]?.validationAccuracy).toBeGreaterThan(0.85);
  });

  test("a set of the catalogue is fetched only when asked, checked, and kept", async ({ yard }) => {
    test.setTimeout(180_000);
    const asked: string[] = [];
    await yard.context().route(/githubusercontent|googleapis|amazonaws/, async (route) => {
      const address = route.request().url();
      asked.push(address);
      const name = address.split("/").at(-1) ?? "";
      const headers = { "access-control-allow-origin": "*" };
      await route.fulfill({ path: path(`mnist/${name}`), headers });
    });
    await yard
      .getByText(/download/i)
      .first()
      .click();
    const fetchMnist = yard.getByRole("button", { name: /\bMNIST/ }).first();
    await expect(fetchMnist).toBeVisible();
    expect(asked).toEqual([]);
    await fetchMnist.click();
    await expect.poll(() => sourceKind(yard), { timeout: 90_000 }).toBe("remote");
    expect(asked).toHaveLength(4);
    await yard.reload();
    await yard
      .getByRole("button", { name: /MNIST|mnist/ })
      .first()
      .click();
    await expect(yard.getByText(/60,000/).first()).toBeVisible({ timeout: 60_000 });
    expect(asked).toHaveLength(4);
  });
});

/** Two images of two by two, as IDX. */
function idxImages(count: number): Buffer {
  const header = Buffer.from([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2]);
  return Buffer.concat([header, Buffer.alloc(count * 4, 7)]);
}

const table = (text: string) => ({
  name: "mine.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});
const whole = gzipSync(idxImages(200));

const bad: [string, { name: string; mimeType: string; buffer: Buffer }, RegExp][] = [
  [
    "a gzip that ends early",
    {
      name: "images.gz",
      mimeType: "application/gzip",
      buffer: whole.subarray(0, whole.length - 9),
    },
    /images\.gz/,
  ],
  ["a ragged row", table("a,b,label\n1,2,x\n3,4\n5,6,y\n"), /mine\.csv.*\b3\b/],
  ["no rows", table("a,b,label\n"), /mine\.csv/],
  ["one class", table("a,b,label\n1,2,x\n3,4,x\n5,6,x\n"), /mine\.csv/],
  [
    "an unknown format",
    { name: "notes.bin", mimeType: "", buffer: Buffer.from([1, 2, 3, 4, 250, 251, 0, 0]) },
    /notes\.bin/,
  ],
];

for (const [name, file, sentence] of bad) {
  test(`${name}: one sentence names file and place, and the data stay`, async ({ yard }) => {
    await files(yard).setInputFiles(file);
    await expect(yard.getByText(sentence).first()).toBeVisible();
    expect(await sourceKind(yard)).toBe("spiral");
    const { steps } = await yard.evaluate(() => window.trainyard.train(5));
    expect(steps).toBe(5);
  });
}

test("a document that names own data asks for exactly these files", async ({ yard }) => {
  const text = "a,b,label\n".concat(
    Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${i % 2 ? "odd" : "even"}`).join("\n"),
  );
  const sha256 = createHash("sha256").update(text).digest("hex");
  await yard.evaluate(
    (hash) =>
      window.trainyard
        .load({
          data: {
            source: {
              kind: "file",
              name: "mine",
              sha256: hash,
              files: ["mine.csv"],
              table: { header: true, label: 2, task: "classification", incomplete: "stop" },
            },
          },
        })
        .catch(() => null),
    sha256,
  );
  await expect(yard.getByText("mine.csv").first()).toBeVisible();
  const chooser = yard.locator("input[type=file]").first();
  await chooser.setInputFiles(table("a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n"));
  await expect(
    yard
      .getByText(/mine/)
      .filter({ hasText: /hash|SHA|same|not the file|other/i })
      .first(),
  ).toBeVisible();
  await chooser.setInputFiles(table(text));
  await expect
    .poll(() => yard.evaluate(() => window.trainyard.engine()?.kind ?? null))
    .not.toBeNull();
  await expect
    .poll(
      async () =>
        await yard.evaluate(() =>
          window.trainyard.train(3).then(
            ({ steps }) => steps,
            () => 0,
          ),
        ),
    )
    .toBe(3);
});

test("arrays from the console train, and their weights go out and in", async ({ yard }) => {
  const accuracy = await yard.evaluate(async () => {
    const x = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i * 12.9898) * 3);
    const y = Array.from({ length: 200 }, (_, i) =>
      (x[2 * i] ?? 0) > (x[2 * i + 1] ?? 0) ? 1 : 0,
    );
    const { trainyard } = window;
    await trainyard.addDataset("larger", {
      x,
      shape: [2],
      y,
      classes: ["no", "yes"],
      validation: 50,
    });
    await trainyard.build();
    const { runs } = await trainyard.train(400);
    const weights = await trainyard.weights();
    await trainyard.setWeights(0, weights);
    return runs[0]?.validationAccuracy ?? 0;
  });
  expect(accuracy).toBeGreaterThan(0.9);
});
