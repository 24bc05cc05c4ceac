import { expect, test } from 'vitest';
import { sent } from '../trace/build.test-data.ts';
import { get, instance, judge, ofAnswer } from './judge.test-data.ts';
import { links } from './links.ts';

const ROOT = 'http://sut.example/vnflcm/v2';
const form = ofAnswer(links);

const created = (path: string, status: number, location: string): readonly string[] =>
  judge(
    form,
    sent(
      { kind: 'legal' },
      { method: 'POST', path, status, answer: instance, answerHeaders: [['Location', location]] },
    ),
  );

test('Location leads to what was made', () => {
  expect(created('/vnf_instances', 201, `${ROOT}/vnf_instances/i1`)).toEqual([]);
  expect(created('/vnf_instances', 201, `${ROOT}/subscriptions/i1`)).toEqual(['shall location:kind:201']);
  expect(created('/vnf_instances', 201, `${ROOT}/vnf_instances/i2`)).toEqual(['shall location:id:vnf_instances']);
  expect(created('/vnf_instances', 201, '/vnflcm/v2/vnf_instances/i1')).toEqual([
    'should location:relative:vnf_instances.POST',
  ]);
});

test('Location of an accepted task leads to its operation occurrence', () => {
  const task = '/vnf_instances/i1/heal';
  expect(created(task, 202, `${ROOT}/vnf_lcm_op_occs/o1`)).toEqual([]);
  expect(created(task, 202, `${ROOT}/vnf_instances/i1`)).toEqual(['shall location:kind:202']);
});

test('an operation occurrence leads to its instance', () => {
  const occ = (href: string): readonly string[] =>
    judge(form, get('/vnf_lcm_op_occs/o1', { vnfInstanceId: 'i1', _links: { vnfInstance: { href } } }));
  expect(occ(`${ROOT}/vnf_instances/i1`)).toEqual([]);
  expect(occ(`${ROOT}/vnf_instances/i2`)).toEqual(['shall link-vnfInstance:vnf_lcm_op_occs/{vnfLcmOpOccId}']);
});

test('self leads to the resource that was read', () => {
  const read = (href: string): readonly string[] =>
    judge(form, get('/vnf_instances/i1', { ...instance, _links: { self: { href } } }));
  expect(read(`${ROOT}/vnf_instances/i1`)).toEqual([]);
  expect(read(`${ROOT}/vnf_instances/i2`)).toEqual(['shall link-self:vnf_instances/{vnfInstanceId}']);
});
