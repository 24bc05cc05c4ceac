import { describe, expect, test } from 'vitest';
import { sampleRun } from '../../tests/sample/sample-run.ts';
import { validators } from '../judge/formats/formats.ts';
import type { Exchange, StoreLine } from './exchange.ts';
import { FlawedLine, parseLine } from './store-line.ts';

const sample = sampleRun();
const exchange = sample.lines.find((line): line is Exchange => line.type === 'exchange');
if (exchange === undefined) throw new Error('the sample holds no exchange');
const at = exchange.at;

/** A line of each type, with all that readers rely on. */
const LINES: readonly StoreLine[] = [
  { type: 'header', format: 1, run: 'r', at },
  {
    ...without(exchange, 'major', 'dialect'),
    stimulus: { kind: 'observe' },
    request: { ...exchange.request, certificate: { subject: 's', thumbprint: 'A'.repeat(43) } },
    failure: { kind: 'timeout', message: 'm' },
  },
  {
    type: 'begin',
    run: 'r',
    procedure: 'p',
    api: 'vnflcm',
    major: 'v1',
    dialect: '2.6.1',
    releases: ['2.4.1', '2.6.1'],
    at,
  },
  { type: 'end', run: 'r', at, outcome: { kind: 'blocked', reason: 'r' } },
  { type: 'resumed', at, abandoned: ['r'] },
  { type: 'footer', exchanges: 1, runs: 1, resumed: 1, at },
];

function without<T extends object, K extends keyof T>(value: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.some((one) => one === name))) as Omit<T, K>;
}

/** The line as it is without each of its members and with each of another type, at any depth. */
function* damaged(value: unknown): Generator {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const one of damaged(item)) yield value.with(i, one);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    for (const other of [null, true, 'text', 7, [7], { a: 7 }])
      if (typeof other !== typeof member || Array.isArray(other) !== Array.isArray(member))
        yield { ...value, [name]: other };
    for (const one of damaged(member)) yield { ...value, [name]: one };
  }
}

function accepts(line: unknown): boolean {
  try {
    parseLine(JSON.stringify(line));
    return true;
  } catch (error) {
    if (error instanceof FlawedLine) return false;
    throw error;
  }
}

describe('a line of a record', () => {
  test('is what the schema of the format says it is', () => {
    for (const line of [...sample.lines, ...LINES]) {
      expect(parseLine(JSON.stringify(line))).toEqual(line);
      expect(validators.storeLine(line)).toBe(true);
    }
  });

  test('is nothing that lacks what the schema asks for, or has it of another type', () => {
    let tried = 0;
    for (const line of LINES)
      for (const one of damaged(line)) {
        if (validators.storeLine(one)) continue;
        tried += 1;
        const text = JSON.stringify(one);
        expect([text, accepts(one)]).toEqual([text, false]);
      }
    expect(tried).toBeGreaterThan(200);
  });

  test.each<[string, string]>([
    ['', 'not JSON'],
    ['{"type":"exch', 'not JSON'],
    ['7', 'the line must be an object, it is 7'],
    ['null', 'the line must be an object, it is null'],
    ['{}', 'type must be that of a line, it is missing'],
    ['{"type":"remark"}', 'type must be that of a line, it is "remark"'],
    [JSON.stringify({ ...LINES[0], format: '1' }), 'format must be 1, it is "1"'],
    [JSON.stringify({ ...exchange, request: undefined }), 'request must be an object, it is missing'],
    [JSON.stringify({ ...exchange, direction: 'up' }), 'direction must be outbound or inbound, it is "up"'],
    [
      JSON.stringify({ ...exchange, request: { ...exchange.request, headers: [['Accept']] } }),
      'request.headers must hold pairs of strings, one is ["Accept"]',
    ],
    [JSON.stringify({ ...exchange, response: undefined }), 'response and failure are both missing'],
    [JSON.stringify({ ...LINES[3], outcome: { kind: 'error' } }), 'outcome.reason must be a string, it is missing'],
    [JSON.stringify({ ...LINES[5], runs: '1' }), 'runs must be a number, it is "1"'],
    [
      JSON.stringify({ ...LINES[4], abandoned: ['a'.repeat(80), 1] }),
      `abandoned must be a list of strings, it is ["${'a'.repeat(58)}...`,
    ],
  ])('%s is none, because: %s', (text, message) => {
    expect(() => parseLine(text)).toThrow(new FlawedLine(message));
  });
});
