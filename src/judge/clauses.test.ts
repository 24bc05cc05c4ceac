import { expect, test } from 'vitest';
import { loadModel } from '../model/load.ts';
import { clauseIn } from './clauses.ts';

test('common rules stand in SOL003 itself before SOL013 came', () => {
  expect(clauseIn('2.4.1', 'SOL013 6.4')).toBe('SOL003 4.3.5');
  expect(clauseIn('2.4.1', 'SOL013 5.1')).toBe('SOL003 4.3');
  expect(clauseIn('2.4.1', 'SOL003 5.4.2')).toBe('SOL003 5.4.2');
  expect(clauseIn('2.6.1', 'SOL013 6.4')).toBe('SOL013 6.4');
});

test('what 2.4.1 has no rule for is not given the clause of another', () => {
  expect(clauseIn('2.4.1', 'SOL013 9.2')).toBe('SOL003');
  expect(clauseIn('2.4.1', 'SOL013 5.4.2')).toBe('SOL003');
});

test('the clauses of common data types in 2.4.1 are those of the model', () => {
  const [before, since] = [loadModel().release('2.4.1').types, loadModel().release('2.6.1').types];
  const common = [...since.values()].filter(({ name, clause }) => clause.startsWith('SOL013') && before.has(name));
  expect(common.length).toBeGreaterThan(8);
  const strange = common.filter(
    ({ name, clause }) => before.get(name)?.clause.startsWith(clauseIn('2.4.1', clause)) !== true,
  );
  expect(strange).toEqual([]);
});
