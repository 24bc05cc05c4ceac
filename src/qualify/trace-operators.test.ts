import { describe, expect, it } from 'vitest';
import { toBody } from '../exchange/body.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { reading } from '../exchange/exchange.test-data.ts';
import type { RecordedRun } from './record.ts';
import { traceMutantsOf } from './trace-operators.ts';

let made = 0;
const body = (value: unknown): object => ({ body: toBody(Buffer.from(JSON.stringify(value))) });

function exchange(more: Partial<Exchange>): Exchange {
  const request = { method: 'GET', url: 'http://h/vnflcm/v2/vnf_instances/i1', headers: [] };
  return reading({ id: `x${++made}`, request, ...more });
}

const instance = exchange({});
const told = (operationState: string, more: object = {}): Exchange =>
  exchange({
    direction: 'inbound',
    api: 'vnflcm-notification',
    stimulus: { kind: 'inbound', answer: 'notification 204' },
    request: {
      method: 'POST',
      url: 'http://sink/1',
      headers: [],
      ...body({
        notificationType: 'T',
        operation: 'SCALE',
        operationState,
        vnfInstanceId: 'i1',
        vnfLcmOpOccId: 'o1',
        timeStamp: operationState,
        ...more,
      }),
    },
  });
const read = (operationState: string): Exchange =>
  exchange({
    request: { method: 'GET', url: 'http://h/vnflcm/v2/vnf_lcm_op_occs/o1', headers: [] },
    response: { status: 200, headers: [], ...body({ operationState }) },
  });

function runOf(procedure: string, ...exchanges: readonly Exchange[]): RecordedRun {
  const at = '2026-01-01T00:00:00.000Z';
  const begin = { procedure, api: 'vnflcm', major: 'v2', dialect: '3.7.1', releases: ['3.7.1'] } as const;
  return {
    begin: { type: 'begin', run: 'r', at, ...begin },
    end: { type: 'end', run: 'r', at, outcome: { kind: 'done' } },
    exchanges: [instance, ...exchanges],
  };
}

const rules = (run: RecordedRun): readonly string[] =>
  run.exchanges.flatMap((one) =>
    traceMutantsOf(run, one).map(({ rule, harmless }) => (harmless === undefined ? rule : `(${rule})`)),
  );

describe('mutants of a run', () => {
  it('lose, double and overtake what subscribers have to be told', () => {
    const [start, end] = [told('STARTING'), told('COMPLETED')];
    const run = runOf('vnflcm.lifecycle', start, end);
    expect(rules(run)).toEqual([
      'lost T SCALE STARTING',
      'doubled T SCALE STARTING',
      'overtaken STARTING COMPLETED',
      'lost T SCALE COMPLETED',
      'doubled T SCALE COMPLETED',
    ]);
    const [lost, doubled, overtaken] = traceMutantsOf(run, start);
    expect(lost?.mutate(run.exchanges)).toEqual([instance, end]);
    expect(doubled?.mutate(run.exchanges)).toEqual([instance, start, start, end]);
    const said = overtaken?.mutate(run.exchanges).map(({ request }) => request.body?.data);
    expect(said?.[1]).toMatch(/"operationState":"COMPLETED".*"timeStamp":"STARTING"/);
    expect(said?.[2]).toMatch(/"operationState":"STARTING".*"timeStamp":"COMPLETED"/);
  });

  it('leave alone what no case waits for', () => {
    expect(rules(runOf('vnflcm.lifecycle', told('STARTING', { vnfInstanceId: 'of another run' })))).toEqual([]);
    expect(rules(runOf('vnflcm.lifecycle', told('STARTING', { operation: 'MODIFY_INFO' })))).toEqual([]);
  });

  it('know that the start of a modification is notified twice', () => {
    const start = told('STARTING', { operation: 'MODIFY_INFO', notificationStatus: 'START' });
    const end = told('COMPLETED', { operation: 'MODIFY_INFO', notificationStatus: 'RESULT' });
    expect(rules(runOf('vnflcm.modify', start, end))).toEqual([
      '(lost T MODIFY_INFO STARTING)',
      'lost T MODIFY_INFO COMPLETED',
      'doubled T MODIFY_INFO COMPLETED',
    ]);
  });

  it('read states the other way round, where that is no way of the state machine', () => {
    const run = runOf('vnflcm.lifecycle', read('STARTING'), read('PROCESSING'), read('PROCESSING'));
    expect(rules(run)).toEqual(['swapped STARTING PROCESSING']);
    const [first, second] = run.exchanges.slice(1);
    if (first === undefined || second === undefined) throw new Error('no reads');
    const swapped = traceMutantsOf(run, first)[0]?.mutate(run.exchanges) ?? [];
    expect(swapped.map(({ id }) => id)).toEqual(run.exchanges.map(({ id }) => id));
    expect(swapped[1]?.response).toEqual(second.response);
    expect(swapped[2]?.response).toEqual(first.response);
    expect(rules(runOf('vnflcm.failures', read('FAILED_TEMP'), read('PROCESSING')))).toEqual([
      '(swapped FAILED_TEMP PROCESSING)',
    ]);
  });
});
