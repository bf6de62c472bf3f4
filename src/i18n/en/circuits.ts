/** Backpropagation through a small expression. */
export const circuits = {
  title: "Circuits",
  help: "Any expression is a graph of gates. Forward, each gate computes its value. Backward, each gate takes the gradient that came to its output, multiplies it by its own slope, and passes it on to its inputs. No gate needs to know more than its own inputs. Press a node to see every path from it to the output.",
  presets: "Examples",
  presetNames: {
    own: "Your own",
    tree: "Used twice",
    product: "A sum times z",
    neuron: "Sigmoid neuron",
    routes: "Multiply and max",
    staged: "In stages",
    paths: "Paths that meet",
    deadUnit: "Dead ReLU",
    vanishing: "Three sigmoids",
  },
  expression: "Expression",
  syntax:
    "Numbers, names, + − * / ^, parentheses; {functions}. A name is one node however often it is used; c = a+b; c*c names a part.",
  drawing: "The circuit",
  node: "{name}: value {value}, gradient {gradient}",
  unknown: "not yet known",
  valueKey: "Value, forward",
  gradientKey: "Gradient of the output, backward; on wires, what each passes",
  step: "Step",
  begin:
    "The inputs have their values. Step on: first every gate computes its value, then the gradient comes back.",
  forward: "Forward: {name} = {numbers} = {value}.",
  seed: "The way back begins at the output, {name}: its gradient with respect to itself is 1.",
  backward: {
    add: "Add distributes: the gradient {gradient} goes on unchanged to {first} and to {second}.",
    subtract:
      "Subtract distributes with a sign: {first} receives {firstGets}, and {second}, which is taken away, {secondGets}.",
    multiply:
      "Multiply swaps: {first} receives {gradient} times the other’s value, {gradient} × {secondValue} = {firstGets}; {second} receives {gradient} × {firstValue} = {secondGets}.",
    divide:
      "Divide: {first} receives {gradient} / {secondValue} = {firstGets}; {second} receives −{gradient} × {firstValue} / ({secondValue})² = {secondGets}.",
    power:
      "Power: the slope for the base is n·xⁿ⁻¹, with n = {secondValue} and x = {firstValue}; {first} receives {firstGets}.",
    negate: "Minus turns the sign: {first} receives {firstGets}.",
    exp: "The slope of exp is its own output, {output}: {first} receives {gradient} × {output} = {firstGets}.",
    log: "The slope of log is one over its input: {first} receives {gradient} / {firstValue} = {firstGets}.",
    tanh: "The slope of tanh is 1 − output², small where it is saturated: {first} receives {gradient} × (1 − {output}²) = {firstGets}.",
    sigmoid:
      "The slope of the sigmoid is s (1 − s) with s = {output}, never above 0.25: {first} receives {gradient} × {output} × (1 − {output}) = {firstGets}.",
    reluOpen:
      "ReLU is open, its input {firstValue} is positive: the gradient {gradient} goes on to {first} unchanged.",
    reluShut:
      "ReLU is shut, its input {firstValue} is not positive: nothing of {gradient} reaches {first}.",
    max: "Max routes: {winner} = {winnerValue} is the largest and receives all of {gradient}; the others receive 0.",
    min: "Min routes: {winner} = {winnerValue} is the smallest and receives all of {gradient}; the others receive 0.",
    sqrt: "The slope of the root is one over twice its output: {first} receives {gradient} / (2 × {output}) = {firstGets}.",
    sin: "The slope of the sine is the cosine of its input: {first} receives {gradient} × cos {firstValue} = {firstGets}.",
    cos: "The slope of the cosine is minus the sine of its input: {first} receives −{gradient} × sin {firstValue} = {firstGets}.",
  },
  more: {
    one: "{name} has {sum} so far; one more path has yet to come ({count}).",
    other: "{name} has {sum} so far; {count} more paths have yet to come.",
  },
  sum: "At {name} the paths meet, and what they bring adds up: {parts} = {sum}.",
  inputs: "Inputs and their gradients",
  input: "Input",
  value: "Value",
  valueOf: "Value of {name}",
  gradient: "Gradient",
  numeric: "By differences",
  verdicts: {
    agrees: "agrees",
    close: "close",
    kink: "a kink is here",
    differs: "differs",
    none: "no slope here",
  },
  pathsOf: "Paths from {name} to the output",
  slope: "{value} for {name}",
  slopes: "Its own slopes: {list}.",
  pathsOne: "Only one path leads there; its product is the gradient, {sum}.",
  pathsSum: "The sum over {count} paths is the gradient: {parts} = {sum}.",
  pathsMore: {
    one: "And {count} more path; the sum over all is the gradient, {sum}.",
    other: "And {count} more paths; the sum over all is the gradient, {sum}.",
  },
  economy: {
    one: "Paths from all inputs: {paths}; their wires together: {wires}. The sweep back visits the {count} wire once.",
    other:
      "Paths from all inputs: {paths}; their wires together: {wires}. The sweep back visits each of the {count} wires once.",
  },
  problems: {
    empty: "There is no expression yet. Type one, or choose an example.",
    character: "Character {place}, “{got}”, means nothing here. Remove it.",
    unexpected:
      "“{got}” at character {place} does not fit here: before it, something is missing or too much.",
    unfinished:
      "The expression ends too early: a number, a name or a parenthesis is missing at its end.",
    unclosed: "The parenthesis at character {place} is never closed. Add “)”.",
    unknownFunction: "“{got}” at character {place} is no function here. There are: {known}.",
    arguments: {
      one: "“{got}” at character {place} was given {count} value; it needs {expected}.",
      other: "“{got}” at character {place} was given {count} values; it needs {expected}.",
    },
    redefined: "“{got}” at character {place} has a meaning already. Choose another name.",
    tooLarge: "The expression has more than {max} nodes. Make it shorter.",
  },
} as const;
