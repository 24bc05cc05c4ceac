import { expect, test } from 'vitest';
import { loadModel } from '../model/load.ts';
import { clauseIn } from './clauses.ts';

const [OLD, NEW] = [loadModel().release('2.4.1'), loadModel().release('2.6.1')];

test('common rules stand in SOL003 itself before SOL013 came', () => {
  expect(clauseIn(OLD, 'SOL013 6.4')).toBe('SOL003 4.3.5');
  expect(clauseIn(OLD, 'SOL013 5.1')).toBe('SOL003 4.3');
  expect(clauseIn(OLD, 'SOL003 5.4.2')).toBe('SOL003 5.4.2');
  expect(clauseIn(NEW, 'SOL013 6.4')).toBe('SOL013 6.4');
});

test('a rule that 2.4.1 does not have gets no clause of another rule', () => {
  expect(clauseIn(OLD, 'SOL013 9.2')).toBe('SOL003');
  expect(clauseIn(OLD, 'SOL013 5.4.2')).toBe('SOL003');
});

test('the clauses of common data types in 2.4.1 are those of the model', () => {
  const [before, since] = [OLD.types, NEW.types];
  const common = [...since.values()].filter(({ name, clause }) => clause.startsWith('SOL013') && before.has(name));
  expect(common.length).toBeGreaterThan(8);
  const strange = common.filter(
    ({ name, clause }) => before.get(name)?.clause.startsWith(clauseIn(OLD, clause)) !== true,
  );
  expect(strange).toEqual([]);
});
