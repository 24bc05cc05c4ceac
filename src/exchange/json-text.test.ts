import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEPTH_LIMIT, TOO_DEEP, valueOf } from './json-text.ts';

/** Longer than what is parsed as a whole. */
const LONG = ' '.repeat(2 * DEPTH_LIMIT);

function outcome(read: (text: string) => unknown, text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}

describe('valueOf', () => {
  test('is what JSON.parse makes of any JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent) + LONG;
        expect(valueOf(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('and of what is none: the same error', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '\\',
      '1',
      '"a"',
      'null',
      ' ',
      '{"a":1}',
      '\u00a0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const text of [`[${pieces.join('')}]${LONG}`, pieces.join('') + LONG])
          expect(outcome(valueOf, text)).toEqual(outcome(JSON.parse, text));
      }),
      { numRuns: 2000 },
    );
  });

  test('an item that two lists share is one object', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => JSON.stringify({ id, text: LONG }));
    const first = valueOf(`[${a},${b}]`) as unknown[];
    const second = valueOf(`[${b}, ${c}]`) as unknown[];
    expect(second[0]).toBe(first[1]);
    expect(second[1]).toEqual({ id: 'c', text: LONG });
  });

  test('what is nested too deep is not read', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(valueOf(`${nested(DEPTH_LIMIT)}${LONG}`)).not.toBe(TOO_DEEP);
    expect(valueOf(`${nested(DEPTH_LIMIT + 1)}${LONG}`)).toBe(TOO_DEEP);
  });
});
