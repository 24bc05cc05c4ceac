import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { readIcs } from './ics.ts';
import { loadProfile, parseProfile } from './load-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'references-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROFILE = `claims: [3.3.1]
apis: { vnflcm: { v2: 'http://127.0.0.1:9/vnflcm/v2' } }
vnf: { vnfdId: d, flavourId: f }
`;

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
}

/** Each list holds the one before it ten times. */
const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...[1, 2, 3, 4, 5, 6].map(tenTimes)].join('\n');
function tenTimes(i: number): string {
  return `a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]`;
}

describe('what YAML aliases cannot mean is told with file and line', () => {
  it.each([
    ['an anchor that is not there', 'claims: *c\n', 'p.yaml:1:9: *c: there is no anchor &c before it'],
    ['an anchor that comes later', 'claims: *c\nx: &c [3.3.1]\n', 'p.yaml:1:9: *c: there is no anchor &c before it'],
    ['itself', 'claims:\n  &c [*c]\n', 'p.yaml:2:7: *c stands within what it means'],
    ['what it is merged into', 'vnf: &v\n  <<: *v\n', 'p.yaml:2:7: *v stands within what it means'],
    ['a multitude', BOMB, 'p.yaml:3:50: *a1: aliases stand for more than 1000 values'],
    ['a merge of a number', 'x: 1\n<<: 3\n', 'p.yaml:2:1: << takes a mapping, or aliases of mappings'],
    ['a merge of a list', 'x: &x { a: 1 }\n<<: [*x, 3]\n', 'p.yaml:2:1: << takes a mapping, or aliases of mappings'],
    ['a second document', `${PROFILE}---\nx: 1\n`, 'p.yaml:4:1: a second document begins here; the file may hold one'],
    ['endless nesting', `x: ${'['.repeat(20_000)}`, 'p.yaml:1:_: nested too deeply'],
  ])('%s', (_what, text, message) => {
    const said = problemOf(() => parseProfile(text, 'p.yaml', {}));
    expect(said.replace(/:1:[0-9]{2,}: nested/, ':1:_: nested')).toBe(message);
  });

  it('in an ICS too', () => {
    expect(readIcs('ics.yaml', 'vnflcm.heal: true\nvnflcm.scale: *x\n', {}).problems).toMatchObject([
      { file: 'ics.yaml', line: 2, message: '*x: there is no anchor &x before it' },
    ]);
  });
});

it('aliases and merges are as good as what they mean', () => {
  const text = `${PROFILE}operations:\n  scale: &s { v2: { additionalParams: { a: 1 } } }\n  heal: *s\n  operate: { <<: [*s, *s] }\n`;
  const v2 = { additionalParams: { a: 1 } };
  expect(parseProfile(text, 'p.yaml', {}).operations).toEqual({ scale: { v2 }, heal: { v2 }, operate: { v2 } });
});

describe('a profile that is no text file', () => {
  const at = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  mkdirSync(join(folder, 'directory'));
  it.each([
    ['binary', at('binary.yaml', Uint8Array.of(0x80, 0xff, 0, 1)), 'is no text in UTF-8'],
    ['UTF-16', at('utf16.yaml', Buffer.from(PROFILE, 'utf16le')), 'is no text in UTF-8'],
    ['a directory', join(folder, 'directory'), 'is a directory'],
    ['below a file', join(at('file', ''), 'p.yaml'), 'does not exist'],
    ['absent, with a long name', join(folder, 'x'.repeat(300)), 'cannot be read (ENAMETOOLONG)'],
  ])('is told as such: %s', (_what, file, message) => {
    expect(problemOf(() => loadProfile(file))).toContain(message);
  });

  it('may begin with a byte order mark, and end its lines as Windows does', () => {
    const file = at('windows.yaml', `\u{feff}${PROFILE.replaceAll('\n', '\r\n')}`);
    expect(loadProfile(file).claims).toEqual(['3.3.1']);
  });
});

it('a directory named .env beside a profile is no file with variables', () => {
  mkdirSync(join(folder, 'directory', '.env'));
  writeFileSync(join(folder, 'directory', 'p.yaml'), PROFILE);
  expect(loadProfile(join(folder, 'directory', 'p.yaml')).claims).toEqual(['3.3.1']);
});
