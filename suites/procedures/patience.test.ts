import { expect, it } from 'vitest';
import { patience } from './patience.ts';

it('waits as long as the profile says until one operation was left for ever and another came to its end', () => {
  expect(patience({ longest: 0, stuck: false }, 60_000)).toBe(60_000);
  expect(patience({ longest: 700, stuck: false }, 60_000)).toBe(60_000);
  expect(patience({ longest: 0, stuck: true }, 60_000)).toBe(60_000);
  expect(patience({ longest: 700, stuck: true }, 60_000)).toBe(5000);
  expect(patience({ longest: 4000, stuck: true }, 60_000)).toBe(20_000);
  expect(patience({ longest: 40_000, stuck: true }, 60_000)).toBe(60_000);
});
