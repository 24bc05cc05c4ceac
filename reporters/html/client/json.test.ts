import { expect, test } from 'vitest';
import { layOut } from './json.ts';

test('tokens stay as they were sent', () => {
  expect(layOut('{"a":1e400,"a":12345678901234567890,"b":[],"c":{},"d":[true,null,"x, {y}: \\" "]}')).toBe(
    `{
  "a": 1e400,
  "a": 12345678901234567890,
  "b": [],
  "c": {},
  "d": [
    true,
    null,
    "x, {y}: \\" "
  ]
}`,
  );
});

test('what is not JSON is not laid out', () => {
  expect(layOut('<html>')).toBeUndefined();
  expect(layOut('{"a":')).toBeUndefined();
});

test('a deep payload does not fill the memory', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  expect(layOut(deep)?.length).toBeLessThan(2_000_000);
});
