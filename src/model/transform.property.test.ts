import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { bodies } from './arbitrary.test-data.ts';
import { importDocument } from './import.ts';
import { modelFromDocuments } from './import-model.ts';
import { modelOf } from './load.ts';
import { mutations } from './mutate.ts';
import { openApiFiles } from './openapi.ts';
import type { ReleaseModel } from './release-model.ts';
import { validatorFor } from './schema.ts';

/** Models that nobody wrote: whatever rows say, the OpenAPI document made of them says the same, and judges the same bodies. */

const dir = mkdtempSync(join(tmpdir(), 'transform-'));
afterAll(() => rmSync(dir, { recursive: true }));

const TYPES = ['String', 'Integer', 'Boolean', 'DateTime', 'Colour', 'enum(A,B)', 'Leaf'];

/** Cardinality and options of a row. */
const shape = fc.oneof(
  fc.constantFrom(
    ['1', ''],
    ['0..1', ''],
    ['0..1', 'nullable'],
    ['0..N', ''],
    ['1..N', ''],
    ['1..N?', ''],
    ['2', ''],
    ['0..3', ''],
    ['0..1', 'any-of=a'],
    ['0..1', 'one-of=o'],
    ['0..1', 'most-one-of=m'],
  ),
  fc.constant(['map', '']),
);

const row = fc.tuple(fc.constantFrom(...TYPES), shape);

/** Rows of a data type; every second one may have an inner structure. */
const rows = fc
  .array(fc.tuple(row, fc.option(fc.array(row, { minLength: 1, maxLength: 3 }), { freq: 4 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) =>
    all.flatMap(([outer, inner], i) =>
      inner === null
        ? [line(`a${i}`, outer)]
        : [
            `a${i} object ${outer[1][0] === '1' ? '1' : '0..1'}`,
            ...inner.map((one, j) => `> ${line(`b${j}`, plain(one))}`),
          ],
    ),
  )
  .map((lines) => lines.map((text) => `      ${text}`).join('\n'));

type Row = readonly [type: string, shape: readonly string[]];

function line(name: string, [type, [cardinality = '1', options = '']]: Row): string {
  return cardinality === 'map' ? `${name} map(${type}) 0..N` : `${name} ${type} ${cardinality} ${options}`;
}

/** Groups are those of one structure; inner ones have none here. */
function plain([type, [cardinality = '1', options = '']]: Row): Row {
  return [type, [cardinality, options.includes('=') ? '' : options]];
}

function modelWith(lines: string): ReleaseModel {
  const text = `
api: things
spec: SOL003
versions: { 3.7.1: 2.3.0 }
errors: |
  400  ProblemDetails
types:
  String: { clause: '1', simple: { type: string } }
  Integer: { clause: '1', simple: { type: integer, minimum: 0, maximum: 9 } }
  Boolean: { clause: '1', simple: { type: boolean } }
  DateTime: { clause: '1', simple: { type: string, format: date-time } }
  Colour:
    clause: '2'
    values: |
      RED
      GREEN
  Leaf:
    clause: '3'
    rows: |
      name  String  1
      leaf  Leaf    0..1
  Thing:
    clause: '4'
    rows: |
${lines}
  ProblemDetails:
    clause: '6'
    rows: |
      status  Integer  1
      detail  String   1
resources:
  things:
    clause: '7'
    operations:
      POST:
        clause: 7.1
        request: Thing
        responses: |
          201  Thing  Location
`;
  return modelOf([['things.yaml', text]]).release('3.7.1');
}

function throughOpenApi(model: ReleaseModel): ReleaseModel {
  const file = join(dir, 'things.yaml');
  writeFileSync(file, openApiFiles(model).get('things.yaml') ?? '');
  return modelFromDocuments(model.release, [{ name: 'things', document: importDocument(file) }]);
}

it('OpenAPI of any rows, read again, is the same model', () => {
  fc.assert(
    fc.property(rows, (lines) => {
      const model = modelWith(lines);
      const read = throughOpenApi(model);
      expect(read.apis).toEqual(model.apis);
      expect(read.types.get('Thing')).toEqual(model.types.get('Thing'));
    }),
    { numRuns: 60 },
  );
});

it('JSON Schema of an OpenAPI document judges every body, right or wrong, as that of the rows does', () => {
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), (lines, seeds) => {
      const model = modelWith(lines);
      const [own, other] = [validatorFor(model, 'Thing'), validatorFor(throughOpenApi(model), 'Thing')];
      const [seed = 0] = seeds.take(1);
      for (const body of fc.sample(bodies(model, 'Thing'), { numRuns: 3, seed })) {
        expect(own(body)).toEqual([]);
        expect(other(body)).toEqual([]);
        for (const { mutation, body: bent } of mutations(model, 'Thing', body)) {
          const issues = own(bent);
          if (issues.length === 0) throw new Error(`${JSON.stringify(mutation)} of ${JSON.stringify(body)} is taken`);
          expect(other(bent)).toEqual(issues);
        }
      }
    }),
    { numRuns: 30 },
  );
});
