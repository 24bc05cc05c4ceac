import { expect, test } from 'vitest';
import { observed } from './build.test-data.ts';
import { compare } from './compare.ts';

test('what differs is an observation that says by what', () => {
  const about = { check: 'c', clause: 'SOL003 5', message: 'm', deviation: 'd', pointer: '/a' };
  const read = observed('read', '/vnf_instances/i', {});
  const saying = (expected: unknown, seen: unknown): readonly string[] =>
    compare(about, expected, seen, read).map((one) => `${one.keyword} ${one.expected} ${one.observed}`);
  expect(saying({ a: 1 }, { a: 1 })).toEqual([]);
  expect(saying({ a: 1 }, { a: 2 })).toEqual(['shall {"a":1} {"a":2}']);
  expect(saying(undefined, 'x')).toEqual(['shall nothing x']);
});
