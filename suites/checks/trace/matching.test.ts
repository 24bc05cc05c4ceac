import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, sent } from './build.test-data.ts';
import { filtersKept, letsThrough, matches, nothingAfterDeletion, verbosity } from './matching.ts';
import type { Notification } from './notifications.ts';

const INSTANCE = {
  id: 'i',
  vnfdId: 'd',
  vnfInstanceName: 'n',
  vnfProvider: 'p',
  vnfProductName: 'q',
  vnfSoftwareVersion: '1',
  vnfdVersion: '2',
};
const COMPLETED = {
  notificationType: 'VnfLcmOperationOccurrenceNotification',
  vnfInstanceId: 'i',
  operation: 'INSTANTIATE',
  operationState: 'COMPLETED',
  vnfLcmOpOccId: 'o',
};
const CREATED = { notificationType: 'VnfIdentifierCreationNotification', vnfInstanceId: 'i' };

const subscribed = (sink: string, criterion: string, filter: unknown, status = 201, back: unknown = filter): Exchange =>
  sent(
    { kind: 'subscription-filter', criterion, valid: true, step: 'match.subscribe' },
    {
      method: 'POST',
      path: '/subscriptions',
      json: { callbackUri: `http://harness.example/${sink}`, filter },
      status,
      answer: { id: sink, filter: back },
    },
  );
const everything = sent(
  { kind: 'legal', step: 'match.everything' },
  { method: 'POST', json: { callbackUri: 'http://harness.example/all' }, status: 201 },
);
const read = observed('match.first.read', '/vnf_instances/i', INSTANCE);
const tell = (sink: string, ...bodies: readonly object[]): readonly Exchange[] =>
  bodies.map((body) => notification(body, `/${sink}`));

describe('a filter against all there was to be told', () => {
  const check = letsThrough('operationTypes');
  const filter = { notificationTypes: ['VnfLcmOperationOccurrenceNotification'], operationTypes: ['INSTANTIATE'] };
  const trace = [read, everything, subscribed('one', 'operationTypes', filter), ...tell('all', CREATED, COMPLETED)];
  test('lets through what matches and nothing else', () => {
    expect(found(check, [...trace, ...tell('one', COMPLETED)])).toEqual([]);
  });
  test('holds back what it should not', () => {
    expect(found(check, trace)).toEqual(['shall subscription:filter:operationTypes:holds-back']);
  });
  test('need not tell that the first instance was made: that was before it', () => {
    const creations = { notificationTypes: ['VnfIdentifierCreationNotification'] };
    const made = [everything, subscribed('new', 'notificationTypes', creations)];
    const told = tell('all', { ...CREATED, vnfInstanceId: 'j' }, CREATED);
    const second = observed('match.second.read', '/vnf_instances/j', { ...INSTANCE, id: 'j' });
    const judge = (...heard: readonly object[]): readonly string[] =>
      found(letsThrough('notificationTypes'), [read, second, ...made, ...told, ...tell('new', ...heard)]);
    expect(judge({ ...CREATED, vnfInstanceId: 'j' })).toEqual([]);
    expect(judge()).toEqual(['shall subscription:filter:notificationTypes:holds-back']);
  });
  test('lets through what it should not', () => {
    expect(found(check, [...trace, ...tell('one', COMPLETED, CREATED)])).toEqual([
      'shall subscription:filter:notificationTypes:lets-through',
    ]);
  });
  test('of several criteria names the one that did not work', () => {
    const both = {
      notificationTypes: [COMPLETED.notificationType],
      operationTypes: ['INSTANTIATE'],
      operationStates: ['FAILED'],
    };
    const several = 'operationTypes+operationStates';
    const made = [
      read,
      everything,
      subscribed('two', several, both),
      ...tell('all', COMPLETED),
      ...tell('two', COMPLETED),
    ];
    expect(found(letsThrough(several), made)).toEqual(['shall subscription:filter:operationStates:lets-through']);
  });
  test('is not judged without a yardstick', () => {
    expect(found(check, [read, everything, subscribed('one', 'operationTypes', filter)])).toEqual(['inconclusive']);
    expect(found(check, [read, everything, ...tell('all', COMPLETED)])).toEqual(['inconclusive']);
  });
});

describe('criteria', () => {
  const instances = new Map([['i', INSTANCE]]);
  const asNotification = (body: Readonly<Record<string, unknown>>): Notification => ({
    exchange: everything,
    body,
    type: String(body['notificationType']),
  });
  const holds = (inner: object): unknown =>
    matches({ vnfInstanceSubscriptionFilter: inner }, asNotification(COMPLETED), instances);
  const products = (...path: readonly string[]): unknown => {
    const [vnfProvider, vnfProductName, vnfSoftwareVersion, vnfdVersion] = path;
    const version = { vnfSoftwareVersion, ...(vnfdVersion === undefined ? {} : { vnfdVersions: [vnfdVersion] }) };
    const product = { vnfProductName, ...(vnfSoftwareVersion === undefined ? {} : { versions: [version] }) };
    const provider = { vnfProvider, ...(vnfProductName === undefined ? {} : { vnfProducts: [product] }) };
    return holds({ vnfProductsFromProviders: [provider] });
  };
  test('of the instance', () => {
    expect(holds({ vnfdIds: ['d', 'e'] })).toBe(true);
    expect(holds({ vnfdIds: ['e'] })).toBe(false);
    expect(holds({ vnfInstanceIds: ['i'] })).toBe(true);
    expect(holds({ vnfInstanceNames: ['m'] })).toBe(false);
    expect(holds({ vnfdIds: ['e'], vnfInstanceNames: ['n'] })).toBe(false);
  });
  test('of products, down to each level', () => {
    expect(products('p')).toBe(true);
    expect(products('x')).toBe(false);
    expect(products('p', 'q')).toBe(true);
    expect(products('p', 'x')).toBe(false);
    expect(products('p', 'q', '1')).toBe(true);
    expect(products('p', 'q', 'x')).toBe(false);
    expect(products('p', 'q', '1', '2')).toBe(true);
    expect(products('p', 'q', '1', 'x')).toBe(false);
  });
  test('of operations say nothing of other notifications', () => {
    expect(matches({ operationTypes: ['SCALE'] }, asNotification(CREATED), instances)).toBe(true);
    expect(matches({ operationTypes: ['SCALE'] }, asNotification(COMPLETED), instances)).toBe(false);
  });
  test('of an instance that nobody read are open', () => {
    const stranger = asNotification({ ...COMPLETED, vnfInstanceId: 'z' });
    expect(matches({ vnfInstanceSubscriptionFilter: { vnfdIds: ['d'] } }, stranger, instances)).toBe('unknown');
  });
});

test('legal filters are accepted and kept', () => {
  const filter = { operationTypes: ['SCALE'] };
  expect(found(filtersKept, [subscribed('a', 'operationTypes', filter)])).toEqual([]);
  // A criterion is a set.
  const two = (...operationTypes: readonly string[]) => ({ operationTypes });
  const turned = two('HEAL', 'SCALE');
  expect(found(filtersKept, [subscribed('a', 'operationTypes', two('SCALE', 'HEAL'), 201, turned)])).toEqual([]);
  expect(found(filtersKept, [subscribed('a', 'operationTypes', filter, 400)])).toEqual([
    'shall subscription:filter:operationTypes:refused:400',
  ]);
  expect(found(filtersKept, [subscribed('a', 'operationTypes', filter, 201, {})])).toEqual([
    'shall subscription:filter:operationTypes:differs',
  ]);
});

describe('verbosity', () => {
  const answered = (answer: object): Exchange =>
    sent(
      { kind: 'subscription-filter', criterion: 'verbosity.SHORT', valid: true, step: 'match.subscribe' },
      { method: 'POST', json: { callbackUri: 'http://harness.example/short' }, status: 201, answer },
    );
  const made = answered({ verbosity: 'SHORT' });
  test('SHORT leaves the details out', () => {
    const check = verbosity('SHORT');
    expect(found(check, [made, ...tell('short', { ...COMPLETED, verbosity: 'SHORT' })])).toEqual([]);
    expect(found(check, [made, ...tell('short', { ...COMPLETED, verbosity: 'SHORT', affectedVnfcs: [] })])).toEqual([
      'shall subscription:verbosity:SHORT:details',
    ]);
    // Absent it stands for FULL.
    expect(found(check, [made, ...tell('short', COMPLETED)])).toEqual(['shall subscription:verbosity:SHORT:differs']);
    expect(found(check, [made, ...tell('short', { ...COMPLETED, verbosity: 'FULL' })])).toEqual([
      'shall subscription:verbosity:SHORT:differs',
    ]);
    expect(found(check, [made])).toEqual(['inconclusive']);
  });
  test('is shown by the subscription', () => {
    expect(found(verbosity('SHORT'), [answered({}), ...tell('short', { ...COMPLETED, verbosity: 'SHORT' })])).toEqual([
      'shall subscription:verbosity:SHORT:not-shown',
    ]);
  });
});

test('a subscription that is gone is told nothing', () => {
  const made = sent(
    { kind: 'legal', step: 'match.gone' },
    { method: 'POST', json: { callbackUri: 'http://harness.example/gone' }, status: 201 },
  );
  const gone = sent({ kind: 'legal', step: 'match.gone.delete' }, { method: 'DELETE', status: 204 });
  expect(found(nothingAfterDeletion, [made, gone, ...tell('all', CREATED)])).toEqual([]);
  expect(found(nothingAfterDeletion, [made, ...tell('gone', CREATED), gone])).toEqual([]);
  expect(found(nothingAfterDeletion, [made, gone, ...tell('gone', CREATED)])).toEqual([
    'shall notification:after-unsubscribe',
  ]);
});
