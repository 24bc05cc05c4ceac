import { expect, test } from 'vitest';
import { get, instance, judge, ofAnswer } from './judge.test-data.ts';
import { secrets } from './secrets.ts';

const shown = (more: object): readonly string[] =>
  judge(
    ofAnswer(({ exchange, response }) => secrets(exchange, response)),
    get('/vnf_instances', [{ ...instance, ...more }]),
  );

test('credentials are not handed out again', () => {
  expect(shown({})).toEqual([]);
  expect(shown({ vimConnectionInfo: { vim1: { accessInfo: { username: 'u', password: '' } } } })).toEqual([]);
  expect(shown({ vimConnectionInfo: { vim1: { accessInfo: { password: '[redacted]' } } } })).toEqual([
    'shall secret-returned:accessInfo',
  ]);
  expect(shown({ authentication: { paramsBasic: { password: '[redacted]' } } })).toEqual([
    'should secret-returned:/authentication/paramsBasic/password',
  ]);
});
