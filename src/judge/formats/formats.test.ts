import { describe, expect, test } from 'vitest';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { statementOf } from '../../../reporters/certificate.ts';
import { count } from '../../../reporters/count.ts';
import { matrixFile } from '../../../reporters/write-reports.ts';
import { HOSTILE } from '../../../tests/sample/hostile.ts';
import { sampleRun } from '../../../tests/sample/sample-run.ts';
import { STIMULI } from '../../../tests/sample/stimuli.ts';
import type { Exchange, StoreLine } from '../../exchange/exchange.ts';
import type { Verdict } from '../verdict.ts';
import { explain, FORMAT_FILES, schemaOf, validators, type FormatFile } from './formats.ts';

const sample = sampleRun({ hostile: HOSTILE });
const exchange = first(sample.lines.filter((line): line is Exchange => line.type === 'exchange'));
const failed = first(sample.verdicts.filter((verdict) => verdict.verdict === 'fail'));
const passed = first(sample.verdicts.filter((verdict) => verdict.verdict === 'pass' && verdict.findings.length === 0));

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('the sample lacks what the test needs');
  return one;
}

function accepts(validate: ValidateFunction, value: unknown): void {
  expect(validate(JSON.parse(JSON.stringify(value))), explain(validate.errors)).toBe(true);
}

function rejects(validate: ValidateFunction, value: unknown, why: RegExp): void {
  expect(validate(JSON.parse(JSON.stringify(value)))).toBe(false);
  expect(explain(validate.errors)).toMatch(why);
}

/** Every way to take one member out of an object. */
function withoutEach(value: object): (readonly [name: string, rest: object])[] {
  return Object.keys(value).map((name) => [
    name,
    Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
  ]);
}

test.each(Object.keys(FORMAT_FILES) as FormatFile[])('the schema of %s is one of 2020-12 with an id', (file) => {
  expect(schemaOf(file)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: expect.stringMatching(/^urn:nfv-tst:format:1:/) as string,
  });
  const ajv = new Ajv2020();
  expect(ajv.validateSchema(schemaOf(file)), explain(ajv.errors)).toBe(true);
});

describe('verdicts.ndjson', () => {
  test('accepts what a judge says', () => {
    for (const verdict of sample.verdicts) accepts(validators.verdict, verdict);
  });

  test('rejects a verdict that lacks a member', () => {
    for (const [name, rest] of withoutEach(passed)) rejects(validators.verdict, rest, new RegExp(name));
    for (const [name, rest] of withoutEach(first(failed.findings)))
      rejects(validators.verdict, { ...failed, findings: [rest] }, new RegExp(name));
  });

  test('rejects verdicts that say nothing: a fail without a shall, a pass without evidence, an open one without a reason', () => {
    const should = { ...first(failed.findings), keyword: 'should' };
    rejects(validators.verdict, { ...failed, findings: [] }, /contain/);
    rejects(validators.verdict, { ...failed, findings: [should] }, /contain/);
    rejects(validators.verdict, { ...passed, judged: 0 }, /judged must be >= 1/);
    rejects(validators.verdict, { ...passed, findings: failed.findings }, /keyword/);
    accepts(validators.verdict, { ...passed, findings: [should] });
    for (const verdict of ['inconclusive', 'error', 'not-applicable', 'not-supported']) {
      rejects(validators.verdict, { ...passed, verdict }, /reason/);
    }
  });

  test('rejects words that are not of the format', () => {
    rejects(validators.verdict, { ...passed, verdict: 'skipped' }, /verdict/);
    rejects(validators.verdict, { ...passed, release: '2.5.1' }, /release/);
    rejects(validators.verdict, { ...passed, extra: 1 }, /additional/);
    rejects(validators.verdict, { ...passed, tst010: ['7.3.1'] }, /pattern/);
  });
});

describe('exchanges.ndjson', () => {
  test('accepts a record', () => {
    for (const line of sample.lines) accepts(validators.storeLine, line);
  });

  test('knows every stimulus and every outcome', () => {
    for (const stimulus of Object.values(STIMULI)) accepts(validators.storeLine, { ...exchange, stimulus });
    rejects(validators.storeLine, { ...exchange, stimulus: { kind: 'whim' } }, /stimulus/);
    const end: Extract<StoreLine, { type: 'end' }> = {
      type: 'end',
      run: 'r',
      at: exchange.at,
      outcome: { kind: 'done' },
    };
    accepts(validators.storeLine, { ...end, outcome: { kind: 'blocked', reason: 'r', because: 'x1' } });
    accepts(validators.storeLine, { ...end, outcome: { kind: 'error', reason: 'r' } });
    rejects(validators.storeLine, { ...end, outcome: { kind: 'blocked' } }, /reason/);
    rejects(validators.storeLine, { ...end, outcome: { kind: 'fine' } }, /kind/);
  });

  test('accepts a record that was resumed', () => {
    const resumed: Extract<StoreLine, { type: 'resumed' }> = { type: 'resumed', at: exchange.at, abandoned: ['r'] };
    accepts(validators.storeLine, resumed);
    for (const [name, rest] of withoutEach(resumed)) rejects(validators.storeLine, rest, new RegExp(name));
    const footer = { type: 'footer', exchanges: 1, runs: 1, at: exchange.at };
    accepts(validators.storeLine, { ...footer, resumed: 1 });
    rejects(validators.storeLine, { ...footer, resumed: 0 }, /resumed/);
  });

  test('rejects lines that lack what makes them readable', () => {
    for (const line of sample.lines.filter((one) => one.type !== 'exchange'))
      for (const [name, rest] of withoutEach(line)) rejects(validators.storeLine, rest, new RegExp(name));
    for (const name of ['id', 'at', 'ms', 'direction', 'api', 'run', 'stimulus', 'request']) {
      const rest = withoutEach(exchange).find(([member]) => member === name)?.[1];
      rejects(validators.storeLine, rest, new RegExp(name));
    }
  });

  test('an exchange has a response or says why not', () => {
    const unanswered = withoutEach(exchange).find(([name]) => name === 'response')?.[1];
    rejects(validators.storeLine, unanswered, /response/);
    accepts(validators.storeLine, { ...unanswered, failure: { kind: 'timeout', message: 'after 5 s' } });
    rejects(validators.storeLine, { ...unanswered, failure: { kind: 'sulking', message: 'm' } }, /kind/);
  });

  test('rejects wrong forms', () => {
    rejects(validators.storeLine, { ...exchange, at: '2025-11-23 03:00' }, /date-time/);
    rejects(validators.storeLine, { ...exchange, request: { ...exchange.request, headers: { Accept: 'x' } } }, /array/);
    rejects(validators.storeLine, { ...exchange, request: { ...exchange.request, headers: [['Accept']] } }, /items/);
    rejects(
      validators.storeLine,
      { ...exchange, response: { ...exchange.response, body: { encoding: 'hex', data: '', bytes: 0 } } },
      /encoding/,
    );
    rejects(validators.storeLine, { type: 'remark' }, /type/);
  });
});

describe('run.json', () => {
  test('accepts runs that ended and runs that were interrupted', () => {
    accepts(validators.run, sample.info);
    accepts(validators.run, sampleRun({ complete: false }).info);
    accepts(validators.run, { ...sample.info, resumed: [sample.info.startedAt] });
    accepts(validators.run, { ...sample.info, selection: { releases: ['2.6.1'], cases: ['vnflcm.*'] } });
  });

  test('rejects a run that lacks a member, or is complete without an end', () => {
    for (const [name, rest] of withoutEach(sample.info)) rejects(validators.run, rest, new RegExp(name));
  });

  test('rejects wrong forms', () => {
    rejects(validators.run, { ...sample.info, format: 2 }, /format/);
    rejects(validators.run, { ...sample.info, ics: { 'vnflcm.*': 'yes' } }, /boolean/);
    rejects(validators.run, { ...sample.info, target: { ...sample.info.target, claims: ['9.9.9'] } }, /claims/);
  });
});

describe('matrix.json', () => {
  const verdicts: readonly Verdict[] = sample.verdicts;
  const file = matrixFile([{ dir: '', info: sample.info, verdicts, matrix: count(verdicts, sample.info) }]);

  test('accepts what is counted', () => accepts(validators.matrix, file));

  test('rejects what is not', () => {
    const target = first(file.targets);
    rejects(validators.matrix, { ...file, targets: [] }, /targets/);
    rejects(validators.matrix, { ...file, exitCode: 2 }, /exitCode/);
    for (const [name, rest] of withoutEach(target))
      rejects(validators.matrix, { ...file, targets: [rest] }, new RegExp(name));
    for (const [name, rest] of withoutEach(first(target.deviations)))
      rejects(validators.matrix, { ...file, targets: [{ ...target, deviations: [rest] }] }, new RegExp(name));
    const cell = { ...target.summary.claimed, state: 'green' };
    rejects(
      validators.matrix,
      { ...file, targets: [{ ...target, summary: { ...target.summary, claimed: cell } }] },
      /state/,
    );
  });
});

describe('certificate-<release>.json', () => {
  const { info, verdicts } = sampleRun({ failEvery: 0, openEvery: 0, hostile: HOSTILE });
  const digest = 'a'.repeat(64);
  const sha256 = { 'run.json': digest, 'exchanges.ndjson': digest, 'verdicts.ndjson': digest };
  const run = { dir: '', info, verdicts, matrix: count(verdicts, info) };
  const statement = statementOf('2.6.1', run, sha256, undefined);
  const signature = { payload: 'e30', protected: 'e30', signature: 'AA' };
  const judged = first(statement.judged);

  test('accepts what is stated of a run that conforms', () => {
    accepts(validators.certificate, { statement, signature });
    const qualification = { harness: '1', at: info.startedAt, faults: { seeded: 1, found: 1 } };
    accepts(validators.certificate, { statement: { ...statement, qualification }, signature });
  });

  test('rejects one that lacks a member', () => {
    for (const [name, rest] of withoutEach({ statement, signature }))
      rejects(validators.certificate, rest, new RegExp(name));
    for (const [name, rest] of withoutEach(statement))
      rejects(validators.certificate, { statement: rest, signature }, new RegExp(name));
    for (const [name, rest] of withoutEach(signature))
      rejects(validators.certificate, { statement, signature: rest }, new RegExp(name));
  });

  test('rejects one that does not state conformance, or has more to its signature', () => {
    const with_ = (more: object) => ({ statement: { ...statement, ...more }, signature });
    rejects(validators.certificate, with_({ outcome: 'passed' }), /outcome/);
    rejects(validators.certificate, with_({ judged: [{ ...judged, state: 'inconclusive' }] }), /state/);
    rejects(validators.certificate, with_({ judged: [{ ...judged, state: 'not-claimed' }] }), /contain/);
    const failed = { ...judged, cases: { ...judged.cases, fail: 1 } };
    rejects(validators.certificate, with_({ judged: [failed] }), /fail/);
    rejects(validators.certificate, { statement, signature: { ...signature, header: { alg: 'none' } } }, /additional/);
  });
});
