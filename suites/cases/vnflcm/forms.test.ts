import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { loadModel } from '../../../src/model/load.ts';
import { Judge } from '../../../src/judge/judge.ts';
import { ROOT, sent } from '../../checks/trace/build.test-data.ts';
import { answerForms } from './forms.ts';

/** Verdict of the case on a record of these exchanges. */
function verdict(id: string, ...exchanges: readonly Exchange[]): string {
  const form = answerForms.find((one) => one.id === id);
  if (form === undefined) throw new Error(`no such case ${id}`);
  const target = { roots: { 'vnflcm/v2': ROOT }, claims: () => undefined };
  const judge = new Judge([form], [loadModel().release('3.3.1')], target);
  for (const exchange of exchanges) judge.exchange(exchange);
  return judge.verdict(form, '3.3.1').verdict;
}

const answered = (path: string, status: number, answer: unknown, type: string): Exchange =>
  sent(
    { kind: 'observe' },
    {
      path,
      status,
      answer,
      answerHeaders: [
        ['Content-Type', type],
        ['Version', '2.0.0'],
      ],
    },
  );
const problem = (status: number, path = '/vnf_instances'): Exchange =>
  answered(path, status, { status, detail: 'd' }, 'application/problem+json');

test('who only refuses is not shown to be right, however well the refusals look', () => {
  expect(verdict('vnflcm.vnf_instances.get.form', problem(500), problem(400))).toBe('inconclusive');
  expect(
    verdict('vnflcm.vnf_instances.get.form', problem(400), answered('/vnf_instances', 200, [], 'application/json')),
  ).toBe('pass');
});

test('a refusal that is not in order is a finding all the same', () => {
  expect(verdict('vnflcm.vnf_instances.get.form', answered('/vnf_instances', 400, {}, 'text/html'))).toBe('fail');
});

test('a snapshot need not hold state of the VNF', () => {
  const path = '/vnf_snapshots/s1/vnf_state_snapshot';
  expect(verdict('vnflcm.vnf_snapshots.id.vnf_state_snapshot.get.form', problem(404, path))).toBe('pass');
});
