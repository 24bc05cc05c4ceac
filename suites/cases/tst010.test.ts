import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validators } from '../../src/judge/formats/formats.ts';
import { loadModel } from '../../src/model/load.ts';
import { RELEASES, type Release } from '../../src/model/release-model.ts';
import { catalogue } from './index.ts';
import { officialNumbers } from './tst010/numbers.ts';
import { counts, exemptions, mistakes } from './tst010/summary.ts';
import { officialCases, rowsOf, SHEETS, type OfficialCase, type Sheet } from './tst010.ts';

const MOST_EXEMPT = 0.05;
const cases = new Map(catalogue().map((one) => [one.id, one]));
const every = SHEETS.flatMap(officialCases);

/** Whether the release defines the answer that the official case expects. */
function defined(sheet: Sheet, { release, official }: OfficialCase): boolean {
  if (official === undefined) return true;
  const { method, path, status } = official;
  const resource = loadModel()
    .release(release)
    .apis.get(sheet)
    ?.resources.find((one) => one.path === `/${path.split('?')[0] ?? ''}`);
  if (resource === undefined) return false;
  const operation = resource.operations.get(method);
  return operation === undefined ? status === 405 : status !== 405 && operation.responses.has(status);
}

function inForce(id: string, release: Release): boolean {
  const one = cases.get(id);
  if (one === undefined) return false;
  const at = RELEASES.indexOf(release);
  return (
    (one.since === undefined || RELEASES.indexOf(one.since) <= at) &&
    (one.until === undefined || at < RELEASES.indexOf(one.until))
  );
}

describe.each(SHEETS)('official cases of %s', (sheet) => {
  const rows = officialCases(sheet);

  test('have one row each', () => {
    const have = rows.map((row) => row.number);
    const due = officialNumbers(sheet);
    expect(due.filter((number) => !have.includes(number))).toEqual([]);
    expect(have.filter((number) => !due.includes(number))).toEqual([]);
  });

  test('are answered by cases that there are, in their release', () => {
    const lost = rows.flatMap((row) =>
      row.cases.filter((id) => !inForce(id, row.release)).map((id) => `${row.number} ${id}`),
    );
    expect(lost).toEqual([]);
  });

  test('are answered with what is right where they expect what the release does not define', () => {
    const silent = rows.filter((row) => row.ours === undefined && row.exempt === undefined && !defined(sheet, row));
    expect(silent.map((row) => row.number)).toEqual([]);
  });

  test('expect what their case is about, or ours says what is right', () => {
    const other = rows.filter(({ official, cases: ids, ours }) => {
      const promised = /\.(404|405)$/.exec(ids[0] ?? '')?.[1];
      if (official === undefined || promised === undefined || ours !== undefined) return false;
      const path = (official.path.split('?')[0] ?? '').replace(/\{[^}]+\}/g, 'id').replaceAll('/', '.');
      return ids[0] !== `${sheet}.${path}.${official.method.toLowerCase()}.${official.status}`;
    });
    expect(other.map((row) => row.number)).toEqual([]);
  });
});

test.each(RELEASES.filter((release) => every.some((row) => row.release === release)))(
  'at most a twentieth of VNFLifecycleManagement %s is exempt',
  (release) => {
    const rows = officialCases('vnflcm').filter((row) => row.release === release);
    const exempt = rows.filter((row) => row.exempt !== undefined);
    expect(exempt.length / rows.length).toBeLessThanOrEqual(MOST_EXEMPT);
  },
);

test('the catalogue carries every number that is answered, and verdicts take them', () => {
  const carried = new Set(catalogue().flatMap((one) => one.tst010 ?? []));
  const answered = every.filter((row) => row.cases.length > 0).map((row) => row.number);
  expect(answered.filter((number) => !carried.has(number))).toEqual([]);
  const verdict = {
    case: 'a',
    release: '2.6.1',
    api: 'vnflcm',
    major: 'v1',
    role: 'producer',
    verdict: 'pass',
    tst010: [...carried],
    findings: [],
    judged: 1,
  };
  expect(validators.verdict(verdict)).toBe(true);
});

test('what is wrong, and what is right instead, comes with a clause', () => {
  const without = every.filter((row) => row.ours !== undefined && !/\(SOL0\d\d [\d.]+\)/.test(row.ours));
  expect(without.map((row) => row.number)).toEqual([]);
});

test('the page on TST010 says what the rows say', () => {
  const squeezed = (text: string): string => text.replace(/\s+/g, ' ');
  const page = squeezed(readFileSync(new URL('../../docs/tst010.md', import.meta.url), 'utf8'));
  expect([...counts(), ...exemptions(), ...mistakes()].filter((line) => !page.includes(squeezed(line)))).toEqual([]);
});

describe('a row that has not the form is an error that names it', () => {
  test.each([
    ['2.6.1:7.3.1.1.1: { official: GET x 200 }', 'either case or exempt'],
    ['2.6.1:7.3.1.1.1: { case: a, exempt: b }', 'either case or exempt'],
    ['2.6.1:7.3.1.1.1: { case: a, expects: b }', 'unknown member expects'],
    ['2.6.1:7.3.1.1.1: { case: 1 }', 'case is no id'],
    ['2.6.1:7.3.1.1.1: { case: a, ours: "" }', 'ours is no text'],
    ['2.6.1:7.3.1.1.1: { case: a, official: GET x }', 'METHOD path status'],
    ['2.6.1:7.3.1.1.1: a', 'no members'],
    ['2.6:7.3.1.1.1: { case: a }', 'no such number'],
    ['{2.6.1:7.3.1.1.1: { case: a }, 2.6.1:7.3.1.1.1: { case: b }}', 'unique'],
    ['[]', 'map of numbers'],
  ])('%s', (text, why) => {
    expect(() => rowsOf(text)).toThrow(why);
  });
});
