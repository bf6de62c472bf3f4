/** Documents at random, drawn from the rows of the catalogue, for property tests. */
import fc from "fast-check";
import {
  augmentationFields,
  dataFields,
  datasets,
  initializers,
  layers,
  losses,
  optimizers,
  orderSeed,
  type Row,
  runFields,
  schedules,
  tableFields,
  trainingFields,
} from "./catalogue.ts";
import type { Experiment } from "./experiment.ts";
import type { Field, Fields } from "./field.ts";
import { parseExperiment } from "./parse.ts";
import { plainText } from "./plain-text.ts";

function fieldArbitrary(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case "number":
      return fc.double({ min: field.min, max: field.max, noNaN: true });
    case "integer":
      return fc.integer({ min: field.min, max: field.max });
    case "boolean":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...field.options);
    case "optionalNumber":
      return fc.option(fc.double({ min: field.min, max: field.max, noNaN: true }));
    case "numbers": {
      const { min, max, integers, atMost } = field;
      const item = integers ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
      return fc.array(item, { maxLength: Math.min(atMost, 6) });
    }
    case "initializer":
      return fc.option(rowArbitrary(initializers));
  }
}

/** Fields at random, many of them left at their default. */
function fieldsArbitrary(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const arbitraries = Object.entries(fields).map(([name, field]) => [name, fieldArbitrary(field)]);
  return fc.record(Object.fromEntries(arbitraries), { requiredKeys: [] });
}

function rowArbitrary(rows: Record<string, Row>): fc.Arbitrary<{ kind: string }> {
  const kinds = Object.entries(rows).map(([kind, row]) =>
    fieldsArbitrary(row.fields).map((values) => ({ kind, ...values })),
  );
  return fc.oneof(...kinds);
}

const nameArbitrary = fc.string({ unit: "binary", maxLength: 100 }).map(plainText);

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 12,
});
const hash = fc.array(fc.constantFrom(..."0123456789abcdef".split("")), {
  minLength: 64,
  maxLength: 64,
});

const sourceArbitrary = fc.oneof(
  { weight: 5, arbitrary: rowArbitrary(datasets) },
  fc.record({
    kind: fc.constant("file"),
    name: nameArbitrary,
    sha256: hash.map((digits) => digits.join("")),
    files: fc.array(nameArbitrary, { minLength: 1, maxLength: 4 }),
    table: fc.option(fieldsArbitrary(tableFields)),
  }),
  fc.record({ kind: fc.constant("remote"), id: nameArbitrary }),
  fc.record({ kind: fc.constant("arrays"), name: nameArbitrary }),
);

const { input, ...otherLayers } = layers;

const layersArbitrary = fc
  .tuple(
    fc.array(rowArbitrary(otherLayers), { maxLength: 20 }),
    fc.uniqueArray(fc.string({ unit: "grapheme", maxLength: 5 }).map(plainText), {
      minLength: 21,
      maxLength: 21,
    }),
    fc.boolean(),
  )
  .map(([stack, ids, named]) =>
    [{ kind: "input", ...input.fields }, ...stack].map((layer, index) =>
      named
        ? { ...layer, id: ids[index], ...(index > 1 ? { inputs: [ids[index - 2]] } : {}) }
        : layer,
    ),
  );

const runArbitrary = fc
  .tuple(
    fieldsArbitrary(runFields),
    fc.record(
      {
        name: nameArbitrary,
        optimizer: rowArbitrary(optimizers),
        schedule: rowArbitrary(schedules),
        initializer: fc.option(rowArbitrary(initializers)),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([values, others]) => ({ ...values, ...others }));

/** Whole documents at random, as far as their rows allow. */
export const experimentArbitrary: fc.Arbitrary<Experiment> = fc
  .record(
    {
      title: nameArbitrary,
      data: fc
        .tuple(
          fieldsArbitrary(dataFields),
          fc.record(
            {
              source: sourceArbitrary,
              augmentation: fieldsArbitrary(augmentationFields),
              fitted: fc.option(numbers.map((shift) => ({ shift, scale: shift.toReversed() }))),
            },
            { requiredKeys: [] },
          ),
        )
        .map(([values, others]) => ({ ...values, ...others })),
      network: fc.record(
        {
          layers: layersArbitrary,
          initializer: rowArbitrary(initializers),
          start: fc.option(
            fc.record({
              name: nameArbitrary,
              sha256: hash.map((digits) => digits.join("")),
              layers: fc.integer({ min: 1, max: 64 }),
            }),
          ),
        },
        { requiredKeys: [] },
      ),
      loss: rowArbitrary(losses),
      training: fieldsArbitrary(trainingFields),
      orderSeed: fieldArbitrary(orderSeed),
      runs: fc.array(runArbitrary, { minLength: 1, maxLength: 6 }),
    },
    { requiredKeys: [] },
  )
  .map(parseExperiment);
