import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import { sent, traceOf } from '../../checks/trace/build.test-data.ts';
import { answerForms } from './forms.ts';

/** Observations of the case; `undefined`: the exchange shows nothing. */
function judge(id: string, exchange: Exchange): number | undefined {
  const form = answerForms.find((one) => one.id === id);
  const { model, api, target, exchanges } = traceOf([exchange]);
  const [one] = exchanges;
  if (form?.kind !== 'every-exchange' || one === undefined) throw new Error(`no such case ${id}`);
  const match = matchExchange(one, model, target.roots);
  return form.judge(one, { model, api, target, ...(match === undefined ? {} : { match }) })?.length;
}

const problem = (status: number, path = '/vnf_instances'): Exchange =>
  sent(
    { kind: 'observe' },
    {
      path,
      status,
      answer: { status, detail: 'd' },
      answerHeaders: [
        ['Content-Type', 'application/problem+json'],
        ['Version', '2.0.0'],
      ],
    },
  );

test('an error answer in order shows nothing about the operation: who only refuses is not shown to be right', () => {
  expect(judge('vnflcm.vnf_instances.get.form', problem(500))).toBeUndefined();
  expect(judge('vnflcm.vnf_instances.get.form', problem(400))).toBeUndefined();
});

test('an error answer that is not in order is a finding', () => {
  const bare = sent({ kind: 'observe' }, { path: '/vnf_instances', status: 400, answer: {} });
  expect(judge('vnflcm.vnf_instances.get.form', bare)).toBeGreaterThan(0);
});

test('a snapshot need not hold state of the VNF', () => {
  const path = '/vnf_snapshots/s1/vnf_state_snapshot';
  expect(judge('vnflcm.vnf_snapshots.id.vnf_state_snapshot.get.form', problem(404, path))).toBe(0);
});
