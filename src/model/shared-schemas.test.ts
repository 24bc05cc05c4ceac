import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { schemasOf } from './json-schema.ts';
import { loadModel } from './load.ts';
import { RELEASES } from './release-model.ts';
import { validatorFor } from './schema.ts';
import { SharedSchemas } from './shared-schemas.ts';
import { smallModel } from './small-model.test-data.ts';

/** A chain a -> b -> c -> a of one release, `deep` said in the last one. */
function chain(release: string, deep: string): string {
  const id = (name: string): string => `${release}:${name}`;
  const link = (name: string, next: string, more: object = {}): object => ({
    $id: id(name),
    properties: { next: { $ref: id(next) } },
    ...more,
  });
  const schemas = new SharedSchemas([
    link('a', 'b'),
    link('b', 'c'),
    link('c', 'a', { properties: { deep: { enum: [deep] }, next: { $ref: id('a') } } }),
  ]);
  return schemas.share(`${release}:body`, { $ref: id('a') }).address;
}

describe('addresses', () => {
  it('are the same for what reads the same down to the last reference', () => {
    expect(chain('1', 'x')).toBe(chain('2', 'x'));
  });

  it('differ where something far away differs', () => {
    expect(chain('1', 'x')).not.toBe(chain('2', 'y'));
  });

  it('tell types apart that read the same and refer to different ones', () => {
    const schemas = new SharedSchemas([
      { $id: 'p', items: { $ref: 'text' } },
      { $id: 'q', items: { $ref: 'number' } },
      { $id: 'text', type: 'string' },
      { $id: 'number', type: 'number' },
    ]);
    expect(schemas.share('1', { $ref: 'p' }).address).not.toBe(schemas.share('2', { $ref: 'q' }).address);
  });
});

it('a type has one validator for all releases that did not change it, and another for those that did', () => {
  const [before, between, after] = (['2.4.1', '2.6.1', '3.3.1'] as const).map((one) => smallModel().release(one));
  if (before === undefined || between === undefined || after === undefined) throw new Error('a release is missing');
  expect(validatorFor(before, 'Part')).toBe(validatorFor(after, 'Part'));
  expect(validatorFor(before, 'Thing')).toBe(validatorFor(between, 'Thing'));
  expect(validatorFor(before, 'Thing')).not.toBe(validatorFor(after, 'Thing'));
  expect(validatorFor(after, 'Thing')).not.toBe(validatorFor(after, 'Thing', { list: true }));
});

it.each(RELEASES)('all schemas of %s are JSON Schema', (release) => {
  const ajv = new Ajv2020();
  for (const schema of schemasOf(loadModel().release(release)))
    expect(ajv.validateSchema(schema), `${schema.$id ?? ''} ${ajv.errorsText()}`).toBe(true);
});
