/** The text of a WGSL file, as Vite's `?raw` gives it. */
declare module "*.wgsl?raw" {
  const source: string;
  export default source;
}

/** `version` of package.json, put in by Vite. */
declare const __APP_VERSION__: string;
