import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../errors.ts';
import { loadModel, MODEL_DIR, modelOf, type Model } from './load.ts';
import { parseKnownDifferences } from './known-differences.ts';
import { OFFICIAL, PAYLOAD_FILES, type OfficialDocument } from './official.ts';
import { openApiDocument } from './openapi.ts';
import { componentSchemas } from './openapi-schemas.ts';
import { specsVerify } from './specs-cli.ts';
import { verify } from './verify.ts';

const dir = mkdtempSync(join(tmpdir(), 'official-'));
afterAll(() => rmSync(dir, { recursive: true }));
beforeAll(() => {
  for (const entry of OFFICIAL) writeOfficial(entry);
});

/** A tree laid out as the official one, its contents made from our model: whatever verify finds in it is its own mistake. */
function writeOfficial(entry: OfficialDocument): void {
  if (entry.path === undefined) return;
  const model = loadModel().release(entry.release);
  const api = model.apis.get(entry.api);
  if (!api) throw new Error(`no ${entry.api}`);
  const path = join(dir, entry.path);
  if (entry.confidence === 'official payload schemas only') {
    mkdirSync(path, { recursive: true });
    for (const [stem, payload] of Object.entries(PAYLOAD_FILES.get(entry.api) ?? {})) {
      const type = payload.replace(/[[\]]/g, '');
      const one = { $ref: `#/components/schemas/${type}` };
      const schemas = componentSchemas(model, new Set([type]));
      const schema = payload.startsWith('[') ? { type: 'array', items: one } : one;
      writeFileSync(join(path, `${stem}.schema.json`), JSON.stringify({ ...schema, components: { schemas } }));
    }
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  const document = openApiDocument(model, api);
  const paths = document['paths'] as Record<string, unknown>;
  const versions = paths['/api_versions'];
  delete paths['/api_versions'];
  if (entry.below !== undefined) {
    const there = existing(path);
    const old = (there['paths'] ?? {}) as Record<string, unknown>;
    const item = { ...(versions as object), servers: undefined };
    writeFileSync(path, JSON.stringify({ ...document, paths: { ...old, [entry.below]: item } }));
  } else writeFileSync(path, JSON.stringify(document));
}

function existing(path: string): Record<string, unknown> {
  try {
    return parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The model with a slip in one row. */
function slipped(file: string, from: string, to: string): Model {
  return modelOf(
    readdirSync(MODEL_DIR)
      .filter((f) => f.endsWith('.yaml') && f !== 'known-differences.yaml')
      .map((f): [string, string] => {
        const text = readFileSync(join(MODEL_DIR, f), 'utf8');
        if (f === file && !text.includes(from)) throw new Error(`no '${from}' in ${f}`);
        return [f, f === file ? text.replace(from, to) : text];
      }),
  );
}

const told = (model: Model): string[] =>
  verify({ against: dir, model, known: [] }).documents.flatMap((d) =>
    d.differences.map((x) => `${d.release} ${d.api}: ${x.facet} ${x.where}: ${x.model} / ${x.other}`),
  );

describe('verify', () => {
  it('finds nothing where the other side says the same', () => {
    expect(told(loadModel())).toEqual([]);
  });

  it('finds a slip in the rows in each release that it reaches, in payload schemas too', () => {
    const wrong = slipped(
      'vnflcm.yaml',
      'vnfProvider                    String ',
      'vnfProvider                    Integer',
    );
    expect(told(wrong)).toEqual(
      ['2.4.1', '2.6.1', '3.3.1', '3.7.1'].map((r) => `${r} vnflcm: type VnfInstance.vnfProvider: integer / string`),
    );
  });

  it('explained differences are listed separately, an explanation of nothing is stale', () => {
    const wrong = slipped(
      'vnflcm.yaml',
      'vnfProvider                    String ',
      'vnfProvider                    Integer',
    );
    const known = parseKnownDifferences(
      `
- facet: type
  where: VnfInstance.*
  official: string
  releases: [2.4.1, 2.6.1]
  reason: why not
- facet: type
  where: VnfInstance.vnfProduct
  reason: gone
`,
      'known.yaml',
    );
    const { documents, stale } = verify({ against: dir, model: wrong, known });
    expect(documents.filter((d) => d.differences.length > 0).map((d) => d.release)).toEqual(['3.3.1', '3.7.1']);
    expect(documents.flatMap((d) => d.explained.map((x) => x.reason))).toEqual(['why not', 'why not']);
    expect(stale.map((s) => s.line)).toEqual([7]);
  });

  it('says how sure each document is, also of the ones that nobody has', () => {
    const { documents } = verify({ against: dir, known: [] });
    expect(documents.map((d) => `${d.release} ${d.api} ${d.confidence}`)).toContain(
      '3.3.1 vnflcm-notification nothing to compare with',
    );
    expect(documents.filter((d) => d.release === '2.6.1').every((d) => d.confidence.includes('payload'))).toBe(true);
  });

  it('a folder without any document is an error that lists them, not a pass', () => {
    for (const folder of [join(dir, 'none'), join(dir, 'SOL003')]) {
      const wrong = problemOf(() => verify({ against: folder }));
      expect(wrong).toBeInstanceOf(UserError);
      expect(wrong?.message).toContain('has none of the official documents:\n');
      expect(wrong?.message.split('\n')).toContain(
        join(folder, 'SOL003/3.3.1/VNFPackageManagement/VNFPackageManagement.json'),
      );
    }
  });

  describe('with a part of the documents', () => {
    const part = mkdtempSync(join(tmpdir(), 'part-'));
    const grant = 'SOL003/3.3.1/VNFLifecycleOperationGranting/VNFLifecycleOperationGranting.json';
    beforeAll(() => cpSync(join(dir, grant), join(part, grant)));
    afterAll(() => rmSync(part, { recursive: true }));

    it('compares what is there and says what it did not compare', () => {
      const { documents, stale } = verify({ against: part });
      const compared = documents.filter((d) => d.missing === undefined && d.confidence !== 'nothing to compare with');
      expect(compared.map((d) => `${d.release} ${d.api}`)).toEqual(['3.3.1 grant']);
      expect(documents.find((d) => d.release === '2.6.1' && d.api === 'grant')?.missing).toBe(
        join(part, 'SOL003/2.6.1/json-schemas/VNFLifecycleOperationGranting/grant.schema.json'),
      );
      expect(stale).toEqual([]);
      const { text } = specsVerify(part);
      expect(text).toMatch(/^3\.7\.1 VNFPackageManagement \(vnfpkgm\) - official: not compared, .* is missing$/m);
      expect(text).toContain(' documents were not compared because files are missing');
    });

    it.each([
      ['is no API description', '{}', /neither OpenAPI 3\.0 nor Swagger 2\.0/],
      ['is broken', '{ "openapi": ', /VNFLifecycleOperationGranting\.json/],
      ['is binary', Uint8Array.of(0x80, 0, 0xff), /VNFLifecycleOperationGranting\.json/],
    ])('says of a document that %s that it cannot be read', (_how, content, message) => {
      writeFileSync(join(part, grant), content);
      const wrong = problemOf(() => verify({ against: part }));
      expect(wrong).toBeInstanceOf(UserError);
      expect(wrong?.message).toMatch(message);
    });
  });
});

function problemOf(work: () => unknown): Error | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return undefined;
}

describe('known differences', () => {
  it.each([
    ['- facet: x', /:1: a known difference needs a reason/],
    ['- reason: x', /says facet, where, or both/],
    ['- { facet: x, reson: y }', /unknown key 'reson' \(did you mean reason\?\)/],
    ['a: b', /a list of known differences/],
  ])('%s', (text, message) => {
    expect(() => parseKnownDifferences(text, 'known.yaml')).toThrow(message);
  });

  it('each has a reason and the file is read', () => {
    const text = readFileSync(join(MODEL_DIR, 'known-differences.yaml'), 'utf8');
    expect(parseKnownDifferences(text, 'known-differences.yaml').length).toBeGreaterThan(0);
  });
});
