import { expect, test } from 'vitest';
import { clauseIn } from '../../src/judge/clauses.ts';
import { inForce } from '../../src/judge/judge.ts';
import { loadModel } from '../../src/model/load.ts';
import { RELEASES } from '../../src/model/release-model.ts';
import { catalogue } from '../../suites/cases/index.ts';
import { CLAUSE_FORM, misshapen } from './clause-form.ts';

test('a clause names one specification and at most one number', () => {
  const wellFormed = [
    'SOL003 5.4.2',
    'SOL003 5.4.11a.3.1',
    'SOL003 4.4.1.10b',
    'SOL013',
    'RFC 9110 15.5.6',
    'RFC 7396',
  ];
  expect(misshapen(wellFormed.map((clause) => ({ clause })))).toEqual([]);
  const broken = ['SOL003 SOL013 8.3.4', 'SOL003 ', 'SOL003 undefined', '5.4.2', 'SOL003 5.4.', 'SOL003 5.4 or 5.5'];
  expect(misshapen(broken.map((clause) => ({ clause })))).toEqual(broken);
});

test.each(RELEASES)('clauses of the model and of the cases of %s', (release) => {
  const model = loadModel().release(release);
  const resources = [...model.apis.values()].flatMap((api) => api.resources);
  const cited = [
    ...model.types.values(),
    ...resources,
    ...resources.flatMap(({ operations }) => [...operations.values()]),
    ...catalogue().filter((one) => inForce(one, release)),
  ].map(({ clause }) => clauseIn(model, clause));
  expect(cited.length).toBeGreaterThan(500);
  expect([...new Set(cited)].filter((clause) => !CLAUSE_FORM.test(clause))).toEqual([]);
});

test('cases of 2.4.1 cite no later rule', () => {
  const cases = catalogue().filter((one) => inForce(one, '2.4.1'));
  expect(
    cases
      .filter(({ clause }) => !/^SOL003 \d|^RFC/.test(clauseIn(loadModel().release('2.4.1'), clause)))
      .map(({ id }) => id),
  ).toEqual([]);
});
