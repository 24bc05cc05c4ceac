import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, ROOT, sent } from './build.test-data.ts';
import { notifiedStates } from './notified-states.ts';

let second = 0;
const told = (operationState: string, more: object = {}): Exchange =>
  notification({
    notificationType: 'VnfLcmOperationOccurrenceNotification',
    vnfLcmOpOccId: 'o1',
    subscriptionId: 's1',
    operationState,
    timeStamp: new Date(Date.UTC(2026, 0, 1, 0, 0, second++)).toISOString(),
    ...more,
  });
const read = (operationState: string): Exchange => observed('x', '/vnf_lcm_op_occs/o1', { id: 'o1', operationState });
const states = (...all: readonly string[]): readonly string[] =>
  found(
    notifiedStates,
    all.map((one) => told(one)),
  );

it('follows the arrows', () => {
  expect(states('STARTING', 'PROCESSING', 'COMPLETED')).toEqual([]);
  expect(states('STARTING', 'ROLLED_BACK')).toEqual([]);
  expect(states('STARTING', 'PROCESSING', 'FAILED_TEMP', 'PROCESSING', 'FAILED_TEMP', 'FAILED')).toEqual([]);
  expect(states('STARTING', 'PROCESSING', 'FAILED_TEMP', 'ROLLING_BACK', 'FAILED_TEMP', 'ROLLING_BACK')).toEqual([]);
  expect(states('STARTING', 'PROCESSING', 'PROCESSING')).toEqual(['shall notification:op-occ:repeated:PROCESSING']);
  expect(states('STARTING', 'PROCESSING', 'FAILED_TEMP', 'FAILED_TEMP')).toEqual([
    'should notification:op-occ:passed-over:PROCESSING',
  ]);
  expect(states('STARTING', 'PROCESSING', 'FAILED')).toEqual(['shall op-occ:transition:PROCESSING:FAILED']);
  expect(states('STARTING', 'PROCESSING', 'ROLLED_BACK')).toEqual(['shall op-occ:transition:PROCESSING:ROLLED_BACK']);
  expect(states('STARTING', 'PROCESSING', 'COMPLETED', 'PROCESSING')).toEqual([
    'shall op-occ:transition:COMPLETED:PROCESSING',
  ]);
});

it('lets short states be passed over with a warning', () => {
  expect(states('STARTING', 'COMPLETED')).toEqual(['should notification:op-occ:passed-over:PROCESSING']);
  expect(states('STARTING', 'PROCESSING', 'FAILED_TEMP', 'ROLLED_BACK')).toEqual([
    'should notification:op-occ:passed-over:ROLLING_BACK',
  ]);
});

it('does not mind the gaps of filters, other subscribers, and the order of arrival', () => {
  expect(states('PROCESSING', 'FAILED')).toEqual([]);
  expect(found(notifiedStates, [told('STARTING'), told('COMPLETED', { subscriptionId: 's2' })])).toEqual([]);
  const [first, then, last] = [told('STARTING'), told('PROCESSING'), told('COMPLETED')];
  expect(found(notifiedStates, [last, first, then])).toEqual([]);
  expect(found(notifiedStates, [read('STARTING')])).toEqual(['inconclusive']);
});

it('does not mind the order of what bears the same time', () => {
  const timeStamp = '2026-01-01T00:00:00Z';
  const at = (state: string): Exchange => told(state, { timeStamp });
  expect(found(notifiedStates, [at('PROCESSING'), at('STARTING'), at('COMPLETED')])).toEqual([]);
  expect(found(notifiedStates, [at('STARTING'), at('PROCESSING'), at('ROLLED_BACK')])).toEqual([
    'shall op-occ:transition:PROCESSING:ROLLED_BACK',
  ]);
});

it('goes by the order of arrival where no other order of the same time is better', () => {
  const timeStamp = '2026-01-01T00:00:00Z';
  const retried = ['STARTING', 'PROCESSING', 'FAILED_TEMP', 'PROCESSING', 'ROLLED_BACK'];
  expect(
    found(
      notifiedStates,
      retried.map((state) => told(state, { timeStamp })),
    ),
  ).toEqual(['shall op-occ:transition:PROCESSING:ROLLED_BACK']);
});

it('does not compare times of a clock that is hours off with times of arrival', () => {
  const hours = (off: number): readonly Exchange[] =>
    ['STARTING', 'PROCESSING', 'COMPLETED'].map((state, i) =>
      told(state, { timeStamp: new Date(Date.UTC(2026, 0, 1, off, 0, i)).toISOString() }),
    );
  const broken = (state: string): Exchange => told(state, { timeStamp: 'just now' });
  expect(found(notifiedStates, [broken('STARTING'), ...hours(-7).slice(1)])).toEqual([]);
  expect(found(notifiedStates, [...hours(9).slice(0, 2), broken('COMPLETED')])).toEqual([]);
});

it('leaves alone what other runs, or two excluding tasks, brought about', () => {
  const wrong = [told('STARTING', { vnfInstanceId: 'i2' }), told('FAILED', { vnfInstanceId: 'i2' })];
  const made = (id: string): Exchange =>
    sent({ kind: 'legal' }, { method: 'POST', path: '/vnf_instances', status: 201, answer: { id } });
  expect(found(notifiedStates, [made('i1'), ...wrong])).toEqual(['inconclusive']);
  expect(found(notifiedStates, [made('i2'), ...wrong])).toEqual(['shall op-occ:transition:STARTING:FAILED']);
  const fail = sent(
    { kind: 'wrong-state', state: 'ongoing', task: 'fail', step: 'rushed.retry' },
    { method: 'POST', path: '/vnf_lcm_op_occs/o1/fail', status: 200 },
  );
  expect(found(notifiedStates, [made('i2'), fail, ...wrong])).toEqual(['inconclusive']);
});

it('does not run ahead of what is read', () => {
  const run = (...all: readonly Exchange[]): readonly string[] => found(notifiedStates, all);
  const early = ['shall notification:op-occ:before-its-cause'];
  expect(run(told('STARTING'), read('PROCESSING'), told('PROCESSING'), told('COMPLETED'), read('COMPLETED'))).toEqual(
    [],
  );
  expect(run(told('STARTING'), told('PROCESSING'), told('COMPLETED'), read('PROCESSING'))).toEqual(early);
  expect(run(told('STARTING'), told('PROCESSING'), read('STARTING'))).toEqual(early);
  expect(run(told('STARTING'), told('PROCESSING'), told('FAILED_TEMP'), read('PROCESSING'))).toEqual([]);
});

it('tells the start and the end of what was followed to its end', () => {
  const followed = (operationState: string): Exchange =>
    observed('instantiate.op_occ', '/vnf_lcm_op_occs/o1', { id: 'o1', operationState });
  const run = (...all: readonly Exchange[]): readonly string[] => found(notifiedStates, all);
  expect(run(told('STARTING'), told('PROCESSING'), followed('COMPLETED'), told('COMPLETED'))).toEqual([]);
  expect(run(told('STARTING'), told('PROCESSING'), followed('COMPLETED'))).toEqual([
    'shall notification:op-occ:missing:COMPLETED',
  ]);
  expect(run(told('PROCESSING'), followed('FAILED_TEMP'), told('FAILED_TEMP'))).toEqual([
    'shall notification:op-occ:missing:STARTING',
  ]);
  expect(run(told('STARTING'), followed('PROCESSING'))).toEqual([]);
});

it('tells the end of a retry, too, that ends as the operation did before', () => {
  const failed = observed('rush.end.op_occ', '/vnf_lcm_op_occs/o1', { id: 'o1', operationState: 'FAILED_TEMP' });
  const retry = sent(
    { kind: 'legal', task: 'retry' },
    { method: 'POST', path: '/vnf_lcm_op_occs/o1/retry', status: 202 },
  );
  const first = [told('STARTING'), told('PROCESSING'), told('FAILED_TEMP')];
  const run = (...all: readonly Exchange[]): readonly string[] => found(notifiedStates, all);
  const again = told('PROCESSING');
  expect(run(...first, retry, again, failed)).toEqual(['shall notification:op-occ:missing:FAILED_TEMP']);
  expect(run(...first, retry, again, failed, told('FAILED_TEMP'))).toEqual([]);
  expect(run(...first, failed, retry, again)).toEqual([]);
});

it('asks for the whole of no operation that began before the subscriber came, or ended after it went', () => {
  const accepted = sent(
    { kind: 'legal', task: 'instantiate' },
    {
      method: 'POST',
      path: '/vnf_instances/i1/instantiate',
      status: 202,
      answerHeaders: [['Location', `${ROOT}/vnf_lcm_op_occs/o1`]],
    },
  );
  const came = sent(
    { kind: 'legal', task: 'subscribe' },
    { method: 'POST', path: '/subscriptions', status: 201, answer: { id: 's1' } },
  );
  const went = sent({ kind: 'cleanup' }, { method: 'DELETE', path: '/subscriptions/s1', status: 204 });
  const completed = observed('x.op_occ', '/vnf_lcm_op_occs/o1', { id: 'o1', operationState: 'COMPLETED' });
  const late = [told('PROCESSING'), told('COMPLETED')];
  const early = [told('STARTING'), told('PROCESSING')];
  const run = (...all: readonly Exchange[]): readonly string[] => found(notifiedStates, all);
  expect(run(came, accepted, ...late, completed)).toEqual(['shall notification:op-occ:missing:STARTING']);
  expect(run(accepted, came, ...late, completed)).toEqual([]);
  expect(run(came, accepted, ...early, completed, went)).toEqual(['shall notification:op-occ:missing:COMPLETED']);
  expect(run(came, accepted, ...early, went, completed)).toEqual([]);
});

it('warns of notifications that overtake each other, and of nothing else about them', () => {
  const at = (state: string, ms: number): Exchange =>
    told(state, { timeStamp: new Date(Date.UTC(2027, 0, 1) + ms).toISOString() });
  const overtaken = 'should notification:op-occ:overtaken';
  const swapped = [at('PROCESSING', 0), at('STARTING', 5)];
  expect(found(notifiedStates, [...swapped, at('COMPLETED', 900)])).toEqual([overtaken]);
  expect(
    found(notifiedStates, [
      at('STARTING', 0),
      at('PROCESSING', 9),
      at('FAILED_TEMP', 20),
      at('ROLLED_BACK', 900),
      at('ROLLING_BACK', 901),
    ]),
  ).toEqual([overtaken]);
  expect(found(notifiedStates, [...swapped, at('ROLLED_BACK', 900)])).toEqual([
    overtaken,
    'shall op-occ:transition:PROCESSING:ROLLED_BACK',
  ]);
  expect(found(notifiedStates, [at('PROCESSING', 0), at('STARTING', 5000), at('COMPLETED', 9000)])).toEqual([
    'shall op-occ:transition:PROCESSING:STARTING',
    'should notification:op-occ:passed-over:PROCESSING',
  ]);
});
