import { expect, it } from 'vitest';
import type { Exchange } from '../exchange/exchange.ts';
import { reading } from '../exchange/exchange.test-data.ts';
import { toBody } from '../exchange/body.ts';
import { anotherResource, anotherVersion, unfit } from './unfit.ts';

const answer = (version: string | undefined, more: Partial<Exchange> = {}, path = 'v2/vnf_instances'): Exchange =>
  reading({
    request: { method: 'GET', url: `http://h/vnflcm/${path}`, headers: [] },
    response: { status: 200, headers: version === undefined ? [] : [['version', version]] },
    ...more,
  });

it('another version is named by a success of another major version alone', () => {
  expect(anotherVersion(answer('1.3.0'))).toBe('1.3.0');
  expect(anotherVersion(answer('2.9.0-impl:x:y:1'))).toBeUndefined();
  expect(anotherVersion(answer(undefined))).toBeUndefined();
  expect(anotherVersion(answer('one'))).toBeUndefined();
  expect(anotherVersion(answer('1.3.0', { major: 'v1' }))).toBeUndefined();
  expect(anotherVersion(answer('1.3.0', { direction: 'inbound' }))).toBeUndefined();
  expect(
    anotherVersion(answer('1.3.0', { response: { status: 406, headers: [['Version', '1.3.0']] } })),
  ).toBeUndefined();
  expect(anotherVersion(answer('1.3.0', {}, 'v2/api_versions'))).toBeUndefined();
});

it('another resource is shown by a read of one alone', () => {
  const read = (id: unknown, path = 'v2/vnf_instances/i1', status = 200): Exchange => {
    const body = toBody(Buffer.from(JSON.stringify({ id })));
    return answer('2.0.0', { response: { status, headers: [], ...(body === undefined ? {} : { body }) } }, path);
  };
  expect(anotherResource(read('i2'))).toBe(true);
  expect(anotherResource(read('i1'))).toBe(false);
  expect(anotherResource(read('i 1', 'v2/vnf_instances/i%201'))).toBe(false);
  expect(anotherResource(read(7))).toBe(false);
  expect(anotherResource(read('i2', 'v2/vnf_instances'))).toBe(false);
  expect(anotherResource(read('i2', 'v2/vnf_instances/i1', 404))).toBe(false);
  expect(unfit([read('i1'), read('i2')])).toBe('a read is answered with a different resource (exchange x1)');
  expect(unfit([read('i1'), answer('1.3.0')])).toBe('answered as version 1.3.0 (exchange x1)');
  expect(unfit([read('i1'), answer('2.0.0')])).toBeUndefined();
});
