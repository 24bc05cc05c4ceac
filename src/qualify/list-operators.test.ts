import { expect, it } from 'vitest';
import { toBody } from '../exchange/body.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { reading } from '../exchange/exchange.test-data.ts';
import { listMutantsOf } from './list-operators.ts';
import type { RecordedRun } from './record.ts';

function read(step: string | undefined, path: string, answer: unknown): Exchange {
  const body = toBody(Buffer.from(JSON.stringify(answer)));
  return reading({
    id: path,
    stimulus: { kind: 'observe', ...(step === undefined ? {} : { step }) },
    request: { method: 'GET', url: `http://h/vnflcm/v2${path}`, headers: [] },
    response: { status: 200, headers: [], ...(body === undefined ? {} : { body }) },
  });
}

function made(exchange: Exchange, procedure = 'vnflcm.lifecycle'): readonly string[] {
  const at = '2026-01-01T00:00:00.000Z';
  const begin = { procedure, api: 'vnflcm', major: 'v2', dialect: '3.7.1', releases: ['3.7.1'] } as const;
  const run: RecordedRun = {
    begin: { type: 'begin', run: 'r', at, ...begin },
    end: { type: 'end', run: 'r', at, outcome: { kind: 'done' } },
    exchanges: [read('own', '/vnf_instances/i1', { id: 'i1' }), exchange],
  };
  return listMutantsOf(run, exchange).map(
    ({ rule, becomes, harmless }) =>
      `${rule}${harmless === undefined ? '' : ' (harmless)'}: ${becomes?.response?.body?.data ?? ''}`,
  );
}

it('lists lose an item of the run, have it twice, or one more', () => {
  const other = { id: 'ffffffff-0000-4000-8000-000000000000' };
  expect(made(read('list', '/vnf_instances', [{ id: 'of others' }, { id: 'i1' }]))).toEqual([
    `list item lost: ${JSON.stringify([{ id: 'of others' }])}`,
    `list item doubled: ${JSON.stringify([{ id: 'of others' }, { id: 'i1' }, { id: 'i1' }])}`,
    `list item added (harmless): ${JSON.stringify([{ id: 'of others' }, { id: 'i1' }, other])}`,
  ]);
  expect(made(read('list', '/vnf_instances', [{ id: 'of others' }]))).toEqual([]);
  expect(made(read(undefined, '/vnf_instances', [{ id: 'i1' }]))).toEqual([]);
});

it('lists within lose and get items where the GS says what has to be in them, and are doubled everywhere', () => {
  const occ = { resourceChanges: { affectedVnfcs: [{ id: 'v1' }] } };
  expect(made(read('instantiate.op_occ', '/vnf_lcm_op_occs/o', occ)).map((one) => one.split(':')[0])).toEqual([
    'instantiate.op_occ resourceChanges.affectedVnfcs item doubled',
    'instantiate.op_occ resourceChanges.affectedVnfcs item lost',
    'instantiate.op_occ resourceChanges.affectedVnfcs item added',
  ]);
  expect(made(read('instantiate.op_occ', '/vnf_lcm_op_occs/o', occ), 'vnflcm.states')).toHaveLength(1);
});
