import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { asynchronousGrant } from './async-grants.ts';
import { found, inbound } from './build.test-data.ts';
import { ask, grant, occ } from './grants.test-data.ts';

test('a grant that is given later is fetched and used', () => {
  const label = 'async.instantiate';
  const check = asynchronousGrant(label);
  const poll = (status: number): Exchange => inbound('grant', '/grant/v1/grants/g', { method: 'GET', status });
  const failed = occ(label, { operationState: 'ROLLED_BACK' });
  expect(found(check, [ask(label), grant({}, 202), poll(202), poll(200), occ(label)])).toEqual([]);
  expect(found(check, [ask(label), grant({}, 202), failed])).toEqual(['shall grant:async:not-followed']);
  expect(found(check, [ask(label), grant({}, 202), poll(202), failed])).toEqual(['shall grant:async:given-up']);
  expect(found(check, [ask(label), grant({}, 202), poll(200), failed])).toEqual(['shall grant:async:then-ROLLED_BACK']);
  expect(found(check, [ask(label), grant({}, 201), occ(label)])).toEqual(['inconclusive']);
  const going = (operationState: string): Exchange => occ(label, { operationState });
  const pending = (state: string): readonly Exchange[] => [
    ask(label),
    grant({}, 202),
    going(state),
    poll(202),
    poll(200),
    occ(label),
  ];
  expect(found(check, pending('STARTING'))).toEqual([]);
  expect(found(check, pending('PROCESSING'))).toEqual(['shall grant:not-waited-for']);
  expect(found(check, [ask(label), grant({}, 202), poll(200), going('PROCESSING'), occ(label)])).toEqual([]);
  const elsewhere = inbound('grant', '/grant/v1/grants/h', { method: 'GET', status: 200 });
  const located = inbound('grant', '/grant/v1/grants', {
    json: { vnfLcmOpOccId: 'o' },
    status: 202,
    answerHeaders: [['Location', '/grant/v1/grants/g']],
  });
  expect(found(check, [ask(label), located, elsewhere, occ(label)])).toEqual(['shall grant:async:not-followed']);
});

test('an operation that fails for another reason had its grant', () => {
  const label = 'async.heal';
  const poll = inbound('grant', '/grant/v1/grants/g', { method: 'GET', status: 200 });
  const failed = [ask(label), grant({}, 202), poll, occ(label, { operationState: 'FAILED_TEMP' })];
  expect(found(asynchronousGrant(label, ['COMPLETED', 'FAILED_TEMP']), failed)).toEqual([]);
  expect(found(asynchronousGrant(label), failed)).toEqual(['shall grant:async:then-FAILED_TEMP']);
});
