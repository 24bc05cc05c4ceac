import { expect, test } from 'vitest';
import type { HeaderList } from '../../../src/exchange/exchange.ts';
import { found, sent } from './build.test-data.ts';
import { methodRefused } from './statuses.ts';

const put = (status: number, answerHeaders: HeaderList = []) =>
  sent({ kind: 'unsupported-method' }, { method: 'PUT', path: '/vnf_instances', status, answerHeaders });
const check = methodRefused(() => true);

test('a method that the resource does not have is answered with 405 and the methods that it has', () => {
  expect(found(check, [put(405, [['Allow', 'GET, POST']])])).toEqual([]);
  expect(found(check, [put(405)])).toEqual(['shall 405-without-allow']);
  expect(found(check, [put(404, [['Allow', 'GET, POST']])])).toEqual(['shall unsupported-method:404']);
  expect(found(check, [])).toEqual(['inconclusive']);
});
