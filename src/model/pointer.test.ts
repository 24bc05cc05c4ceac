import { expect, test } from 'vitest';
import { pointerOf, stepsOfPointer } from './pointer.ts';

test.each([
  ['', []],
  ['/', ['']],
  ['/a/0', ['a', '0']],
  ['/a~1b/~01/~0', ['a/b', '~1', '~']],
])('%j leads over %j', (pointer, steps) => {
  expect(stepsOfPointer(pointer)).toEqual(steps);
  expect(pointerOf(steps)).toBe(pointer);
});
