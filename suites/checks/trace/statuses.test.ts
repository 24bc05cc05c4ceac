import { expect, test } from 'vitest';
import type { HeaderList } from '../../../src/exchange/exchange.ts';
import { found, sent } from './build.test-data.ts';
import { EXPECTATIONS, methodRefused, statusCheck, unsupportedTasks } from './statuses.ts';

const put = (status: number, answerHeaders: HeaderList = []) =>
  sent({ kind: 'unsupported-method' }, { method: 'PUT', path: '/vnf_instances', status, answerHeaders });
const check = methodRefused(() => true);

test('a method that the resource does not have is answered with 405 and the methods that it has', () => {
  expect(found(check, [put(405, [['Allow', 'GET, POST']])])).toEqual([]);
  expect(found(check, [put(405)])).toEqual(['shall 405-without-allow']);
  expect(found(check, [put(404, [['Allow', 'GET, POST']])])).toEqual(['shall unsupported-method:404']);
  expect(found(check, [])).toEqual(['inconclusive']);
});

test('a task that is not supported is 404 and says so in a ProblemDetails', () => {
  const scale = (status: number, answer: unknown) =>
    sent(
      { kind: 'unknown-resource', step: 'unsupported-task' },
      { method: 'POST', path: '/vnf_instances/i1/scale', status, answer },
    );
  expect(found(unsupportedTasks, [scale(404, { status: 404, detail: 'no scaling' })])).toEqual([]);
  expect(found(unsupportedTasks, [scale(404, { code: 404 })])).toEqual(['shall unsupported-task:problem-details']);
  expect(found(unsupportedTasks, [scale(404, undefined)])).toEqual(['shall unsupported-task:problem-details']);
  expect(found(unsupportedTasks, [scale(409, {})])).toEqual(['inconclusive']);
});

test('bytes that are no UTF-8 are a matter of their own', () => {
  const post = (how: string, status: number) =>
    sent({ kind: 'malformed-json', how }, { method: 'POST', path: '/vnf_instances', status });
  const check = statusCheck(EXPECTATIONS['malformed-json']);
  expect(found(check, [post('{', 500), post('not UTF-8', 500)])).toEqual([
    'shall malformed-json:500',
    'shall malformed-json:not-utf8:500',
  ]);
  expect(found(check, [post('NaN', 201)])).toEqual(['shall malformed-json:vnf_instances.POST:201']);
});

test('an operation that may have ended is a reason to refuse its cancellation, whatever the payload is', () => {
  const post = (path: string, status: number) =>
    sent({ kind: 'malformed-json', how: '{' }, { method: 'POST', path, status });
  const check = statusCheck(EXPECTATIONS['malformed-json']);
  const cancel = '/vnf_lcm_op_occs/o/cancel';
  expect(found(check, [post(cancel, 409), post(cancel, 400)])).toEqual([]);
  expect(found(check, [post(cancel, 409)])).toEqual(['inconclusive']);
  expect(found(check, [post('/vnf_instances/i/scale', 409)])).toEqual(['shall malformed-json:409']);
});
