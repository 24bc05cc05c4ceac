import { expect, test } from 'vitest';
import type { Release } from '../../../src/model/release-model.ts';
import { get, instance, judge, ofAnswer } from './judge.test-data.ts';
import { secrets } from './secrets.ts';

const shown = (more: object, release: Release = '3.7.1'): readonly string[] =>
  judge(
    ofAnswer(({ exchange, response, context }) => secrets(exchange, response, context.model.release)),
    get('/vnf_instances', [{ ...instance, ...more }]),
    release,
  );

test('credentials are not handed out again', () => {
  expect(shown({})).toEqual([]);
  expect(shown({ vimConnectionInfo: { vim1: { accessInfo: { username: 'u', password: '' } } } })).toEqual([]);
  expect(shown({ vimConnectionInfo: { vim1: { accessInfo: { password: '[redacted]' } } } })).toEqual([
    'shall secret-returned:accessInfo',
  ]);
  expect(shown({ vimConnectionInfo: { vim1: { accessInfo: { password: '[redacted]' } } } }, '3.3.1')).toEqual([
    'should secret-returned:accessInfo',
  ]);
  expect(shown({ authentication: { paramsBasic: { password: '[redacted]' } } })).toEqual([
    'should secret-returned:/authentication/paramsBasic/password',
  ]);
});
