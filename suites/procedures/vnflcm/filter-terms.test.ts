import { expect, it } from 'vitest';
import { distinctLeaves } from './filter-terms.ts';

it('asks for each nature of value that a path leads to, whichever item comes first', () => {
  const text = { metadata: { size: 'many' } };
  const number = { metadata: { size: 5 } };
  const path = ['metadata', 'size'];
  const both = [
    { path, value: 'many' },
    { path, value: 5 },
  ];
  expect(distinctLeaves([text, number, text], 9)).toEqual(both);
  expect(distinctLeaves([number, text], 9)).toEqual(both.toReversed());
  expect(distinctLeaves([number, text], 1)).toHaveLength(1);
});
