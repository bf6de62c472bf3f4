/** What the conformance suites run of `recurrent` and its gradient. */
import type { Attributes, Sample, SampleInput } from "./op.ts";
import {
  type RecurrentAttributes,
  recurrentCells,
  recurrentGeometry,
  type UpstreamPlace,
} from "./recurrent-geometry.ts";

const plain: RecurrentAttributes = {
  cell: "simpleRnn",
  activation: "tanh",
  sequences: true,
  initial: false,
  masked: false,
  form: "fused",
};

interface Case {
  readonly name: string;
  readonly size: readonly [batch: number, steps: number, units: number];
  readonly attributes: RecurrentAttributes;
}

const cells = ["simpleRnn", "lstm", "gru", "gruResetBefore"] as const;

/** Odd sizes, one step, one unit; all of it for each cell and both forms. */
const cases: readonly Case[] = [
  ...cells.flatMap((cell): Case[] => [
    { name: `${cell}, one of everything`, size: [1, 1, 1], attributes: { ...plain, cell } },
    {
      name: `${cell} with lengths and first states`,
      size: [5, 4, 3],
      attributes: { ...plain, cell, initial: true, masked: true },
    },
    {
      name: `${cell}, last state only`,
      size: [3, 5, 7],
      attributes: { ...plain, cell, sequences: false, masked: true },
    },
    { name: `${cell} in shares`, size: [2, 3, 33], attributes: { ...plain, cell } },
  ]),
  ...(["simpleRnn", "lstm", "gru"] as const).flatMap((cell): Case[] => [
    {
      name: `${cell} step by step with lengths and first states`,
      size: [5, 4, 3],
      attributes: { ...plain, cell, initial: true, masked: true, form: "steps" },
    },
    {
      name: `${cell} step by step, last state only`,
      size: [3, 1, 9],
      attributes: { ...plain, cell, sequences: false, form: "steps" },
    },
  ]),
  {
    name: "simpleRnn with relu",
    size: [3, 3, 5],
    attributes: { ...plain, activation: "relu", initial: true },
  },
];

/** From none to all of the steps. */
function lengthsOf(batch: number, steps: number): SampleInput {
  const values = Array.from({ length: batch }, (_, row) => (row * 2) % (steps + 1));
  return { shape: [batch, 1], values, shared: true };
}

function forwardSample({ name, size, attributes }: Case): Sample<Attributes> {
  const { cell, initial, masked } = attributes;
  const [batch, steps, units] = size;
  const { columns, states } = recurrentGeometry(batch, steps, units, cell);
  const inputs: SampleInput[] = [
    { shape: [batch, steps, columns], range: 2 },
    { shape: [units, columns] },
    ...(cell === "gru" ? [{ shape: [2, columns] }] : []),
    ...(initial ? [{ shape: [states, batch, units] }] : []),
  ];
  return {
    name,
    inputs: [...inputs, ...(masked ? [lengthsOf(batch, steps)] : [])],
    attributes,
    differentiable: inputs.map((_, index) => index),
  };
}

export const forwardSamples: readonly Sample<Attributes>[] = [
  ...cases.map(forwardSample),
  {
    ...forwardSample({
      name: "projections shared by all runs",
      size: [2, 3, 4],
      attributes: plain,
    }),
    inputs: [{ shape: [2, 3, 4], shared: true }, { shape: [4, 4] }],
  },
];

/** Gates lie in [0, 1] as they do after a sigmoid. */
function savedOf({ size, attributes }: Case): SampleInput {
  const [batch, steps, units] = size;
  const { savedStride } = recurrentGeometry(batch, steps, units, attributes.cell);
  const values = Array.from({ length: steps * savedStride }, (_, i) => ((i * 37) % 61) / 61);
  return { shape: [steps, savedStride], values };
}

function gradientSample(found: Case, place: UpstreamPlace): Sample<Attributes> {
  const { name, size, attributes } = found;
  const [batch, steps, units] = size;
  const { columns, factors } = recurrentGeometry(batch, steps, units, attributes.cell);
  const upstream = place === "outputs" ? [batch, steps, units] : [batch, units];
  return {
    name: place === "lastCell" ? `${name}, from the cell` : name,
    inputs: [
      { shape: upstream },
      savedOf(found),
      { shape: [factors * steps, batch, units] },
      { shape: [units, columns] },
      ...(attributes.masked ? [lengthsOf(batch, steps)] : []),
    ],
    attributes: { ...attributes, place },
    differentiable: [],
  };
}

const withCells = cases.filter(({ attributes }) => recurrentCells[attributes.cell].states === 2);

export const gradientSamples: readonly Sample<Attributes>[] = [
  ...cases.map((each) =>
    gradientSample(each, each.attributes.sequences ? "outputs" : "lastOutput"),
  ),
  ...withCells.map((each) => gradientSample(each, "lastCell")),
];
