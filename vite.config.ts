import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const manifest: { version: string } = JSON.parse(
  readFileSync(new URL("package.json", import.meta.url), "utf8"),
);

export default defineConfig({
  // Relative addresses: the built page works under any path of any static host.
  base: "./",
  plugins: [react()],
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
