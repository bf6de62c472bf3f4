import { playwright } from "@vitest/browser-playwright";
import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import { launchOptions } from "./scripts/chromium.mjs";
import vite from "./vite.config.ts";

const GPU_TESTS = "src/**/*.gpu.test.ts";

export default mergeConfig(
  vite,
  defineConfig({
    // Tests in the browser read golden figures that lie beside the repository.
    server: { fs: { allow: [".", "../shared"] } },
    test: {
      // The folder in which `npm run accuracy` finds how exactly golden figures were met.
      provide: { accuracy: process.env["ACCURACY"] === "1" ? ".cache/accuracy" : "" },
      projects: [
        {
          extends: true,
          test: {
            name: "unit",
            environment: "node",
            include: ["src/**/*.test.{ts,tsx}"],
            exclude: [...configDefaults.exclude, GPU_TESTS],
            testTimeout: 30_000,
          },
        },
        {
          extends: true,
          // Found only while a test runs, a package would make Vite reload the page under it.
          optimizeDeps: { include: ["fast-check", "fflate"] },
          test: {
            name: "gpu",
            setupFiles: ["scripts/require-adapter.ts"],
            include: [GPU_TESTS],
            testTimeout: 120_000,
            // Pages that share SwiftShader lose each other's device: one file after the other.
            fileParallelism: false,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({ launchOptions: launchOptions() }),
              instances: [{ browser: "chromium" }],
            },
          },
        },
      ],
    },
  }),
);
