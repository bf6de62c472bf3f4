/** Sequences: tables of samples cut into windows, arrays of windows, augmentation, and answers to them. */
import { existsSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, stepsTrained, test } from "./trainyard.ts";

test.use({ engine: "cpu" });

const shared = new URL("../../shared/data/", import.meta.url);
const path = (name: string) => new URL(name, shared).pathname;

function files(page: Page): Locator {
  return page.getByRole("region", { name: "Bring your own data" }).locator("input[type=file]");
}

function data(page: Page) {
  return page.evaluate(() => window.trainyard.experiment().data);
}

const panel = (page: Page) => page.getByRole("region", { name: "Data", exact: true });

/** A long table as WISDM's: people doing two things, `samples` of each, at 20 Hz. */
function longTable(people: number, samples: number): string {
  const lines = ["user,activity,timestamp,x,y,z"];
  for (let user = 1; user <= people; user++) {
    for (const [place, activity] of ["walking", "sitting"].entries()) {
      for (let step = 0; step < samples; step++) {
        const swing = place === 0 ? Math.sin(step / 3 + user) * 4 : 0;
        const noise = (step * 37 + user * 11) % 7;
        lines.push(`${user},${activity},${step * 50},${swing},${9.8 - swing},${noise / 10}`);
      }
    }
  }
  return lines.join("\n");
}

const csv = (text: string) => ({
  name: "wrist.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

test("a table of samples becomes windows, split by person", async ({ yard }) => {
  await files(yard).setInputFiles(csv(longTable(5, 200)));
  const dialog = yard.getByRole("dialog");
  const outcome = dialog.locator("output");
  await expect(dialog.getByRole("radio", { name: "A sample of a series" })).toBeChecked();
  await expect(dialog.getByLabel("Column of the person", { exact: true })).toHaveValue("0");
  await expect(outcome).toHaveText(/^20 windows of 80×3 · People: 4 for training, 1 held out$/);

  const length = dialog.getByLabel("Window", { exact: true });
  await length.fill("500");
  await length.press("Enter");
  await expect(outcome).toHaveText(/500 samples fits nowhere.* has 200/);
  await expect(dialog.getByRole("button", { name: "Use this data" })).toBeDisabled();

  await length.fill("50");
  await length.press("Enter");
  const stride = dialog.getByLabel("From window to window", { exact: true });
  await stride.fill("25");
  await stride.press("Enter");
  // (200 - 50) / 25 + 1 = 7 windows of each of 5 people's 2 activities
  await expect(outcome).toHaveText(/^70 windows of 50×3/);
  await expect(dialog.getByRole("img", { name: "One sequence of walking" }).first()).toBeVisible();
  await dialog.getByRole("button", { name: "Use this data" }).click();

  await expect(panel(yard).getByText("People: 4 for training, 1 held out")).toBeVisible();
  await expect(panel(yard).getByText("56 for training, 14 for validation")).toBeVisible();
  await expect(panel(yard).getByText("50 steps of 3 channels")).toBeVisible();
  const classes = panel(yard).getByRole("list", { name: "Windows of each class" });
  await expect(classes.getByRole("img", { name: "One sequence of sitting" }).first()).toBeVisible();
  expect(await data(yard)).toMatchObject({ split: "subject", preprocessing: "standardize" });

  await panel(yard).getByLabel("Split", { exact: true }).selectOption("At random");
  await expect(panel(yard).getByText("5 people, in both parts")).toBeVisible();
  const { runs } = await yard.evaluate(() => window.trainyard.train(100));
  expect(runs[0]?.validationAccuracy).toBeGreaterThan(0.9);
});

test("the same table may be read row by row", async ({ yard }) => {
  await files(yard).setInputFiles(csv(longTable(3, 100)));
  const dialog = yard.getByRole("dialog");
  await dialog.getByRole("radio", { name: "An example" }).check();
  await expect(dialog.getByLabel("Window", { exact: true })).toHaveCount(0);
  await expect(dialog.locator("output")).toHaveText(/^600 examples of 5$/);
});

const series = (text: string, name = "mine.ts") => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(text),
});
const head =
  "@problemName mine\n@timeStamps false\n@univariate true\n@classLabel true a b\n@data\n";
const missing = longTable(2, 60).replace("1,walking,100,", "1,walking,100,x");

const bad: [string, ReturnType<typeof csv>, RegExp][] = [
  ["a bad value in a .ts file", series(`${head}1,2,3:a\n1,zwei,3:b\n`), /mine\.ts, line 7: “zwei”/],
  ["an unknown class in a .ts file", series(`${head}1,2,3:a\n1,2,3:c\n`), /mine\.ts, line 7: “c”/],
  ["a ragged .tsv file", series("1\t1\t2\t3\n2\t1\t2\n", "mine.tsv"), /mine\.tsv, line 2/],
  ["a long table with a word in a channel", csv(missing), /wrist\.csv, line 4, column “x”/],
];

for (const [name, file, sentence] of bad) {
  test(`${name}: the sentence names the line, and the data stay`, async ({ yard }) => {
    await files(yard).setInputFiles(file);
    await expect(yard.getByText(sentence).first()).toBeVisible();
    expect((await data(yard)).source.kind).toBe("spiral");
  });
}

test("augmentation by keyboard: eight pairs that change with the slider and with another draw", async ({
  yard,
}) => {
  await panel(yard).getByRole("radio", { name: "Motion" }).focus();
  await yard.keyboard.press("Space");
  await expect(panel(yard).getByText("80 steps of 3 channels")).toBeVisible();
  await panel(yard).getByText("Augmentation", { exact: true }).press("Enter");
  const pairs = panel(yard).getByRole("list", { name: /^Eight examples/ });
  await expect(pairs.getByRole("listitem")).toHaveCount(8);
  const picture = () =>
    pairs
      .getByRole("img", { name: /augmented/ })
      .first()
      .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  const asItIs = await picture();
  const jitter = panel(yard).getByRole("slider", { name: "Jitter" });
  await jitter.focus();
  await yard.keyboard.press("PageUp");
  await expect.poll(picture).not.toBe(asItIs);
  const first = await picture();
  await panel(yard).getByRole("button", { name: "Draw again" }).press("Enter");
  await expect.poll(picture).not.toBe(first);
  expect((await data(yard)).augmentation.jitter).toBeGreaterThan(0);
  // Images have no jitter, and tables have nothing of all this.
  await panel(yard).getByRole("radio", { name: "Drawn digits" }).check();
  await expect(panel(yard).getByRole("slider", { name: "Rotate" })).toBeVisible();
  await expect(jitter).toHaveCount(0);
  await panel(yard).getByRole("radio", { name: "Moons" }).check();
  await expect(panel(yard).getByText(/Augmentation is for images and sequences/)).toBeVisible();
});

test("what the network makes of sequences it was not trained on, of different lengths", async ({
  yard,
}) => {
  await panel(yard).getByRole("radio", { name: "Parity" }).check();
  await expect(panel(yard).getByText("Up to 12 steps of 1 channel")).toBeVisible();
  const answers = yard.getByRole("list", { name: "Examples and the network's answers" });
  const cards = answers.getByRole("listitem");
  await expect(answers.getByText(/^(right|wrong): [01], \d+%$/)).toHaveCount(12);
  const counted = await yard.getByText(/^\d+ of these 48 are right$/).textContent();
  const wrong = 48 - Number.parseInt(counted ?? "", 10);
  const before = await cards.allTextContents();
  await yard.getByRole("button", { name: "Show other examples" }).press("Enter");
  await expect(cards).toHaveCount(12);
  expect(await cards.allTextContents()).not.toEqual(before);
  await yard.getByRole("switch", { name: "Only wrong ones" }).press("Space");
  await expect(answers.getByText(/^right/)).toHaveCount(0);
  const others = yard.getByRole("button", { name: "Show other examples" });
  const pages = Math.ceil(wrong / 12);
  const last = async () => (await cards.count()) === wrong - 12 * (pages - 1);
  for (let page = 1; page < pages && !(await last()); page++) await others.click();
  await expect(cards).toHaveCount(wrong - 12 * (pages - 1));
});

test.describe("with ../shared/data", () => {
  test.skip(!existsSync(shared), "../shared/data is not here");

  test("windows of fifty people as arrays train the accelerometer network", async ({ yard }) => {
    test.setTimeout(180_000);
    await yard.getByRole("button", { name: "Examples" }).click();
    await yard.getByRole("menuitem", { name: /^Accelerometer/ }).click();
    await expect(panel(yard).getByText("80 steps of 3 channels")).toBeVisible();
    const names = ["train_x", "train_y", "test_x", "test_y", "train_subject", "test_subject"];
    await files(yard).setInputFiles(names.map((name) => path(`wisdm6/${name}.npy`)));
    await expect.poll(async () => (await data(yard)).source.kind, { timeout: 60_000 }).toBe("file");
    await expect(panel(yard).getByText("People: 40 for training, 11 held out")).toBeVisible();
    await expect(panel(yard).getByText("7,170 for training, 1,950 for validation")).toBeVisible();
    await expect(panel(yard).getByText(/validation part of its own|brings its own/)).toBeVisible();
    await expect(panel(yard).getByLabel("Split", { exact: true })).toHaveCount(0);
    const { network } = await yard.evaluate(() => window.trainyard.experiment());
    expect(network.layers.filter(({ kind }) => kind === "conv1d")).toHaveLength(4);
    // The same layers with fewer filters, which a software adapter can train while a test waits.
    const { runs } = await yard.evaluate(async () => {
      const experiment = window.trainyard.experiment();
      for (const layer of experiment.network.layers) {
        if (layer.kind === "conv1d") layer.filters = 12;
      }
      for (const run of experiment.runs) run.optimizer.learningRate = 0.005;
      await window.trainyard.load(experiment);
      return window.trainyard.train(120);
    });
    expect(await stepsTrained(yard)).toBe(120);
    expect(runs[0]?.validationAccuracy).toBeGreaterThan(0.4);
  });

  test("the excerpt of WISDM, ECG5000 and Japanese vowels say what they hold", async ({ yard }) => {
    await files(yard).setInputFiles(path("wisdm6/excerpt_v11_layout.csv"));
    const dialog = yard.getByRole("dialog");
    await expect(dialog.locator("output")).toHaveText(/^90 windows of 80×3 · People: 2 .* 1 held/);
    await dialog.getByRole("button", { name: "Use this data" }).click();
    await expect(panel(yard).getByText("60 for training, 30 for validation")).toBeVisible();

    await files(yard).setInputFiles(path("timeseries/ECG5000/ECG5000_TRAIN.tsv"));
    await expect(panel(yard).getByText("140 steps of 1 channel")).toBeVisible();
    await expect(panel(yard).getByText("234 for training, 58 held out")).toBeAttached();

    const vowels = ["TRAIN", "TEST"].map((part) =>
      path(`timeseries/JapaneseVowels/JapaneseVowels_${part}.ts`),
    );
    await files(yard).setInputFiles(vowels);
    await expect(panel(yard).getByText("Up to 29 steps of 12 channels")).toBeVisible();
    await expect(panel(yard).getByText("270 for training, 370 for validation")).toBeVisible();
  });
});
