import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/chromium.mjs";

const port = Number(process.env["TRAINYARD_E2E_PORT"] ?? 4179);
const address = `http://localhost:${port}/`;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.test.ts",
  outputDir: "test-results",
  // Much of a test is waiting; two at a time keep two processors busy without starving each other.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    launchOptions: launchOptions(),
    // Recording every step takes a quarter of the time of a test.
    trace: process.env["TRAINYARD_TRACE"] === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
