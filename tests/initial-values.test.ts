import { expect, test } from 'vitest';
import { INITIAL_VALUES as declared } from '../counterparts/initial-values.ts';
import { INITIAL_VALUES as looked } from '../suites/checks/trace/initial-values.ts';

test('the check looks for what the VNFD of the harness declares', () => {
  expect(looked).toEqual(declared);
});
