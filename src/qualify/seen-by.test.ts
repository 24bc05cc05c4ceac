import { expect, it } from 'vitest';
import type { FaultResult } from './fault-result.ts';
import { faultOfEachCase } from './seen-by.ts';

const created = 'vnflcm.lifecycle.create.accepted';

function result(fault: string, failed: number, more: Partial<FaultResult>): FaultResult {
  const common = {
    what: '',
    clause: '',
    release: '3.7.1',
    seenBy: [],
    also: [],
    collateral: [],
    judged: 0,
    ms: 0,
  } as const;
  return { fault, failed, ...common, ...more };
}

it('each case on behaviour has the most telling fault that it was seen to fail under', () => {
  const all = [
    result('broad', 9, { seenBy: [created], also: ['vnflcm.lifecycle.delete.gone'] }),
    result('narrow', 1, { seenBy: [created, 'vnflcm.vnf_instances.post.form'] }),
    result('unrelated', 1, { collateral: [{ case: 'vnflcm.lifecycle.links', deviation: '', exchange: '' }] }),
  ];
  expect(faultOfEachCase(all)).toEqual({ [created]: 'narrow', 'vnflcm.lifecycle.delete.gone': 'broad' });
});
