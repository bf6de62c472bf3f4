/// <reference types="vite/types/importMeta.d.ts" />
/**
 * The WGSL files by name. A line `// uses: step, random` in a file's head names others of which it
 * needs the declarations; those are put behind it, so that its own line numbers stay.
 */
import { Fault } from "../../spec/fault.ts";

const folder = "../../../shaders/";

const files: Record<string, string> = import.meta.glob("../../../shaders/**/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});

export interface ShaderSource {
  readonly name: string;
  readonly code: string;
  /** Whether it reads what changes from step to step: the bindings of group 1. */
  readonly usesStep: boolean;
}

/** Names as dispatches give them: `matmul`, `optimizers/adam`. */
export const shaderNames: readonly string[] = Object.keys(files)
  .map((path) => path.slice(folder.length, -".wgsl".length))
  .sort();

/** A file with everything it uses, each once. */
export function shaderSource(name: string): ShaderSource {
  const names = [name];
  // The list grows while it is walked: what is used may use others.
  for (const each of names) {
    for (const used of usedBy(each)) {
      if (!names.includes(used)) names.push(used);
    }
  }
  return {
    name,
    code: names.map((each) => fileText(each)).join("\n"),
    usesStep: names.includes("step"),
  };
}

function fileText(name: string): string {
  const text = files[`${folder}${name}.wgsl`];
  if (text === undefined) {
    throw new Fault("engine.internal", { message: `shaders: expected a file ${name}.wgsl` });
  }
  return text;
}

function usedBy(name: string): string[] {
  const lines = fileText(name).matchAll(/^\/\/ uses: (.+)$/gm);
  return [...lines].flatMap(([, list = ""]) => list.split(",").map((used) => used.trim()));
}

/** Fields of `struct Sizes` in order; empty where there is none. */
export function sizesFields(code: string): string[] {
  const [, body = ""] = /struct Sizes \{([^}]*)\}/.exec(code) ?? [];
  return [...body.matchAll(/(\w+)\s*:\s*u32/g)].map(([, field = ""]) => field);
}
