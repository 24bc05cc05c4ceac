import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, sent } from './build.test-data.ts';
import { deletedOnce, immutableKept, modificationNotified, patchMediaType, safeReads } from './modify-more.ts';

const PATH = '/vnf_instances/i1';

describe('the operation occurrence of a patch', () => {
  const changedInfo = { vnfInstanceName: 'x' };
  const subscribed = sent(
    { kind: 'legal', step: 'subscribe' },
    { method: 'POST', path: '/subscriptions', status: 201 },
  );
  const acted = [
    observed('m.before', PATH, {}),
    sent({ kind: 'legal', task: 'modify', step: 'm' }, { method: 'PATCH', path: PATH, json: changedInfo, status: 202 }),
    observed('m.op_occ', '/vnf_lcm_op_occs/o1', { id: 'o1', operationState: 'COMPLETED', changedInfo }),
    observed('m.after', PATH, changedInfo),
  ];
  const told = (notificationStatus: string, operationState: string, more: object = {}): Exchange =>
    notification({
      notificationType: 'VnfLcmOperationOccurrenceNotification',
      vnfLcmOpOccId: 'o1',
      notificationStatus,
      operationState,
      ...more,
    });
  const start = told('START', 'PROCESSING');

  it('is notified', () => {
    const heard = (...them: readonly Exchange[]): readonly string[] =>
      found(modificationNotified, [subscribed, ...acted, ...them]);
    expect(heard(start, told('RESULT', 'COMPLETED', { changedInfo }))).toEqual([]);
    expect(heard(start)).toEqual(['shall notification:MODIFY_INFO:missing:RESULT']);
    expect(heard(start, told('RESULT', 'COMPLETED'))).toEqual(['shall notification:MODIFY_INFO:changedInfo']);
    expect(found(modificationNotified, acted)).toEqual(['inconclusive']);
  });

  it('is notified once to each subscriber', () => {
    const ended = (subscriptionId: string): Exchange => told('RESULT', 'COMPLETED', { changedInfo, subscriptionId });
    const heard = (...them: readonly Exchange[]): readonly string[] =>
      found(modificationNotified, [subscribed, ...acted, start, ...them]);
    expect(heard(ended('s1'), ended('s2'))).toEqual([]);
    expect(heard(ended('s1'), ended('s1'))).toEqual(['shall notification:op-occ:repeated:COMPLETED']);
  });
});

describe('around modifications', () => {
  const patch = (step: string, json: object, status: number) =>
    sent({ kind: 'legal', task: 'modify', step }, { method: 'PATCH', path: PATH, json, status });

  it('attributes that cannot be modified stay', () => {
    const body = { id: 'other' };
    const kept = observed('immutable.after', PATH, { id: 'i1' });
    const before = observed('immutable.before', PATH, { id: 'i1' });
    expect(found(immutableKept, [before, patch('immutable', body, 202), kept])).toEqual([]);
    expect(found(immutableKept, [before, patch('immutable', body, 400), kept])).toEqual([]);
    expect(found(immutableKept, [before, patch('immutable', body, 500), kept])).toEqual(['shall modify:immutable:500']);
    const changed = observed('immutable.after', PATH, { id: 'other' });
    expect(found(immutableKept, [before, patch('immutable', body, 202), changed])).toEqual([
      'shall modify:immutable:id',
    ]);
  });

  it('another media type is refused', () => {
    expect(found(patchMediaType, [patch('media-type', {}, 415)])).toEqual([]);
    expect(found(patchMediaType, [patch('media-type', {}, 202)])).toEqual(['should modify:media-type:202']);
    expect(found(patchMediaType, [patch('media-type', {}, 500)])).toEqual(['shall modify:media-type:500']);
  });

  it('a resource is deleted once, and reading changes nothing', () => {
    const judge = deletedOnce('delete', 'vnf_instances', 'SOL003 5.4.3.3.5');
    const gone = (step: string, status: number) => sent({ kind: 'repeat', step }, { method: 'DELETE', status });
    expect(found(judge, [gone('delete.first', 204), gone('delete.second', 404)])).toEqual([]);
    expect(found(judge, [gone('delete.first', 204), gone('delete.second', 204)])).toEqual([
      'shall delete:vnf_instances:second:204',
    ]);
    const read = (step: string, a: number, more = 0) => observed(step, PATH, { vnfInstanceName: `${a}`, more });
    expect(found(safeReads, [read('safe.first', 1), read('safe.second', 1)])).toEqual([]);
    // What a product adds is its own affair.
    expect(found(safeReads, [read('safe.first', 1, 1), read('safe.second', 1, 2)])).toEqual([]);
    expect(found(safeReads, [read('safe.first', 1), read('safe.second', 2)])).toEqual(['shall get-changes-resource']);
  });
});
