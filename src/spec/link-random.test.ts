import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  initializers,
  layers,
  losses,
  optimizers,
  orderSeed,
  type Row,
  runFields,
  schedules,
  structureFields,
  trainingFields,
} from "./catalogue.ts";
import { compactExperiment } from "./compact.ts";
import { augmentationFields, dataFields, datasets, tableFields } from "./data-catalogue.ts";
import type { Experiment } from "./experiment.ts";
import { Fault } from "./fault.ts";
import type { Field, Fields } from "./field.ts";
import { decodeLink, encodeLink, packText, sealLink } from "./link.ts";
import { parseExperiment } from "./parse.ts";
import { plainText } from "./plain-text.ts";
import { presets } from "./presets.ts";
import { searchFields, searchParameterNames, searchParameters } from "./search-catalogue.ts";

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
        structure: fieldsArbitrary(structureFields),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([values, others]) => ({ ...values, ...others }));

const rangeArbitrary = fc.constantFrom(...searchParameterNames).chain((parameter) => {
  const { min, max } = searchParameters[parameter];
  const ends = fc.tuple(fc.double({ min, max, noNaN: true }), fc.double({ min, max, noNaN: true }));
  return ends.map(([a, b]) => ({ parameter, low: Math.min(a, b), high: Math.max(a, b) }));
});

const searchArbitrary = fc
  .tuple(
    fieldsArbitrary(searchFields),
    fc.uniqueArray(rangeArbitrary, { minLength: 1, selector: ({ parameter }) => parameter }),
  )
  .map(([values, ranges]) => ({ ...values, ranges }));

/** Whole documents at random, as far as their rows allow. */
const experimentArbitrary: fc.Arbitrary<Experiment> = fc
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
      search: fc.option(searchArbitrary),
    },
    { requiredKeys: [] },
  )
  .map(parseExperiment);

const packLink = (version: number, text: string) => sealLink(version, packText(text));

describe("documents at random", () => {
  test("open what they were made from", () => {
    const property = fc.property(experimentArbitrary, (experiment) => {
      const link = encodeLink(experiment);
      expect(link).toMatch(/^#1\.[\w-]+$/);
      expect(decodeLink(link)).toEqual(experiment);
      expect(decodeLink(link.slice(1))).toEqual(experiment);
    });
    fc.assert(property, { numRuns: 1000 });
  }, 120_000);
});

describe("20,000 inputs at random", () => {
  const prototypeBefore = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

  /** Only Faults, never slow, the prototype untouched. A pause of the machine is not our slowness. */
  function survives(link: string) {
    let milliseconds = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 5 && milliseconds >= 50; attempt += 1) {
      const start = performance.now();
      try {
        parseExperiment(decodeLink(link));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
      milliseconds = performance.now() - start;
    }
    expect(milliseconds).toBeLessThan(50);
    if (JSON.stringify(Object.getOwnPropertyNames(Object.prototype)) !== prototypeBefore) {
      throw new Error("Object.prototype has changed");
    }
  }

  const base64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const goodLinks = presets().map(({ experiment }) => experiment);
  const linkArbitrary = fc.constantFrom(...goodLinks.map(encodeLink));
  const textArbitrary = fc.constantFrom(
    ...goodLinks.map((experiment) => JSON.stringify(compactExperiment(experiment))),
  );

  /** Cuts a piece out and puts something else in. */
  const mutated = (text: fc.Arbitrary<string>, replacement: fc.Arbitrary<string>) =>
    fc
      .tuple(text, fc.nat(10_000), fc.nat(8), replacement)
      .map(([whole, position, length, other]) => {
        const at = position % (whole.length + 1);
        return whole.slice(0, at) + other + whole.slice(at + length);
      });

  const oddJson = fc.oneof(
    fc.constantFrom('"__proto__":{"a":1},', '"constructor":', "null", "[]", "{}", "1e400", "-1"),
    fc.constantFrom("0.5", "[[[[[[[[[[[[[[]]]]]]]]]]]]]]", '"', ",", "}", "]", '"kind":"toString"'),
    fc.string({ maxLength: 6 }),
  );

  const inputs = fc.oneof(
    { weight: 2, arbitrary: fc.string({ maxLength: 200, unit: "binary" }) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom(...base64Url.split("")), { maxLength: 300 })
        .map((characters) => `#1.${characters.join("")}`),
    },
    {
      weight: 5,
      arbitrary: mutated(
        linkArbitrary,
        fc.string({ unit: fc.constantFrom(...base64Url.split("")), maxLength: 8 }),
      ),
    },
    { weight: 8, arbitrary: mutated(textArbitrary, oddJson).map((text) => packLink(1, text)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(textArbitrary, fc.nat(1000), fc.uint8Array({ maxLength: 12 }))
        .map(([text, position, bytes]) => {
          const packed = packText(text);
          packed.set(bytes.subarray(0, packed.length), position % Math.max(1, packed.length - 12));
          return sealLink(1, packed);
        }),
    },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => sealLink(1, bytes)) },
    {
      weight: 2,
      arbitrary: fc.json({ maxDepth: 6 }).map((text) => packLink(1, text)),
    },
  );

  test("only ever open an experiment or say what is wrong", () => {
    fc.assert(fc.property(inputs, survives), { numRuns: 20_000 });
  }, 120_000);
});
