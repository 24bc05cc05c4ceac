import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { snapshotLife, taskEffect } from './tasks.ts';

const occ = (label: string, operationState: string): Exchange =>
  observed(`${label}.op_occ`, '/vnf_lcm_op_occs/o', { id: 'o', operationState });

describe('a task that completed', () => {
  const virtualLinks = (...ids: readonly string[]): object[] => ids.map((id) => ({ id }));
  test.each([
    ['operate', { changeStateTo: 'STOPPED' }, { vnfState: 'STOPPED' }, { vnfState: 'STARTED' }],
    ['change_flavour', { newFlavourId: 'g' }, { flavourId: 'g' }, { flavourId: 'f' }],
    [
      'change_ext_conn',
      { extVirtualLinks: virtualLinks('v') },
      { extVirtualLinkInfo: virtualLinks('u', 'v') },
      { extVirtualLinkInfo: virtualLinks('u') },
    ],
  ])('%s shows its effect', (task, json, right, wrong) => {
    const story = (instantiatedVnfInfo: object, state = 'COMPLETED'): readonly Exchange[] => [
      sent({ kind: 'legal', task, step: 'task' }, { method: 'POST', json, status: 202 }),
      occ('task', state),
      observed('read.task', '/vnf_instances/i', { instantiatedVnfInfo }),
    ];
    const check = taskEffect('task', task);
    expect(found(check, story(right))).toEqual([]);
    expect(found(check, story(wrong))).toEqual([`shall effect:${task}`]);
    expect(found(check, story(wrong, 'FAILED_TEMP'))).toEqual(['inconclusive']);
  });

  test('change_vnfpkg shows its effect', () => {
    const story = (vnfdId: string): readonly Exchange[] => [
      sent({ kind: 'legal', step: 'task' }, { method: 'POST', json: { vnfdId: 'new' }, status: 202 }),
      occ('task', 'COMPLETED'),
      observed('read.task', '/vnf_instances/i', { vnfdId }),
    ];
    expect(found(taskEffect('task', 'change_vnfpkg'), story('new'))).toEqual([]);
    expect(found(taskEffect('task', 'change_vnfpkg'), story('old'))).toEqual(['shall effect:change_vnfpkg']);
  });
});

describe('a VNF snapshot', () => {
  interface Life {
    readonly listed?: string;
    readonly of?: string;
    readonly deleted?: number;
    readonly after?: number;
    readonly state?: string;
  }
  const life = ({ listed = 's', of = 'i', deleted = 204, after = 404, state = 'COMPLETED' }: Life = {}) => [
    sent({ kind: 'legal', step: 'create' }, { method: 'POST', status: 201, answer: { id: 'i' } }),
    sent({ kind: 'legal', step: 'snapshot.create' }, { method: 'POST', status: 201, answer: { id: 's' } }),
    occ('create_snapshot', state),
    observed('snapshot.read', '/vnf_snapshots/s', { id: 's', vnfSnapshot: { vnfInstanceId: of } }),
    observed('snapshot.list', '/vnf_snapshots', [{ id: listed }]),
    sent({ kind: 'legal', step: 'snapshot.delete' }, { method: 'DELETE', status: deleted }),
    observed('snapshot.read-deleted', '/vnf_snapshots/s', {}, after),
  ];

  test('is made, filled, listed and deleted', () => {
    expect(found(snapshotLife, life())).toEqual([]);
    // Nobody knows of which instance one is that was never filled.
    expect(found(snapshotLife, life({ of: 'j', state: 'FAILED_TEMP' }))).toEqual([]);
  });

  test('may be on a later page of the list', () => {
    const next = [['Link', '</vnf_snapshots?nextpage_opaque_marker=m>; rel="next"']] as const;
    const paged = life({ listed: 't' }).map((one) =>
      one.stimulus.step === 'snapshot.list' && one.response !== undefined
        ? { ...one, response: { ...one.response, headers: next } }
        : one,
    );
    expect(found(snapshotLife, paged)).toEqual([]);
  });

  test.each<[deviation: string, wrong: Life]>([
    ['delete', { deleted: 202 }],
    ['gone', { after: 200 }],
    ['listed', { listed: 't' }],
    ['instance', { of: 'j' }],
  ])('is not otherwise: %s', (deviation, wrong) => {
    expect(found(snapshotLife, life(wrong))).toEqual([`shall effect:snapshot:${deviation}`]);
  });
});
