import { expect, test } from 'vitest';
import { convert } from 'xmlbuilder2';
import { HOSTILE } from '../tests/sample/hostile.ts';
import { sampleRun, type SampleOptions } from '../tests/sample/sample-run.ts';
import { count } from './count.ts';
import { junitReport } from './junit.ts';
import type { Run } from './load-run.ts';

type Suite = Record<`@${string}`, string> & { testcase: Record<string, unknown>[] };

function run(options: SampleOptions): Run {
  const { info, verdicts } = sampleRun(options);
  return { dir: '', info, verdicts, matrix: count(verdicts, info) };
}

function suites(xml: string): Suite[] {
  const parsed = convert(xml, { format: 'object' }) as unknown as { testsuites: { testsuite: Suite[] } };
  return parsed.testsuites.testsuite;
}

test('one suite for each release, its figures equal to its elements and to the matrix', () => {
  const sample = run({ claims: ['2.6.1', '3.3.1'] });
  const list = suites(junitReport([sample]));
  expect(list.map((suite) => suite['@name'])).toEqual([
    'Sample VNFM SOL003 2.6.1',
    'Sample VNFM SOL003 3.3.1',
    'Sample VNFM SOL003 2.4.1 (not claimed)',
    'Sample VNFM SOL003 3.7.1 (not claimed)',
  ]);
  for (const [i, suite] of list.entries()) {
    const having = (name: string): string => String(suite.testcase.filter((one) => name in one).length);
    expect(suite['@tests']).toBe(String(suite.testcase.length));
    expect(suite['@failures']).toBe(having('failure'));
    expect(suite['@errors']).toBe(having('error'));
    expect(suite['@skipped']).toBe(having('skipped'));
    const row = sample.matrix.rows[i];
    expect(suite['@failures']).toBe(String(row?.claimed === true ? row.total.cases.fail : 0));
  }
  expect(Number(list[0]?.['@failures'])).toBeGreaterThan(0);
  expect(Number(list[0]?.['@errors'])).toBeGreaterThan(0);
});

test('a failure says clause, expected, observed and exchanges', () => {
  const xml = junitReport([run({ cases: 6 })]);
  expect(xml).toContain('type="SOL003 5.5.2.13.2"');
  expect(xml).toMatch(/expected: {2}a date-time with offset/);
  expect(xml).toMatch(/exchanges: x\d+ x\d+ \(\d+ in all\)/);
});

test('strings of the SUT leave the document well-formed XML 1.0', () => {
  const xml = junitReport([run({ hostile: HOSTILE })]);
  expect(suites(xml)).toHaveLength(4);
  expect(xml).not.toContain('<script>');
  expect(xml).not.toContain(']]>');
  // XML 1.0 2.2: these may not occur, not even as references.
  expect([...new Set(xml.match(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu))]).toEqual(['\n']);
  expect(xml).not.toMatch(/&#x?[0-9a-f]+;/i);
});
