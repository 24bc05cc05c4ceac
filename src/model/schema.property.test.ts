import { Validator as OtherValidator, type Schema } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodies } from './arbitrary.test-data.ts';
import { bodySchema, schemaId, schemasOf } from './json-schema.ts';
import { loadModel } from './load.ts';
import { mutations, type Mutant } from './mutate.ts';
import { RELEASES, type ReleaseModel } from './release-model.ts';
import { validatorFor } from './schema.ts';
import { smallModel } from './small-model.test-data.ts';
import { unknownAttributes } from './unknown.ts';

/** Types that stand alone on the wire. */
function payloads(model: ReleaseModel): string[] {
  const operations = [...model.apis.values()].flatMap((a) => a.resources.flatMap((r) => [...r.operations.values()]));
  const names = operations.flatMap((o) => [o.request?.type, ...[...o.responses.values()].map((r) => r.type)]);
  return [...new Set(names.flatMap((n) => (n === undefined ? [] : [n])))].filter((n) => {
    const kind = model.types.get(n)?.kind;
    return kind === 'object' || kind === 'union';
  });
}

const models: readonly (readonly [string, ReleaseModel])[] = [
  ['small', smallModel().release('3.7.1')],
  ...RELEASES.map((r) => [r, loadModel().release(r)] as const),
];

/** A few of the mutants, spread over all: a body has hundreds. */
function some(mutants: readonly Mutant[], seed: number): Mutant[] {
  const step = Math.max(1, Math.floor(mutants.length / 12));
  return mutants.filter((_, i) => i % step === seed % step);
}

describe.each(models)('%s', (_name, model) => {
  it('accepts every valid body, with or without attributes it does not know', () => {
    for (const type of payloads(model)) {
      const judge = validatorFor(model, type);
      fc.assert(
        fc.property(bodies(model, type), (body) => {
          expect(judge(body)).toEqual([]);
          expect(unknownAttributes(model, type, body)).toEqual([]);
          const extended = { ...(body as object), 'x~/y': 1 };
          expect(judge(extended)).toEqual([]);
          expect(unknownAttributes(model, type, extended)).toEqual([
            { pointer: '/x~0~1y', attribute: expect.stringMatching(/\.x~\/y$/) as string },
          ]);
        }),
        { numRuns: 20 },
      );
    }
  });

  it('refuses every mutant with one issue, at the place that was bent', () => {
    for (const type of payloads(model)) {
      const judge = validatorFor(model, type);
      fc.assert(
        fc.property(bodies(model, type), fc.nat(), (body, seed) => {
          for (const { mutation, body: bent } of some(mutations(model, type, body), seed)) {
            const issues = judge(bent);
            if (issues.length !== 1 && !decides(model, mutation.attribute))
              throw new Error(`${JSON.stringify(mutation)} gave ${JSON.stringify(issues)}`);
            const at = issues.map((i) => i.pointer);
            // a condition over several attributes is reported for the structure
            if (!at.some((p) => p === mutation.pointer || mutation.pointer.startsWith(`${p}/`) || p === ''))
              throw new Error(`${JSON.stringify(mutation)} was told at ${JSON.stringify(at)}`);
          }
        }),
        { numRuns: 10 },
      );
    }
  });

  it('a second validator agrees', () => {
    const schemas = schemasOf(model).map((s) => withoutFormats(s) as Schema);
    for (const type of payloads(model)) {
      const judge = validatorFor(model, type);
      const other = new OtherValidator(withoutFormats(bodySchema(model, type, false)) as Schema, '2020-12', true);
      for (const schema of schemas) other.addSchema(schema, schema.$id);
      fc.assert(
        fc.property(bodies(model, type), fc.nat(), (body, seed) => {
          if (!other.validate(body).valid) throw new Error(`refuses ${JSON.stringify(body)}`);
          for (const { mutation, body: bent } of some(mutations(model, type, body), seed)) {
            const issues = judge(bent).filter((i) => i.keyword !== 'format');
            if (other.validate(bent).valid !== (issues.length === 0))
              throw new Error(`${JSON.stringify(mutation)}: ${JSON.stringify(issues)}`);
          }
        }),
        { numRuns: 5 },
      );
    }
  });
});

/** Whether other rules hang on the value of the attribute: its discriminator, or the condition of a sibling. */
function decides(model: ReleaseModel, attribute: string): boolean {
  const name = attribute.split('.').at(-1) ?? '';
  return [...model.types.values()].some(
    (t) => t.kind === 'union' && t.discriminator === name && t.members.includes(attribute.split('.')[0] ?? ''),
  );
}

/** The other validator knows other formats; formats have tests of their own. */
function withoutFormats(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutFormats);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== 'format' || typeof value !== 'string')
      .map(([key, value]) => [key, withoutFormats(value)]),
  );
}

it('names schemas by release, so that two releases never meet', () => {
  expect(schemaId(smallModel().release('2.4.1'), 'Thing')).not.toBe(schemaId(smallModel().release('2.6.1'), 'Thing'));
});
