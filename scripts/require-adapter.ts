// Before every file of GPU tests: without an adapter they fail; they never pass by doing nothing.
const adapter = await navigator.gpu.requestAdapter();
if (adapter === null) {
  throw new Error(
    "No WebGPU adapter: expected Chromium to offer SwiftShader under the flags of scripts/chromium.mjs",
  );
}
