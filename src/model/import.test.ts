import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importDocument, importSchema } from './import.ts';
import type { Shape } from './import-schema.ts';

const dir = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(dir, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(dir, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** The shape as plain data, references looked up. */
function plain(shape: Shape | undefined): unknown {
  if (!shape) return 'undescribed';
  switch (shape.kind) {
    case 'object':
      return Object.fromEntries(
        [...shape.attributes].map(([n, a]) => [`${n}${a.required ? '' : '?'}`, plain(a.shape?.())]),
      );
    case 'array':
      return [plain(shape.items()), `${shape.min}..${shape.max}`];
    case 'map':
      return { '*': plain(shape.values()) };
    case 'scalar':
      return [shape.type, shape.format, shape.values?.join('|')].filter((x) => x !== undefined).join(' ');
    case 'union':
      return shape.members.map((m) => plain(m()));
    case 'any':
      return 'any';
  }
}

describe('OpenAPI 3.0 in several files', () => {
  file(
    'shared/types.yaml',
    `
definitions:
  Pet:
    type: object
    required: [name, ghost]
    anyOf: [{ required: [a] }, { oneOf: [{ required: [b] }, { required: [c] }] }]
    properties:
      name: { $ref: '#/definitions/Name' }
      a: { type: array, minItems: 2, items: { $ref: '#/definitions/Pet' } }
      b: { type: object, additionalProperties: { type: string, nullable: true } }
      c: { type: string, enum: [X, Y] }
  Name: { type: string, format: uri }
  More:
    allOf: [{ $ref: '#/definitions/Pet' }, { type: object, properties: { extra: { type: boolean } } }]
paths:
  shared:
    parameters: [{ in: header, name: Version, required: true, schema: { type: string } }]
    get:
      parameters: [{ in: query, name: filter, schema: { type: string } }]
      responses:
        200:
          description: x
          headers: { Link: { schema: { type: string, minimum: 1 } }, Other: { schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/definitions/More' } } }
`,
  );
  const entry = file(
    'api/api.yaml',
    `
openapi: 3.0.2
info: { title: T, version: '1.2.3-impl:x' }
servers: [{ url: 'http://127.0.0.1/pets/v1' }]
paths:
  /pets/{id}: { $ref: ../shared/types.yaml#/paths/shared }
`,
  );
  const document = importDocument(entry);

  it('reads paths, parameters, headers', () => {
    expect(document).toMatchObject({ format: 'openapi-3.0', version: '1.2.3', basePath: '/pets/v1' });
    expect(document.operations).toHaveLength(1);
    expect(document.operations[0]).toMatchObject({
      path: '/pets/{id}',
      method: 'GET',
      query: ['filter'],
      requestHeaders: [{ name: 'Version', required: true }],
    });
    expect(document.operations[0]?.responses.get(200)?.headers).toEqual([
      { name: 'Link', required: true },
      { name: 'Other', required: false },
    ]);
  });

  it('reads schemas: references, allOf, conditions, what is required and nowhere described', () => {
    const shape = document.operations[0]?.responses.get(200)?.shape;
    if (shape?.kind !== 'object') throw new Error('no structure');
    expect([...shape.attributes.keys()]).toEqual(['name', 'a', 'b', 'c', 'ghost', 'extra']);
    expect(shape.attributes.get('ghost')).toEqual({ required: true, shape: undefined });
    expect(plain(shape.attributes.get('name')?.shape?.())).toBe('string uri');
    expect(plain(shape.attributes.get('b')?.shape?.())).toEqual({ '*': 'string' });
    expect(shape.groups).toEqual([
      { kind: 'any', names: ['a'], nested: true },
      { kind: 'one', names: ['b', 'c'], nested: true },
    ]);
  });
});

describe('Swagger 2.0', () => {
  it('reads body parameters, responses and headers', () => {
    const document = importDocument(
      file(
        'swagger.json',
        JSON.stringify({
          swagger: '2.0',
          info: { title: 'T', version: '1.1.1' },
          basePath: '/x/v1/',
          consumes: ['application/json'],
          paths: {
            '/a': {
              post: {
                parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/B' } }],
                responses: {
                  201: { headers: { Location: { type: 'string', minimum: 1 } }, schema: { $ref: '#/definitions/B' } },
                  default: {},
                },
              },
            },
          },
          definitions: { B: { required: ['x'], properties: { x: { type: 'integer' }, y: {} } } },
        }),
      ),
    );
    expect(document).toMatchObject({ format: 'swagger-2.0', basePath: '/x/v1' });
    const [operation] = document.operations;
    expect(plain(operation?.request?.shape)).toEqual({ x: 'integer', 'y?': 'any' });
    expect(operation?.request?.mediaTypes).toEqual(['application/json']);
    expect([...(operation?.responses.keys() ?? [])]).toEqual([201]);
    expect(operation?.responses.get(201)?.headers).toEqual([{ name: 'Location', required: true }]);
  });
});

describe('what cannot be read is an error', () => {
  it.each([
    ['other.yaml', 'asyncapi: 2.0.0', /neither OpenAPI 3\.0 nor Swagger 2\.0/],
    ['31.yaml', 'openapi: 3.1.0', /neither OpenAPI 3\.0/],
    ['net.yaml', "openapi: 3.0.0\npaths: { /x: { $ref: 'http://127.0.0.1:9/x.yaml#/a' } }", /leads to the network/],
    ['gone.yaml', 'openapi: 3.0.0\npaths: { /x: { $ref: gone.json#/a } }', /cannot read/],
    ['hole.yaml', "openapi: 3.0.0\npaths: { /x: { $ref: '#/a/b' } }", /leads nowhere/],
    ['circle.yaml', "openapi: 3.0.0\na: { $ref: '#/a' }\npaths: { /x: { $ref: '#/a' } }", /in a circle/],
    ['broken.yaml', 'a: [', /cannot read/],
  ])('%s', (name, text, message) => {
    expect(() => importDocument(file(name, text))).toThrow(message);
  });

  it('a schema that contains itself is read as far as it is looked at', () => {
    const path = file('self.json', '{"type":"object","properties":{"all":{"type":"array","items":{"$ref":"#"}}}}');
    const shape = importSchema(path);
    const all = shape.kind === 'object' ? shape.attributes.get('all')?.shape?.() : undefined;
    expect(all?.kind === 'array' ? all.items().kind : undefined).toBe('object');
  });
});
