import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const manifest: { version: string } = JSON.parse(
  readFileSync(new URL("package.json", import.meta.url), "utf8"),
);

const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  // The hash is that of the one style element that the drag library, @dnd-kit/dom, puts in.
  "style-src 'self' 'sha256-E7zJXfkufcgTIQG1Th6iYnoGis+rTfZd044bgiM1kr4='",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "manifest-src 'self'",
  // Data sets of the catalogue are fetched from where they are published, when a person asks.
  "connect-src 'self' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join("; ");

/** Puts the policy into the built page, for hosts that cannot set headers. */
function contentPolicyTag(): Plugin {
  return {
    name: "content-policy-tag",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

export default defineConfig({
  // Relative addresses: the built page works under any path of any static host.
  base: "./",
  // A missing file is a 404, not the page again.
  appType: "mpa",
  plugins: [react(), contentPolicyTag()],
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: true,
    // Inlined files would be data: addresses, which the policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // React changes with its releases, the page with ours: browsers keep them apart.
          groups: [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
  preview: {
    headers: {
      // The worker script needs the header too; a tag in the page does not cover it. Framing can
      // be forbidden only by a header.
      "Content-Security-Policy": `${CONTENT_POLICY}; frame-ancestors 'none'`,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  },
});
