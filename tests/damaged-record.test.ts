import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nfvTst, verdictsIn, type Ended } from './command.ts';
import { here } from './here.ts';

/** What the command line says about a record that was damaged after it was written. */

const dir = mkdtempSync(join(tmpdir(), 'damaged-'));
const whole = join(dir, 'whole');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let copies = 0;

/** A copy of the run, its record changed. */
function damaged(change: (lines: string[]) => readonly string[]): string {
  const out = join(dir, `copy-${++copies}`);
  cpSync(whole, out, { recursive: true });
  const file = join(out, 'exchanges.ndjson');
  const lines = change(readFileSync(file, 'utf8').trimEnd().split('\n'));
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return out;
}

function isExchange(line: string): boolean {
  return line.startsWith('{"type":"exchange"');
}

/** As it is without the exchange in the middle of the record. */
function withoutOne(lines: string[]): readonly string[] {
  return lines.toSpliced(middle(lines), 1);
}

function middle(lines: readonly string[]): number {
  const at = Math.floor(lines.length / 2);
  return lines.findIndex((line, i) => i >= at && isExchange(line));
}

function json(out: string, name: 'run.json' | 'matrix.json'): unknown {
  return JSON.parse(readFileSync(join(out, name), 'utf8'));
}

const DAMAGE: readonly (readonly [string, (lines: string[]) => readonly string[], RegExp])[] = [
  ['an exchange is missing', withoutOne, /exchanges\.ndjson:\d+: exchange x\d+ must come here, it is x\d+/],
  [
    'the last exchange is missing',
    (lines) => lines.toSpliced(lines.findLastIndex(isExchange), 1),
    /exchanges\.ndjson:\d+: the footer counts \d+ exchanges, the record holds \d+/,
  ],
  [
    'a line in the middle is garbled',
    (lines) => lines.with(middle(lines), '{"type":"exchange","id":"x'),
    /exchanges\.ndjson:\d+: not JSON/,
  ],
  [
    'a line in the middle is of another form',
    (lines) => lines.with(middle(lines), '{"type":"exchange","id":"x7","request":{}}'),
    /exchanges\.ndjson:\d+: at must be a string, it is missing/,
  ],
  [
    'the footer counts other runs',
    (lines) => lines.with(-1, lines.at(-1)?.replace(/"runs":\d+/, '"runs":99') ?? ''),
    /exchanges\.ndjson:\d+: the footer counts 99 ended procedure runs, the record holds \d+/,
  ],
];

beforeAll(async () => {
  const ended = await nfvTst('run', '--release', '3.3.1', '--case', 'vnflcm.subscriptions.*40*', '--out', whole);
  expect(ended.code).toBe(0);
});

describe('a damaged record', () => {
  test.each(DAMAGE)(
    'is not complete if %s, neither for judge nor for matrix',
    async (_, change, reason) => {
      const out = damaged(change);
      const notComplete = (ended: Ended): void => {
        expect(ended.code).toBe(3);
        expect(ended.out).toMatch(/^error: the record is not complete: /m);
        expect(ended.out).toMatch(reason);
        expect(ended.out + ended.err).not.toMatch(/conforms to|fault of the harness/);
      };
      notComplete(await here('matrix', out));
      const judged = await here('judge', out);
      notComplete(judged);
      expect(judged.err).toMatch(/^warning: the record in .* is not complete: /);
      expect(json(out, 'run.json')).toMatchObject({
        complete: false,
        incomplete: expect.stringMatching(reason) as string,
      });
      expect(json(out, 'matrix.json')).toMatchObject({ exitCode: 3, targets: [{ complete: false }] });
      // The SUT is not blamed for what is missing.
      expect(verdictsIn(out).filter(({ verdict }) => verdict === 'fail' || verdict === 'error')).toEqual([]);
      notComplete(await here('matrix', out));
    },
    60_000,
  );

  test('is complete again when it is restored', async () => {
    const out = damaged(withoutOne);
    expect((await here('judge', out)).code).toBe(3);
    cpSync(join(whole, 'exchanges.ndjson'), join(out, 'exchanges.ndjson'));
    expect(await here('judge', out)).toMatchObject({ code: 0, err: '' });
    expect(json(out, 'run.json')).toEqual(json(whole, 'run.json'));
  });

  test('is not complete in another directory either', async () => {
    const out = damaged(withoutOne);
    const as = join(dir, 'as');
    expect((await here('judge', out, '--release', '3.3.1', '--out', as)).code).toBe(3);
    expect(json(as, 'run.json')).toMatchObject({ complete: false, selection: { releases: ['3.3.1'] } });
    expect(json(out, 'run.json')).toMatchObject({ complete: true });
  });

  test('is not resumed', async () => {
    const out = damaged(withoutOne);
    await here('judge', out);
    const before = readFileSync(join(out, 'exchanges.ndjson'), 'utf8');
    const ended = await nfvTst('run', '--resume', out);
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('the record cannot be resumed') as string });
    expect(readFileSync(join(out, 'exchanges.ndjson'), 'utf8')).toBe(before);
  });
});

describe('a run.json that cannot be read', () => {
  test.each<[string, (text: string) => string, RegExp]>([
    ['cut off', (text) => text.slice(0, 40), /run\.json: not JSON/],
    ['of another form', () => '{"format":1}', /run\.json: it must have required property 'id'/],
    [
      'of a format to come',
      (text) => text.replace('"format": 1', '"format": 2'),
      /run\.json has format 2; this nfv-tst reads format 1 only/,
    ],
  ])('%s is the same error of the user for every command', async (_, change, message) => {
    const out = damaged((lines) => lines);
    const file = join(out, 'run.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    for (const command of [['judge'], ['matrix'], ['run', '--resume']]) {
      const { code, err } = await here(...command, out);
      expect([command, code, err]).toEqual([command, 2, expect.stringMatching(message) as string]);
      expect(err).not.toMatch(/\n {4,}at |fault of the harness/);
    }
  });
});

describe('of several records', () => {
  test('one that cannot be judged is reported with its own error', async () => {
    const several = join(dir, 'several');
    for (const name of ['a', 'b', 'c']) cpSync(whole, join(several, name), { recursive: true });
    for (const name of ['a', 'b', 'c']) writeFileSync(join(several, name, 'run.json'), '{"format":1}');
    const { code, err } = await here('judge', several);
    expect(code).toBe(2);
    expect(err).toMatch(/run\.json: it must have required property 'id'/);
    expect(err).toContain('Name a directory that `nfv-tst run`');
  });
});
