import { expect, it } from 'vitest';
import { outageText } from './outages.ts';

it('says when the target was not reachable', () => {
  const [from, until] = ['2026-01-01T12:00:00.000Z', '2026-01-01T12:00:02.000Z'];
  expect(outageText([{ from, until }, { from: until }])).toBe(
    'The target was not reachable from 12:00:00 to 12:00:02 and from 12:00:02 on (UTC). What that disturbed was driven again, or is inconclusive.',
  );
});
