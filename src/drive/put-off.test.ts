import { expect, test } from 'vitest';
import type { HeaderList } from '../exchange/exchange.ts';
import { putOff } from './put-off.ts';

function answer(status: number, ...headers: HeaderList): Parameters<typeof putOff>[0] {
  return { response: { status, headers, body: new Uint8Array(), size: 0 } };
}

test.each([
  [503, '2', 2000],
  [429, ' 0 ', 0],
  [503, 'Thu, 26 Nov 2026 08:00:05 GMT', 5000],
  [503, 'Thu, 26 Nov 2026 07:59:00 GMT', 0],
])('%i with Retry-After %j asks to be asked again after %i ms', (status, said, ms) => {
  const date = ['Date', 'Thu, 26 Nov 2026 08:00:00 GMT'] as const;
  expect(putOff(answer(status, date, ['Retry-After', said]))).toBe(ms);
});

test.each([
  [500, '1'],
  [503, '31'],
  [503, 'soon'],
  [503, ''],
  [202, '1'],
])('%i with Retry-After %j is an answer as any other', (status, said) => {
  expect(putOff(answer(status, ['Retry-After', said]))).toBeUndefined();
});

test('so is 503 without Retry-After, and no answer at all', () => {
  expect(putOff(answer(503))).toBeUndefined();
  expect(putOff({})).toBeUndefined();
});
