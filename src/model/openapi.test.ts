import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareApi } from './compare-api.ts';
import { importDocument } from './import.ts';
import { loadModel, modelOf } from './load.ts';
import { openApiFiles } from './openapi.ts';
import { RELEASES, type ReleaseModel } from './release-model.ts';
import { outdatedFiles } from './specs-cli.ts';
import { SMALL, smallModel } from './small-model.test-data.ts';

const dir = mkdtempSync(join(tmpdir(), 'openapi-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Differences between a model and the documents that another model (or the same) gives. */
function differences(model: ReleaseModel, written: ReleaseModel): string[] {
  const files = openApiFiles(written);
  return [...model.apis.values()].flatMap((api) => {
    const file = join(dir, `${api.name}.yaml`);
    writeFileSync(file, files.get(`${api.name}.yaml`) ?? '');
    const document = importDocument(file);
    const callback = api.resources.every((r) => r.root === 'callback');
    const base = `/${api.name}/${api.major}`;
    return compareApi(model, api, document, callback ? { base, callback } : { base, whole: true }).map(
      (d) => `${d.facet} ${d.where}: ${d.model} / ${d.other}`,
    );
  });
}

describe.each(RELEASES)('%s', (release) => {
  it('written as OpenAPI and read again it is the same', () => {
    const small = smallModel().release(release);
    expect(differences(small, small)).toEqual([]);
    const model = loadModel().release(release);
    expect(differences(model, model)).toEqual([]);
  });

  it('is valid OpenAPI 3.0', async () => {
    for (const [name, text] of openApiFiles(loadModel().release(release))) {
      if (name === 'release.yaml') continue;
      const document = parse(text) as Parameters<typeof SwaggerParser.validate>[0];
      await expect(SwaggerParser.validate(document), name).resolves.toBeDefined();
    }
  });
});

describe('a document of another model differs', () => {
  it.each([
    ['size    Integer', 'size    String', 'type Part.size: string / integer'],
    [
      'id                 String            1',
      'id                 String            0..1',
      'required Thing.id: optional / required',
    ],
    ['      SMALL\n', '      SMOL\n', 'enum Thing.kind'],
    ['201  Thing  Location', '201  Thing', 'header-missing POST /things 201 Location: not there / shall be there'],
    ['201  Thing  Location', '202  Thing  Location', 'status-missing POST /things 201: not there / there'],
    ['200  [Thing]', '200  Thing', 'payload GET /things 200: Thing / a list'],
    ['query: [filter, fields]', 'query: [filter]', 'query-missing GET /things fields: not there / there'],
    [
      'pair               String            2',
      'pair               String            2..3',
      'max-items Thing.pair: 3 / 2',
    ],
    ['1..N?', '0..N', 'min-items Thing.tags: 0 / 1'],
    ['null-entries', '', 'nullable Thing.byName: entries not nullable / entries nullable'],
    ['0..1   nullable', '0..1', 'nullable Thing.note: not nullable / nullable'],
    ['one-of=side', 'any-of=side', 'group Thing: no such condition / one of left, right'],
    ['most-one-of=pet', 'one-of=pet', 'group Thing: no such condition / most of cat, dog'],
    ['format: uri }', 'format: uri-reference }', 'format Thing.link: uri-reference / uri'],
    [
      'things/{thingId}/notes:',
      'things/{thingId}/note:',
      'operation-missing GET /things/{thingId}/notes: not there / 200 400 404',
    ],
    ['union: [ANote, BNote]', 'union: [ANote]', 'union Note: ANote / structure BNote'],
    ['text      String       1', 'txt       String       1', 'attribute-missing ANote.text: not there / required'],
  ])('%s -> %s', (from, to, told) => {
    const other = modelOf([['x.yaml', SMALL.replaceAll(from, to)]]).release('3.7.1');
    expect(SMALL).toContain(from);
    const found = differences(other, smallModel().release('3.7.1'));
    expect(
      found.some((d) => d.startsWith(told) || d.includes(told)),
      found.join('\n'),
    ).toBe(true);
  });
});

it('the documents in the repository are what the model gives', () => {
  expect(outdatedFiles()).toEqual([]);
});
