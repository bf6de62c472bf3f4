/** The parser, values and gradients of circuits, the sum over paths, and the order of steps. */
import { describe, expect, test } from "vitest";
import {
  backward,
  checkGradients,
  forward,
  type InputValues,
  pathCounts,
  pathsFrom,
} from "./circuit.ts";
import { CircuitError, type CircuitProblem } from "./circuit-error.ts";
import { functionNames, gates } from "./gates.ts";
import { mostNodes, parseCircuit } from "./parse.ts";
import { progressAfter, stepsOf } from "./steps.ts";

/** The value of an expression. */
function valueOf(text: string, inputs: InputValues = {}): number {
  return forward(parseCircuit(text), inputs).at(-1)!;
}

/** Gradients by name of input. */
function gradientsOf(text: string, inputs: InputValues): Record<string, number> {
  const found = checkGradients(parseCircuit(text), inputs);
  return Object.fromEntries(found.map(({ name, gradient }) => [name, gradient]));
}

function problemOf(text: string): CircuitProblem | null {
  try {
    parseCircuit(text);
    return null;
  } catch (error) {
    if (error instanceof CircuitError) return error.problem;
    throw error;
  }
}

describe("the parser", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["8 - 4 - 2", 2],
    ["16 / 4 / 2", 2],
    ["2 ^ 3 ^ 2", 512],
    ["2 ** 3", 8],
    ["-2 ^ 2", -4],
    ["2 ^ -1", 0.5],
    ["2 * -3", -6],
    ["--3", 3],
    ["(1 + 2) * 3", 9],
    ["1.5e1 + .5", 15.5],
    ["max(1, 7, 3) - min(4, 2)", 5],
    ["exp(0) + log(1) + sqrt(9) + cos(0) + sin(0)", 5],
    ["relu(-3) + relu(2)", 2],
    ["sigmoid(0) + tanh(0)", 0.5],
    ["c = 2 + 1; d = c * c; d + c", 12],
    ["c = 2\nc * 3;", 6],
    ["（1＋2）×3÷9−1", 0],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toBeCloseTo(value, 12);
  });

  test("one name is one node, and what is written twice is two", () => {
    const kinds = (text: string) => parseCircuit(text).map(({ gate }) => gate);
    expect(kinds("(a+b)*(a+b)")).toEqual(["input", "input", "add", "add", "multiply"]);
    expect(kinds("c = a+b; c*c")).toEqual(["input", "input", "add", "multiply"]);
    expect(kinds("unused = a*b; a + 1")).toEqual(["input", "constant", "add"]);
  });

  test("a part is known by how it is written, or by its name", () => {
    const texts = parseCircuit("c = (a + b)*2; -c").map(({ name, text }) => name ?? text);
    expect(texts).toEqual(["a", "b", "a + b", "2", "c", "-c"]);
  });

  test.each<[string, CircuitProblem]>([
    ["", { kind: "empty", at: 0 }],
    [" ; ", { kind: "empty", at: 0 }],
    ["a + $", { kind: "character", at: 4, got: "$" }],
    ["a + * b", { kind: "unexpected", at: 4, got: "*" }],
    ["a b", { kind: "unexpected", at: 2, got: "b" }],
    ["a +", { kind: "unfinished", at: 3 }],
    ["2 * (a + b", { kind: "unclosed", at: 4 }],
    ["(a + b))", { kind: "unexpected", at: 7, got: ")" }],
    ["foo(a)", { kind: "unknownFunction", at: 0, got: "foo" }],
    ["1 + exp(a, b)", { kind: "arguments", at: 4, got: "exp", expected: 1, count: 2 }],
    ["max(a)", { kind: "arguments", at: 0, got: "max", expected: 2, count: 1 }],
    ["max(a, )", { kind: "unexpected", at: 7, got: ")" }],
    ["a = 1; a = 2; a", { kind: "redefined", at: 7, got: "a" }],
    ["a = a + 1; a", { kind: "redefined", at: 0, got: "a" }],
    ["exp = 2; exp", { kind: "redefined", at: 0, got: "exp" }],
    ["1 = a", { kind: "unexpected", at: 2, got: "=" }],
  ])("%j is refused where it is wrong", (text, problem) => {
    expect(problemOf(text)).toEqual(problem);
  });

  test("a circuit has a largest size", () => {
    const long = `${"x + ".repeat(mostNodes)}x`;
    expect(problemOf(long)).toMatchObject({ kind: "tooLarge", max: mostNodes });
  });
});

describe("the notes' examples", () => {
  test("(a+b)*(b+1) at 2, 1", () => {
    expect(valueOf("(a+b)*(b+1)", { a: 2, b: 1 })).toBe(6);
    expect(gradientsOf("(a+b)*(b+1)", { a: 2, b: 1 })).toEqual({ a: 2, b: 5 });
  });

  test("(x+y)*z at -2, 5, -4", () => {
    expect(gradientsOf("(x+y)*z", { x: -2, y: 5, z: -4 })).toEqual({ x: -4, y: -4, z: 3 });
  });

  test("the sigmoid neuron of CS231n", () => {
    const inputs = { w0: 2, x0: -1, w1: -3, x1: -2, w2: -3 };
    const text = "1/(1+exp(-(w0*x0+w1*x1+w2)))";
    const s = 1 / (1 + Math.exp(-1));
    const slope = s * (1 - s);
    expect(valueOf(text, inputs)).toBeCloseTo(s, 15);
    const found = gradientsOf(text, inputs);
    const wanted = { w0: -slope, x0: 2 * slope, w1: -2 * slope, x1: -3 * slope, w2: slope };
    for (const [name, value] of Object.entries(wanted)) expect(found[name]).toBeCloseTo(value, 14);
  });

  test("max routes to the larger one", () => {
    const inputs = { x: 3, y: -4, z: 2, w: -1 };
    expect(gradientsOf("2*(x*y + max(z, w))", inputs)).toEqual({ x: -8, y: 6, z: 2, w: 0 });
  });
});

/** Places away from kinks, inside the domain of each. */
const places: Record<string, number[]> = { log: [0.7], sqrt: [2.3], max: [0.3, -0.2, 0.25] };

describe("slopes are those of the values", () => {
  test.each(functionNames)("%s", (name) => {
    const names = ["a", "b", "c"].slice(0, gates[name].inputs ?? 3);
    const at = places[name] ?? [0.4, -0.9, 1.3];
    const inputs = Object.fromEntries(names.map((each, index) => [each, at[index]!]));
    for (const check of checkGradients(parseCircuit(`${name}(${names.join(", ")})`), inputs)) {
      expect(check.error).toBeLessThan(1e-9);
      expect(check.kink).toBe(false);
    }
  });

  test.each(["a+b", "a-b", "a*b", "a/b", "a^b", "-a*b", "c = a*b; c*c + c^3/c"])("%s", (text) => {
    for (const { error } of checkGradients(parseCircuit(text), { a: 1.7, b: -0.6 }))
      expect(error).toBeLessThan(1e-8);
  });

  test("x^2 is fine below zero, and x^0 and 0^2 have slope 0", () => {
    expect(gradientsOf("x^2", { x: -3 })).toEqual({ x: -6 });
    expect(gradientsOf("x^0", { x: 0 })).toEqual({ x: 0 });
    expect(gradientsOf("x^2", { x: 0 })).toEqual({ x: 0 });
  });

  test("a kink between the two places of a difference is told", () => {
    const [check] = checkGradients(parseCircuit("relu(x)"), { x: 0 });
    expect(check).toMatchObject({ gradient: 0, kink: true });
    expect(check?.numeric).toBeCloseTo(0.5, 9);
    const tie = checkGradients(parseCircuit("max(a, b)"), { a: 1, b: 1 });
    expect(tie.map(({ gradient, kink }) => [gradient, kink])).toEqual([
      [1, true],
      [0, true],
    ]);
  });

  test("below zero a power asks nothing of its exponent, and a logarithm has no slope", () => {
    const power = parseCircuit("(x + y) ^ 2");
    const { passed } = backward(power, forward(power, { x: 3, y: -4 }));
    expect(passed.at(-1)).toEqual([-2, null]);
    const [check] = checkGradients(parseCircuit("log(x)"), { x: -1 });
    expect(check?.error).toBeNaN();
  });

  test("what is too small for differences is not held against them", () => {
    const [check] = checkGradients(parseCircuit("sigmoid(x)"), { x: 30 });
    expect(check?.gradient).toBeGreaterThan(0);
    expect(check?.error).toBeLessThan(1e-7);
  });

  test("every word that objects know is a name like others", () => {
    expect(valueOf("constructor * __proto__ + toString")).toBe(2);
    expect(valueOf("constructor * 2", { constructor: 3 })).toBe(6);
  });

  test("nothing comes back through a gate that passes nothing", () => {
    expect(gradientsOf("relu(-x) * exp(1000*x)", { x: 1 })).toEqual({ x: 0 });
  });
});

describe("paths", () => {
  test("b of (a+b)*(b+1): 2 + 3", () => {
    const circuit = parseCircuit("(a+b)*(b+1)");
    const values = forward(circuit, { a: 2, b: 1 });
    const paths = pathsFrom(circuit, 1, values, 10);
    expect(paths.map(({ product }) => product)).toEqual([2, 3]);
    expect(paths.map(({ nodes }) => nodes.map((node) => circuit[node]?.text))).toEqual([
      ["a+b", "(a+b)*(b+1)"],
      ["b+1", "(a+b)*(b+1)"],
    ]);
  });

  test.each(["x*x*x", "c = x*y; d = c + x; c*d*d", "x^2 + sin(x*y)/y - max(x, y, x*y)"])(
    "of %s: products add up to the gradient of every node",
    (text) => {
      const circuit = parseCircuit(text);
      const values = forward(circuit, { x: 1.3, y: 0.8 });
      const { gradients } = backward(circuit, values);
      const { paths: counts } = pathCounts(circuit);
      for (const index of circuit.keys()) {
        const paths = pathsFrom(circuit, index, values, 1000);
        const sum = paths.reduce((total, { product }) => total + product, 0);
        expect(paths.length).toBe(counts[index]);
        expect(sum).toBeCloseTo(gradients[index]!, 12);
      }
    },
  );

  test("both ways of x * x are told apart", () => {
    const circuit = parseCircuit("x * x");
    const paths = pathsFrom(circuit, 0, forward(circuit, { x: 3 }), 12);
    expect(paths.map(({ places }) => places)).toEqual([[0], [1]]);
  });

  test("ways multiply along a chain of diamonds, wires of a sweep do not", () => {
    const circuit = parseCircuit("a = x+x; b = a+a; c = b+b; c+c");
    const { paths, wires } = pathCounts(circuit);
    expect([paths[0], wires[0]]).toEqual([16, 64]);
    expect(circuit.flatMap(({ inputs }) => inputs).length).toBe(8);
  });
});

test("steps: each gate forward, the output, each gate back; numbers come with their step", () => {
  const circuit = parseCircuit("(a+b)*(b+1)");
  const values = forward(circuit, { a: 2, b: 1 });
  const sweep = backward(circuit, values);
  const steps = stepsOf(circuit);
  const output = circuit.length - 1;
  expect(steps.map(({ kind }) => kind[0])).toEqual("fffsbbb".split(""));
  const after = (count: number) => progressAfter(circuit, steps, count, sweep);
  expect(after(0).hasValue).toEqual([true, true, false, true, false, false]);
  expect(after(3).hasValue.every(Boolean)).toBe(true);
  expect(after(3).gradients.every((gradient) => gradient === null)).toBe(true);
  expect(after(4).gradients[output]).toBe(1);
  // b+1 comes first on the way back: b has one part of two.
  expect(after(6).gradients[1]).toBe(3);
  expect(after(7).arrived[1]).toEqual([3, 2]);
  expect(after(7).gradients).toEqual(Array.from(sweep.gradients));
});
