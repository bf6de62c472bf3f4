/** Real data that lie beside the repository, and how they come onto the page. */
import type { Page } from "@playwright/test";
import { expect } from "./trainyard.ts";

export const shared = new URL("../../shared/", import.meta.url);

export const sharedPath = (name: string) => new URL(`data/${name}`, shared).pathname;

/** In no order that would tell which file is which. */
const mnist = [
  "mnist/t10k-labels-idx1-ubyte.gz",
  "mnist/train-images-idx3-ubyte.gz",
  "mnist/train-labels-idx1-ubyte.gz",
  "mnist/t10k-images-idx3-ubyte.gz",
].map(sharedPath);

/** Where one's own files are given to the page. */
export function files(page: Page) {
  return page.getByRole("region", { name: /your own|own data|files/i }).locator("input[type=file]");
}

export function sourceKind(page: Page): Promise<string> {
  return page.evaluate(() => window.trainyard.experiment().data.source.kind);
}

/** All four files of MNIST at once. */
export async function openMnist(page: Page): Promise<void> {
  await files(page).setInputFiles(mnist);
  await expect.poll(() => sourceKind(page), { timeout: 90_000 }).toBe("file");
}
