import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, ROOT, sent } from './build.test-data.ts';
import { mergedById } from './merge-patch.ts';
import { changedInfo, modificationOpOcc, patched } from './modify.ts';

const PATH = '/vnf_instances/i1';
const OCC = '/vnf_lcm_op_occs/o1';

interface Story {
  readonly before: object;
  readonly body: object;
  readonly after?: object;
  readonly status?: number;
  readonly occ?: object;
  readonly occStatus?: number;
  readonly afterStatus?: number;
}

const occ = (more: object = {}): object => ({
  id: 'o1',
  operation: 'MODIFY_INFO',
  operationState: 'COMPLETED',
  vnfInstanceId: 'i1',
  isAutomaticInvocation: false,
  ...more,
});

/** A patch `m`, its operation occurrence, and reads before and after. */
function story({ before, body, after = before, status = 202, ...rest }: Story): readonly Exchange[] {
  return [
    observed('m.before', PATH, before),
    sent({ kind: 'legal', task: 'modify', step: 'm' }, { method: 'PATCH', path: PATH, json: body, status }),
    ...(status === 202 ? [observed('m.op_occ', OCC, rest.occ ?? occ(), rest.occStatus ?? 200)] : []),
    observed('m.after', PATH, after, rest.afterStatus ?? 200),
  ];
}

it('merges lists of VIM connections by id', () => {
  const old = [{ id: 'a', vimType: 'x' }, { id: 'b' }];
  expect(mergedById(old, [{ id: 'a', extra: { k: 1 } }, { id: 'c' }])).toEqual([
    { id: 'a', vimType: 'x', extra: { k: 1 } },
    { id: 'b' },
    { id: 'c' },
  ]);
});

describe('a patch', () => {
  const judge = patched('m');
  const before = { vnfInstanceName: 'n', metadata: { a: '1', b: '2' } };

  it('passes where it shows and nothing else changed', () => {
    const body = { metadata: { a: null } };
    expect(found(judge, story({ before, body, after: { vnfInstanceName: 'n', metadata: { b: '2' } } }))).toEqual([]);
    const all = { vnfInstanceName: null, metadata: { a: null, b: null } };
    expect(found(judge, story({ before, body: all, after: {} }))).toEqual([]);
  });

  it('fails where it does not show, shows otherwise, or reaches too far', () => {
    const renamed = { before, body: { vnfInstanceName: 'x' } };
    expect(found(judge, story(renamed))).toEqual(['shall modify:vnfInstanceName:not-applied']);
    expect(found(judge, story({ ...renamed, after: { ...before, vnfInstanceName: 'X' } }))).toEqual([
      'shall modify:vnfInstanceName:applied-otherwise',
    ]);
    expect(found(judge, story({ ...renamed, after: { vnfInstanceName: 'x' } }))).toEqual([
      'shall modify:metadata:changed-untouched',
    ]);
    expect(found(judge, story({ before, body: { metadata: { a: null } } }))).toEqual([
      'shall modify:null:entry:not-applied',
    ]);
  });

  it('fails in a way of its own where KeyValuePairs are kept otherwise', () => {
    const flat = { before: {}, body: { metadata: { n: 1, flag: true } } };
    expect(found(judge, story({ ...flat, after: { metadata: { n: '1', flag: 'True' } } }))).toEqual([
      'shall modify:metadata:values-as-text',
    ]);
    expect(found(judge, story({ ...flat, after: { metadata: { N: 1, flag: true } } }))).toEqual([
      'shall modify:metadata:keys-changed',
    ]);
    const empty = { before: { vnfInstanceDescription: 'd' }, body: { vnfInstanceDescription: '' } };
    expect(found(judge, story({ ...empty, after: {} }))).toEqual([]);
    expect(found(judge, story(empty))).toEqual(['shall modify:vnfInstanceDescription:not-applied']);
  });

  it('fails where it is refused, does not complete, or breaks the resource', () => {
    expect(found(judge, story({ before, body: { vnfInstanceName: null }, status: 400 }))).toEqual([
      'shall modify:null:attribute:refused:400',
    ]);
    expect(
      found(judge, story({ before, body: { metadata: null }, occ: occ({ operationState: 'FAILED_TEMP' }) })),
    ).toEqual(['shall modify:null:attribute-map:FAILED_TEMP']);
    expect(found(judge, story({ before, body: { metadata: null }, after: {}, afterStatus: 500 }))).toEqual([
      'shall modify:instance-unreadable:500',
    ]);
  });

  it('is named by the state in which it ended, also where only the list tells it', () => {
    const [read, patch, , after] = story({ before, body: { metadata: { n: 1 } } });
    if (read === undefined || patch === undefined || after === undefined) throw new Error('no story');
    const located = { ...patch, response: { status: 202, headers: [['Location', `${ROOT}${OCC}`]] as const } };
    const unreadable = observed('m.op_occ', OCC, {}, 500);
    const list = observed('list', '/vnf_lcm_op_occs', [occ({ operationState: 'FAILED_TEMP' })]);
    expect(found(judge, [read, located, unreadable, list, after])).toEqual(['shall modify:metadata:FAILED_TEMP']);
    expect(found(judge, [read, located, unreadable, after])).toEqual(['shall modify:metadata:not-applied']);
    // What was going on when it could still be read says nothing of the end.
    const going = [observed('m.op_occ', OCC, occ({ operationState: 'PROCESSING' })), unreadable];
    const early = observed('list', '/vnf_lcm_op_occs', [occ({ operationState: 'STARTING' })]);
    expect(found(judge, [read, located, ...going, early, after])).toEqual(['shall modify:metadata:not-applied']);
  });

  it('is no proof for names that the VNFD need not declare, nor while another operation goes on', () => {
    const body = { extensions: { made: 'up' } };
    expect(found(judge, story({ before, body, status: 400 }))).toEqual(['should modify:extensions:refused:400']);
    // Due where the VNFD does not declare it.
    expect(found(judge, story({ before, body, status: 422 }))).toEqual([]);
    expect(found(judge, story({ before: { extensions: { made: 'down' } }, body, status: 422 }))).toEqual([
      'should modify:extensions:refused:422',
    ]);
    expect(found(judge, story({ before, body }))).toEqual(['should modify:extensions:not-applied']);
    const known = { before: { extensions: { made: 'down' } }, body };
    expect(found(judge, story(known))).toEqual(['shall modify:extensions:not-applied']);
    const part = { vimConnectionInfo: { v: { extra: {} } } };
    expect(found(judge, story({ before, body: part, status: 400 }))).toEqual([
      'should modify:vimConnectionInfo:part:refused:400',
    ]);
    expect(found(judge, story({ before, body, status: 409 }))).toEqual(['inconclusive']);
    expect(found(judge, [])).toEqual(['inconclusive']);
  });
});

describe('the operation occurrence of a patch', () => {
  const before = { vnfInstanceName: 'n' };
  const body = { vnfInstanceName: 'x' };
  const done = { before, body, after: body };

  it('describes it', () => {
    expect(found(modificationOpOcc, story({ ...done, occ: occ({ operationParams: body }) }))).toEqual([]);
    expect(found(modificationOpOcc, story({ ...done, occ: occ({ operation: 'HEAL' }) }))).toEqual([
      'shall modify:op-occ:operation',
    ]);
    expect(found(modificationOpOcc, story({ ...done, occ: occ({ operationParams: "{'a': 1}" }) }))).toEqual([
      'shall modify:op-occ:operationParams',
    ]);
    expect(found(modificationOpOcc, story({ ...done, occ: {}, occStatus: 500 }))).toEqual([
      'shall modify:op-occ-unreadable:500',
    ]);
  });

  it('tells what changed', () => {
    expect(found(changedInfo, story({ ...done, occ: occ({ changedInfo: body }) }))).toEqual([]);
    expect(found(changedInfo, story(done))).toEqual(['shall modify:changedInfo:missing']);
    const more = { ...body, extensions: { none: 'asked' } };
    expect(found(changedInfo, story({ ...done, occ: occ({ changedInfo: more }) }))).toEqual([
      'shall modify:changedInfo:unchanged',
    ]);
    expect(found(changedInfo, story({ ...done, occ: occ({ changedInfo: { vnfInstanceName: 'n' } }) }))).toEqual([
      'shall modify:changedInfo:vnfInstanceName',
    ]);
    expect(found(changedInfo, story({ before, body: before }))).toEqual([]);
  });
});
