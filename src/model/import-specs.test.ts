import SwaggerParser from '@apidevtools/swagger-parser';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { importDocument } from './import.ts';
import { modelFromDocuments } from './import-model.ts';
import { IMPORTED, loadImported, specsImport } from './import-specs.ts';
import type { AnyModel } from './release-model.ts';
import { validatorFor } from './schema.ts';
import { writeSmallTree } from './small-tree.test-data.ts';

const dir = mkdtempSync(join(tmpdir(), 'import-specs-'));
const tree = join(dir, 'tree');
const out = join(dir, 'out');
beforeAll(() => writeSmallTree(tree));
afterAll(() => rmSync(dir, { recursive: true }));

function importedApi(name: string): AnyModel {
  const found = loadImported(out).find((model) => model.apis.has(name));
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

describe('a tree of documents', () => {
  it('becomes one document per API, and what is left out is listed', async () => {
    const { data, text } = specsImport(tree, { release: '2.8.1', out });
    expect(
      data.written.map(({ api, version, resources, operations }) => [api, version, resources, operations]),
    ).toEqual([
      ['vnffm', '1.3.0', 2, 2],
      ['vnffm-notification', '1.3.0', 1, 2],
      ['vnfind', '1.1.1', 2, 2],
    ]);
    expect(text).toContain('left out: ');
    expect(text).toContain("Versions.yaml: '' names no API");
    for (const { file } of data.written) {
      expect(readFileSync(file, 'utf8')).not.toContain('definitions.yaml');
      await expect(SwaggerParser.validate(file)).resolves.toBeDefined();
    }
  });

  it('is read again as it was', () => {
    const model = importedApi('vnffm');
    expect(model).toMatchObject({ release: '2.8.1', sol013: true });
    const [alarms, alarm] = model.apis.get('vnffm')?.resources ?? [];
    expect(alarms).toMatchObject({ name: 'alarms', clause: 'SOL003 7.4.2' });
    // ETSI lists unsupported methods with their 405.
    expect([...(alarms?.operations.keys() ?? [])]).toEqual(['GET']);
    expect(alarms?.operations.get('GET')).toMatchObject({ clause: 'SOL003 7.4.2.3.2', query: ['filter'] });
    expect(alarms?.operations.get('GET')?.responses.get(200)).toMatchObject({
      type: 'Alarm',
      list: true,
      headers: ['Version'],
    });
    expect(alarm?.operations.get('GET')?.responses.get(404)).toMatchObject({ type: 'ProblemDetails' });
    expect(model.types.get('Alarm')?.clause).toBe('SOL003 7.5.2.4');
    const judge = validatorFor(model, 'Alarm');
    expect(judge({ id: 'a', perceivedSeverity: 'CRITICAL', alarmRaisedTime: '2026-01-01T00:00:00Z' })).toEqual([]);
    expect(judge({ id: 5, perceivedSeverity: 'BAD' }).map(({ attribute }) => attribute)).toEqual([
      'Alarm.id',
      'Alarm.perceivedSeverity',
    ]);
  });

  it('has one endpoint for all notifications, told apart by notificationType', () => {
    const model = importedApi('vnffm-notification');
    const request = model.apis.get('vnffm-notification')?.resources[0]?.operations.get('POST')?.request;
    expect(request?.type).toBe('Notification');
    const judge = validatorFor(model, 'Notification');
    expect(judge({ notificationType: 'AlarmClearedNotification', alarmId: 'a' })).toEqual([]);
    expect(judge({ notificationType: 'AlarmClearedNotification' }).map(({ attribute }) => attribute)).toEqual([
      'AlarmClearedNotification.alarmId',
    ]);
  });

  it('that is bundled has each type once, however often it is used', () => {
    const model = importedApi('vnfind');
    expect([...model.types.keys()].sort()).toEqual([
      'GET_indicators_200',
      'ProblemDetails',
      'integer',
      'object',
      'string',
      'string-date-time',
    ]);
    const old = modelFromDocuments('2.4.1', [
      { name: 'vnfind', document: importDocument(join(tree, 'bundled/Indicators.json')) },
    ]);
    expect(old.sol013).toBe(false);
  });
});

describe('what is asked for', () => {
  it('may be a single API', () => {
    const { data } = specsImport(tree, { release: '2.8.1', apis: ['vnfind'], out: join(dir, 'one') });
    expect(data.written.map(({ api }) => api)).toEqual(['vnfind']);
  });
  it('has to be described, and only once', () => {
    const there = (apis: readonly string[], at = tree): unknown => specsImport(at, { release: '2.8.1', apis, out });
    expect(() => there(['vnffn'])).toThrow(/no document describes vnffn \(did you mean vnffm\?\)/);
    writeSmallTree(join(dir, 'twice/a'));
    writeSmallTree(join(dir, 'twice/b'));
    expect(() => there(['vnffm'], join(dir, 'twice'))).toThrow(/vnffm is described by .*a.*and by .*b/);
    expect(() => there([], join(tree, 'components'))).toThrow(/contains no OpenAPI 3.0 or Swagger 2.0 document/);
  });
  it('is noted if the document states another release', () => {
    const { data } = specsImport(join(tree, 'Faults'), { release: '3.5.1', out: join(dir, 'other') });
    expect(data.written[0]?.notes).toEqual(['the document itself says 2.8.1']);
  });
});

it('ProblemDetails is known even if a document describes no error', () => {
  const bare = join(dir, 'bare');
  writeSmallTree(bare);
  const file = join(bare, 'bundled/Indicators.json');
  const paths = { '/indicators': { get: { responses: { 204: { description: 'none' } } } } };
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), paths }));
  specsImport(file, { release: '2.8.1', out: join(dir, 'bare-out') });
  const [model] = loadImported(join(dir, 'bare-out'));
  if (model === undefined) throw new Error('nothing was imported');
  expect(validatorFor(model, 'ProblemDetails')({ status: 400, detail: 'd' })).toEqual([]);
  expect(validatorFor(model, 'ProblemDetails')({ status: '400' })).toHaveLength(2);
});

it('a broken document does not affect the others', () => {
  const broken = join(dir, 'broken');
  writeSmallTree(broken);
  writeFileSync(join(broken, 'Versions/Versions.yaml'), 'openapi: 3.0.2\npaths: { /x: { $ref: nowhere.yaml } }\n');
  const { data } = specsImport(broken, { release: '2.8.1', out: join(dir, 'rest') });
  expect(data.written).toHaveLength(3);
  expect(data.leftOut.map(({ why }) => why).join()).toContain('nowhere.yaml');
});

it('files of other origin are neither overwritten nor read', () => {
  const mine = mkdtempSync(join(dir, 'mine-'));
  writeFileSync(join(mine, 'vnffm.yaml'), 'openapi: 3.0.2\n');
  expect(() => specsImport(tree, { release: '2.8.1', out: mine })).toThrow(/was not written by specs import/);
  expect(() => loadImported(mine)).toThrow(/contains no imported document/);
});

it('what is no directory holds no imported document, and one that was changed is a mistake of the user', () => {
  const out = mkdtempSync(join(dir, 'changed-'));
  const file = join(out, 'vnffm.yaml');
  writeFileSync(file, `${IMPORTED}\nopenapi: [\n`);
  expect(() => loadImported(file)).toThrow(/contains no imported document/);
  expect(() => loadImported(out)).toThrow(UserError);
  expect(() => loadImported(out)).toThrow(/vnffm\.yaml is not as `specs import` wrote it/);
});
