import { expect, test } from 'vitest';
import { HOSTILE } from '../tests/sample/hostile.ts';
import { sampleRun, type SampleOptions } from '../tests/sample/sample-run.ts';
import { count } from './count.ts';
import type { Run } from './load-run.ts';
import { terminalReport, wantsColor } from './terminal.ts';

function run(options: SampleOptions): Run {
  const { info, verdicts } = sampleRun(options);
  return { dir: '', info, verdicts, matrix: count(verdicts, info) };
}

test('matrix with claimed releases first, then the deviations', () => {
  const text = terminalReport([run({ cases: 6, openEvery: 0, claims: ['3.3.1'], releases: ['2.4.1', '3.3.1'] })], {
    color: false,
  });
  expect(text).toMatchInlineSnapshot(`
    "Sample VNFM  claims 3.3.1 · 2025-11-23T03:00:00.000Z · 28 exchanges
    ┌────────┬──────────────────┬─────────────────────┬──────────────────┬──────────────────┬──────────────────┐
    │ SOL003 │ vnflcm           │ vnflcm-notification │ grant            │ vnfpkgm          │ all              │
    │        │                  │ (consumer)          │ (consumer)       │ (consumer)       │                  │
    ├────────┼──────────────────┼─────────────────────┼──────────────────┼──────────────────┼──────────────────┤
    │ 3.3.1  │ non-conformant 1 │ non-conformant 1    │ non-conformant 1 │ non-conformant 1 │ non-conformant 1 │
    ├────────┴──────────────────┴─────────────────────┴──────────────────┴──────────────────┴──────────────────┤
    │ not claimed, for information only                                                                        │
    ├────────┬──────────────────┬─────────────────────┬──────────────────┬──────────────────┬──────────────────┤
    │ 2.4.1  │ would fail in 1  │ would fail in 1     │ would fail in 1  │ not applicable   │ would fail in 1  │
    └────────┴──────────────────┴─────────────────────┴──────────────────┴──────────────────┴──────────────────┘
    non-conformant: 1 distinct deviation in claimed releases
    Claimed releases: 20 pass, 4 fail, 0 inconclusive, 1 warning.

    Deviations (claimed releases)
      ✗ startTime lacks the offset that a DateTime has
        SOL003 5.5.2.13.2 · 8 places · 3.3.1 · schema:VnfLcmOpOcc.startTime:format · x15

    Warnings (claimed releases)
      ! Content-Type is missing in a response that has a payload
        SOL013 5.5.1 · 24 places · 3.3.1 · list-content-type:advice · x13

    Deviations (only in releases that are not claimed)
      ✗ startTime lacks the offset that a DateTime has
        SOL003 5.5.2.13.2 · 6 places · 2.4.1 · schema:VnfLcmOpOcc.startTime:format · x3

    Warnings (only in releases that are not claimed)
      ! Content-Type is missing in a response that has a payload
        SOL013 5.5.1 · 18 places · 2.4.1 · list-content-type:advice · x1
    "
  `);
});

test('nothing of the SUT acts on the terminal', () => {
  const text = terminalReport([run({ hostile: HOSTILE })], { color: false });
  expect(text).toContain('\\u001b[2J');
  // eslint would rather not see these characters in a pattern; they are all the controls but the line end.
  expect([...new Set(text.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu))]).toEqual(['\n']);
});

test('a broken run says so', () => {
  expect(terminalReport([run({ complete: false })], { color: false })).toContain('interrupted');
});

test('colour only on a terminal that wants it', () => {
  expect(wantsColor({ isTTY: true }, {})).toBe(true);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: '' })).toBe(true);
  expect(wantsColor({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  expect(wantsColor({}, {})).toBe(false);
  expect(terminalReport([run({})], { color: true })).toContain('\u001b[31m');
});

test('a restricted run is not called conformant', () => {
  const options = { cases: 6, failEvery: 0, openEvery: 0, selection: { cases: ['vnflcm.*'] } };
  const text = terminalReport([run({ ...options, claims: ['3.3.1'], releases: ['2.4.1', '3.3.1'] })], { color: false });
  expect(text).toMatch(/^passed: the 24 selected cases pass for 3.3.1; this is not a statement of conformance$/m);
  expect(text).toMatch(/3\.3\.1 +│ selected pass +│/);
  expect(text).toMatch(/2\.4\.1 +│ selected would pass +│/);
  expect(text).not.toMatch(/conforms|conformant|conform\b/);
});

test('says what is missing in an incomplete record', () => {
  const options = { claims: ['3.3.1'], complete: false, incomplete: 'exchanges.ndjson:7: not JSON' } as const;
  const text = terminalReport([run({ ...options, cases: 6 })], { color: false });
  expect(text).toContain('non-conformant: ');
  expect(text).toContain('The record is not complete: exchanges.ndjson:7: not JSON.');
});
