import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { writeSmallTree } from '../model/small-tree.test-data.ts';
import { execute } from './execute.ts';

const dir = mkdtempSync(join(tmpdir(), 'specs-check-'));
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

async function specs(...args: string[]): Promise<{ readonly code: number; readonly out: string }> {
  const lines: string[] = [];
  const log = (line: unknown): void => void lines.push(String(line));
  vi.spyOn(console, 'log').mockImplementation(log);
  vi.spyOn(console, 'error').mockImplementation(log);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await execute(['specs', ...args]);
  return { code, out: lines.join('\n') };
}

function archive(name: string, url: string, answer: unknown): string {
  const file = join(dir, name);
  const headers = [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'Version', value: '1.3.0' },
  ];
  const content = { text: JSON.stringify(answer) };
  const entry = { request: { method: 'GET', url, headers: [] }, response: { status: 200, headers, content } };
  writeFileSync(file, JSON.stringify({ log: { entries: [entry] } }));
  return file;
}

test('imports documents and judges recorded exchanges against them', async () => {
  const out = join(dir, 'specs');
  writeSmallTree(join(dir, 'tree'));
  const imported = await specs('import', join(dir, 'tree'), '--release', '2.8.1', '--api', 'vnffm', '--out', out);
  expect(imported).toEqual({
    code: 0,
    out: `vnffm 1.3.0: 2 resources, 2 operations, 5 data types -> ${join(out, 'vnffm.yaml')}`,
  });
  expect(existsSync(join(out, 'vnfind.yaml'))).toBe(false);

  const right = archive('right.har', 'http://sut.example/vnffm/v1/alarms', []);
  expect(await specs('check', right, '--specs', out)).toEqual({
    code: 0,
    out: 'vnffm 1.3.0 of 2.8.1: 1 exchange, 0 deviations, 0 warnings, 0 remarks',
  });
  const wrong = archive('wrong.har', 'http://sut.example/vnffm/v1/alarms', [{ id: '\u001b[2J' }]);
  const said = await specs('check', wrong, '--specs', out);
  expect(said.code).toBe(1);
  expect(said.out).toContain('shall  schema:Alarm.perceivedSeverity:required (SOL003 7.5.2.4; 1 place in x1)');
  expect(said.out).not.toContain('\u001b');
  expect(JSON.parse((await specs('check', wrong, '--specs', out, '--json')).out)).toMatchObject({
    apis: [{ api: 'vnffm', judged: 1, findings: [{ keyword: 'shall' }] }],
  });
});

test('a record in which nothing is judged is not a success', async () => {
  const other = archive('other.har', 'http://sut.example/vnflcm/v1/vnf_instances', []);
  const { code, out } = await specs('check', other, '--specs', join(dir, 'specs'));
  expect(code).toBe(1);
  expect(out.split('\n')).toEqual([
    'no exchanges of vnffm: not judged',
    '1 of 1 exchange match no resource of these documents',
  ]);
});

test('an incomplete record ends with exit code 3', async () => {
  const cut = join(dir, 'cut.ndjson');
  writeFileSync(cut, '{"type":"header","format":1,"run":"r","at":"2026-01-01T00:00:00Z"}\n{"type":"exch');
  const { code, out } = await specs('check', cut, '--specs', join(dir, 'specs'));
  expect(code).toBe(3);
  expect(out).toContain('the record is incomplete: cut.ndjson:2: its last line was cut off');
});

test.each([
  ['import', join(dir, 'nowhere'), '--release', '2.8.1'],
  ['import', dir, '--release', '2.8'],
  ['import', dir],
  ['check', join(dir, 'nowhere'), '--specs', dir],
])('missing files and options are wrong usage: %s %s %s', async (...args) => {
  expect((await specs(...args)).code).toBe(2);
});
