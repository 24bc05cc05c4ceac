import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Deviation } from '../src/judge/matrix.ts';
import { compare, failing, loadTriaged, type Triaged } from './real/triage.ts';

const LIST: readonly Triaged[] = [
  { deviation: 'status:405', major: 'v2', layouts: ['A', 'B'] },
  { deviation: 'paging:lost', major: 'v2', layouts: ['B'] },
  { deviation: 'notification:late', major: 'v2', layouts: ['A'], varies: 'depends on how busy the machine is' },
];

function deviation(name: string, more: Partial<Deviation> = {}): Deviation {
  return {
    deviation: name,
    major: 'v2',
    keyword: 'shall',
    claimed: true,
    message: '',
    expected: '',
    observed: '',
    pointer: '',
    clauses: [],
    checks: [],
    apis: [],
    releases: ['3.3.1'],
    cases: [],
    exchanges: [],
    places: 1,
    ...more,
  };
}

describe('comparing a run on Tacker with what people found', () => {
  test('what is listed for the layout and found is known; nothing else is to be seen', () => {
    const compared = compare(LIST, 'A', [deviation('status:405')]);
    expect(compared).toEqual({ known: ['v2 status:405'], absent: ['v2 notification:late'], unknown: [], gone: [] });
  });

  test('what nobody listed is unknown, also where another layout has it', () => {
    const found = [deviation('status:405'), deviation('paging:lost'), deviation('new')];
    expect(compare(LIST, 'A', found).unknown.map((one) => one.deviation)).toEqual(['paging:lost', 'new']);
  });

  test('what is listed and not found any more is gone', () => {
    expect(compare(LIST, 'B', [deviation('status:405')]).gone).toEqual(['v2 paging:lost']);
  });

  test('warnings and releases that are not claimed do not count', () => {
    const found = [deviation('status:405', { keyword: 'should' }), deviation('new', { claimed: false })];
    const compared = compare(LIST, 'A', found);
    expect(compared.unknown).toEqual([]);
    expect(compared.gone).toEqual(['v2 status:405']);
  });
});

describe('a comparison fails', () => {
  const found = [deviation('new'), deviation('another', { keyword: 'should' })];

  test('where a deviation is new, always, and where one is gone that does not vary, when asked to be strict', () => {
    expect(failing(compare(LIST, 'A', found), false)).toEqual([]);
    const many = ['new', 'newer', 'more', 'most'];
    const all = many.map((name) => `v2 ${name}`);
    expect(
      failing(
        compare(
          LIST,
          'A',
          many.map((name) => deviation(name)),
        ),
        false,
      ),
    ).toEqual(all);
    expect(failing(compare(LIST, 'A', found), true)).toEqual(['v2 new', 'v2 status:405']);
  });

  test('not where all that is found is listed, and all that is not found varies', () => {
    const compared = compare(LIST, 'A', [deviation('status:405')]);
    expect([failing(compared, false), failing(compared, true)]).toEqual([[], []]);
  });
});

describe('the list', () => {
  let dir = '';
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'triage-'))));
  afterEach(() => rmSync(dir, { recursive: true }));
  const load = (text: string): readonly Triaged[] => {
    writeFileSync(join(dir, 'list.yaml'), text);
    return loadTriaged(join(dir, 'list.yaml'));
  };

  test('is read', () => {
    expect(load('- { deviation: "a:b", major: v2, layouts: [A], varies: why }\n')).toEqual([
      { deviation: 'a:b', major: 'v2', layouts: ['A'], varies: 'why' },
    ]);
  });

  test.each([
    ['', 'lists no deviations'],
    ['[]', 'lists no deviations'],
    ['- { major: v2, layouts: [A] }', 'entry 1 names no deviation'],
    ['- { deviation: a }', 'entry 1 names no major'],
    ['- { deviation: a, major: v1 }', 'entry 1 names no layouts'],
    ['- { deviation: a, major: v2, layouts: [A], reason: x }', '"reason" is not known'],
    ['- { deviation: a, major: v2, layouts: [A] }\n- { deviation: a, major: v2, layouts: [B] }', 'lists v2 a twice'],
  ])('%j is an error', (text, message) => {
    expect(() => load(text)).toThrow(message);
  });

  test('a list that is missing is an error', () => {
    expect(() => loadTriaged(join(dir, 'none.yaml'))).toThrow('ENOENT');
  });
});
