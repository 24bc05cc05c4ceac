import { expect, test } from 'vitest';
import { clauseIn } from './clauses.ts';

test('common rules stand in SOL003 itself before SOL013 came', () => {
  expect(clauseIn('2.4.1', 'SOL013 6.4')).toBe('SOL003 4.3.5');
  expect(clauseIn('2.4.1', 'SOL013 5.4.2')).toBe('SOL003 4.3');
  expect(clauseIn('2.4.1', 'SOL003 5.4.2')).toBe('SOL003 5.4.2');
  expect(clauseIn('2.6.1', 'SOL013 6.4')).toBe('SOL013 6.4');
});
