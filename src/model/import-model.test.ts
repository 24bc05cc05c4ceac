import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importDocument } from './import.ts';
import { modelFromDocuments } from './import-model.ts';
import { loadModel } from './load.ts';
import { generate, mutations } from './mutate.ts';
import { openApiFiles } from './openapi.ts';
import { RELEASES, type ReleaseModel } from './release-model.ts';
import { validatorFor } from './schema.ts';
import { smallModel } from './small-model.test-data.ts';

const dir = mkdtempSync(join(tmpdir(), 'import-model-'));
afterAll(() => rmSync(dir, { recursive: true }));

function throughOpenApi(model: ReleaseModel): ReleaseModel {
  const apis = [...openApiFiles(model)].filter(([name]) => name !== 'release.yaml');
  // all documents refer to types of one name; in one file they are one type
  return modelFromDocuments(
    model.release,
    apis.map(([name, text]) => {
      const file = join(dir, name);
      writeFileSync(file, text);
      return { name: name.replace('.yaml', ''), document: importDocument(file) };
    }),
  );
}

describe.each(RELEASES)('%s', (release) => {
  it('small model -> OpenAPI -> model loses nothing', () => {
    const model = smallModel().release(release);
    expect(throughOpenApi(model)).toEqual(model);
  });

  it.each(['vnflcm', 'vnflcm-notification', 'grant', 'vnfpkgm'])('%s -> OpenAPI -> model loses nothing', (name) => {
    const whole = loadModel().release(release);
    const api = whole.apis.get(name);
    if (!api) throw new Error(`no ${name}`);
    const read = throughOpenApi({ ...whole, apis: new Map([[name, api]]) });
    expect(read.apis.get(name)).toEqual(api);
    for (const [type, data] of read.types) expect(data).toEqual(whole.types.get(type));
  });
});

it('a model from documents judges as one from rows does', () => {
  const model = smallModel().release('3.7.1');
  const read = throughOpenApi(model);
  const valid = generate(model, 'Thing', { full: true });
  expect(validatorFor(read, 'Thing')(valid)).toEqual([]);
  for (const { body } of mutations(model, 'Thing', valid))
    expect(validatorFor(read, 'Thing')(body)).toEqual(validatorFor(model, 'Thing')(body));
});

it('places name what a document leaves unnamed, and what it spells its own way is understood', () => {
  const file = join(dir, 'foreign.json');
  const body = {
    type: 'object',
    required: ['when', 'ghost'],
    properties: {
      when: { type: 'string', format: 'date-time' },
      at: { type: 'string', format: 'URI' },
      odd: { type: 'string', format: 'vendor' },
      list: { type: 'array', items: { type: 'object', properties: { x: { type: 'integer' } } } },
      free: { type: 'object', additionalProperties: { type: 'string' } },
    },
  };
  writeFileSync(
    file,
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'T', version: '2.1.0' },
      basePath: '/foreign/v2',
      paths: { '/things/{id}': { get: { responses: { 200: { schema: body } } } } },
    }),
  );
  const model = modelFromDocuments('3.7.1', [{ name: 'foreign', document: importDocument(file) }]);
  expect(model.apis.get('foreign')).toMatchObject({ major: 'v2', version: '2.1.0' });
  const judge = validatorFor(model, 'GET_things_id_200');
  expect(judge({ when: '2020-01-01T00:00:00Z', at: 'http://h', odd: 'x', list: [{ x: 1 }], free: { a: 'b' } })).toEqual(
    [],
  );
  expect(judge({ when: 'x', at: '/', list: [{ x: 'y' }], free: { a: 1 } }).map((i) => i.attribute)).toEqual(
    expect.arrayContaining([
      'GET_things_id_200.when',
      'GET_things_id_200.at',
      'GET_things_id_200.list.x',
      'GET_things_id_200.free',
    ]),
  );
});

it('a condition that only one of several alternatives requires is not required', () => {
  const file = join(dir, 'alternatives.json');
  const properties = { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } };
  const one = (...names: string[]): object => ({ oneOf: names.map((name) => ({ required: [name] })) });
  const post = (schema: object): object => ({
    post: { parameters: [{ in: 'body', name: 'x', schema }], responses: { 204: {} } },
  });
  writeFileSync(
    file,
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'T', version: '1.0.0' },
      basePath: '/x/v1',
      paths: {
        '/plain': post({ type: 'object', properties, ...one('a', 'b') }),
        '/nested': post({ type: 'object', properties, anyOf: [{ required: ['a'] }, one('b', 'c')] }),
        '/slip': post({ type: 'object', properties: { ...properties, d: {} }, ...one('a', 'nowhere') }),
      },
    }),
  );
  const model = modelFromDocuments('3.7.1', [{ name: 'x', document: importDocument(file) }]);
  const broken = (path: string, body: object): number => validatorFor(model, `POST_${path}_request`)(body).length;
  expect([broken('plain', { a: '' }), broken('plain', {}), broken('plain', { a: '', b: '' })]).toEqual([0, 1, 1]);
  expect([broken('nested', { a: '' }), broken('nested', { b: '' })]).toEqual([0, 0]);
  expect(broken('slip', {})).toBe(0);
});
