/**
 * Expressions as circuits. `c = a + b; c * c` defines a name that may be used again; what is written
 * twice without one is computed twice.
 *
 *   program  = { name "=" sum ";" } sum
 *   sum      = product { ("+" | "-") product }
 *   product  = signed { ("*" | "/") signed }
 *   signed   = "-" signed | power
 *   power    = atom [ "^" signed ]
 *   atom     = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
 */
import { CircuitError } from "./circuit-error.ts";
import { functionNames, type GateKind, gates } from "./gates.ts";
import { type Token, tokensOf } from "./tokens.ts";

export interface CircuitNode {
  readonly gate: GateKind | "input" | "constant";
  /** Indices of the nodes that it reads, all before it. */
  readonly inputs: readonly number[];
  /** Of an input, or given by a definition. */
  readonly name: string | null;
  /** Of a constant. */
  readonly value: number;
  /** How it is written. */
  readonly text: string;
}

/** Nodes in an order in which each stands behind its inputs; the last is the output. */
export type Circuit = readonly CircuitNode[];

export const mostNodes = 60;

/** Throws a CircuitError that says what is wrong, and where. */
export function parseCircuit(text: string): Circuit {
  return new Parser(text).program();
}

/** A node with the place of its first and behind its last character. */
interface Part {
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

class Parser {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private place = 0;
  private readonly nodes: CircuitNode[] = [];
  private readonly named = new Map<string, number>();

  constructor(text: string) {
    this.text = text;
    this.tokens = tokensOf(text);
  }

  program(): Circuit {
    if (this.tokens.every(({ kind, text }) => kind === "end" || text === ";")) {
      throw new CircuitError({ kind: "empty", at: 0 });
    }
    let last: Part | null = null;
    while (!this.ended) {
      if (this.take(";")) continue;
      last = this.statement();
      if (!this.ended && this.token.text !== ";") this.refuse();
    }
    return reachable(this.nodes, last?.node ?? -1);
  }

  private get token(): Token {
    return this.tokens[this.place] ?? { kind: "end", text: "", at: this.text.length };
  }

  private get ended(): boolean {
    return this.token.kind === "end";
  }

  private take(sign: string): boolean {
    const { kind, text } = this.token;
    if (kind !== "sign" || text !== sign) return false;
    this.place += 1;
    return true;
  }

  private refuse(): never {
    const { kind, text, at } = this.token;
    throw new CircuitError(
      kind === "end" ? { kind: "unfinished", at } : { kind: "unexpected", at, got: text },
    );
  }

  private statement(): Part {
    const { kind, text, at } = this.token;
    if (kind !== "name" || this.tokens[this.place + 1]?.text !== "=") return this.sum();
    if (this.named.has(text) || isFunction(text)) {
      throw new CircuitError({ kind: "redefined", at, got: text });
    }
    this.place += 2;
    const part = this.sum();
    // The value may have read the name that it is to define.
    if (this.named.has(text)) throw new CircuitError({ kind: "redefined", at, got: text });
    return this.define(text, part);
  }

  /** A node that has a name already, as in `a = b`, gets a second one. */
  private define(name: string, part: Part): Part {
    const node = this.nodes[part.node];
    if (node && node.name === null) this.nodes[part.node] = { ...node, name };
    this.named.set(name, part.node);
    return part;
  }

  private sum(): Part {
    let left = this.product();
    for (;;) {
      if (this.take("+")) left = this.join("add", left, this.product());
      else if (this.take("-")) left = this.join("subtract", left, this.product());
      else return left;
    }
  }

  private product(): Part {
    let left = this.signed();
    for (;;) {
      if (this.take("*")) left = this.join("multiply", left, this.signed());
      else if (this.take("/")) left = this.join("divide", left, this.signed());
      else return left;
    }
  }

  private signed(): Part {
    const { at } = this.token;
    if (!this.take("-")) return this.power();
    const part = this.signed();
    const node = this.nodes[part.node];
    const placed = { ...part, start: at };
    if (node?.gate !== "constant" || node.name !== null) return this.add("negate", [part], placed);
    // The minus of a number belongs to it.
    const text = this.text.slice(at, part.end);
    this.nodes[part.node] = { ...node, value: -node.value, text };
    return placed;
  }

  private power(): Part {
    const base = this.atom();
    return this.take("^") ? this.join("power", base, this.signed()) : base;
  }

  private atom(): Part {
    const { kind, text, at } = this.token;
    if (kind === "sign" && text === "(") return this.parenthesised();
    if (kind !== "number" && kind !== "name") this.refuse();
    this.place += 1;
    const end = at + text.length;
    if (kind === "number") {
      const value = Number(text);
      return this.push({ gate: "constant", inputs: [], name: null, value, text }, at, end);
    }
    if (this.token.text === "(") return this.call(text, at);
    return this.reference(text, at, end);
  }

  private parenthesised(): Part {
    const { at } = this.token;
    this.place += 1;
    const inner = this.sum();
    const end = this.close(at);
    return { node: inner.node, start: at, end };
  }

  /** Takes the closing parenthesis of one that was opened at `at`. */
  private close(at: number): number {
    const end = this.token.at + 1;
    if (this.take(")")) return end;
    if (this.token.kind === "end") throw new CircuitError({ kind: "unclosed", at });
    return this.refuse();
  }

  private call(name: string, at: number): Part {
    if (!isFunction(name)) throw new CircuitError({ kind: "unknownFunction", at, got: name });
    const opened = this.token.at;
    this.place += 1;
    const parts = [this.sum()];
    while (this.take(",")) parts.push(this.sum());
    const end = this.close(opened);
    const wanted = gates[name].inputs;
    if (wanted === null ? parts.length < 2 : parts.length !== wanted) {
      const expected = wanted ?? 2;
      throw new CircuitError({ kind: "arguments", at, got: name, expected, count: parts.length });
    }
    return this.add(name, parts, { start: at, end });
  }

  private reference(name: string, at: number, end: number): Part {
    const known = this.named.get(name);
    if (known !== undefined) return { node: known, start: at, end };
    const part = this.push({ gate: "input", inputs: [], name, value: 0, text: name }, at, end);
    this.named.set(name, part.node);
    return part;
  }

  private join(gate: GateKind, left: Part, right: Part): Part {
    return this.add(gate, [left, right], { start: left.start, end: right.end });
  }

  private add(
    gate: GateKind,
    parts: readonly Part[],
    { start, end }: { start: number; end: number },
  ): Part {
    const text = this.text.slice(start, end);
    const inputs = parts.map(({ node }) => node);
    return this.push({ gate, inputs, name: null, value: 0, text }, start, end);
  }

  private push(node: CircuitNode, start: number, end: number): Part {
    if (this.nodes.length === mostNodes) {
      throw new CircuitError({ kind: "tooLarge", at: start, max: mostNodes });
    }
    this.nodes.push(node);
    return { node: this.nodes.length - 1, start, end };
  }
}

type FunctionName = (typeof functionNames)[number];

function isFunction(name: string): name is FunctionName {
  return functionNames.some((known) => known === name);
}

/** Without definitions that nothing uses; the output becomes the last node. */
function reachable(nodes: readonly CircuitNode[], output: number): Circuit {
  const used = new Set([output]);
  for (let index = output; index >= 0; index--) {
    if (used.has(index)) for (const input of nodes[index]?.inputs ?? []) used.add(input);
  }
  const kept = [...used].sort((a, b) => a - b);
  return kept.flatMap((index) => {
    const node = nodes[index];
    return node ? [{ ...node, inputs: node.inputs.map((input) => kept.indexOf(input)) }] : [];
  });
}
