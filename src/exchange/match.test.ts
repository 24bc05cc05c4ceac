import { describe, expect, it } from 'vitest';
import { loadModel } from '../model/load.ts';
import type { Exchange } from './exchange.ts';
import { matchExchange } from './match.ts';

const model = loadModel().release('3.3.1');
const roots = { 'vnflcm/v2': 'http://sut:1/prefix/vnflcm/v2' };

function resourceOf(url: string, method = 'GET', api = 'vnflcm'): string | undefined {
  const exchange: Exchange = {
    type: 'exchange',
    id: 'x1',
    at: '',
    ms: 0,
    direction: 'outbound',
    api,
    run: 'r',
    stimulus: { kind: 'observe' },
    request: { method, url, headers: [] },
  };
  const match = matchExchange(exchange, model, roots);
  return match === undefined
    ? undefined
    : `${match.resource.name}${match.operation === undefined ? ' -' : ''} ${match.variables.join(',')}`.trim();
}

describe('matchExchange', () => {
  it.each([
    ['http://sut:1/prefix/vnflcm/v2/vnf_instances', 'vnf_instances'],
    ['http://sut:1/prefix/vnflcm/v2/vnf_instances?filter=(eq,id,a/b)', 'vnf_instances'],
    ['http://other:2/prefix/vnflcm/v2/vnf_instances/17', 'vnf_instances/{vnfInstanceId} 17'],
    ['http://sut:1/prefix/vnflcm/v2/vnf_instances/17/heal', 'vnf_instances/{vnfInstanceId}/heal - 17'],
    ['http://sut:1/prefix/vnflcm/api_versions', 'api_versions'],
    ['http://sut:1/prefix/vnflcm/v2/api_versions', '{apiMajorVersion}/api_versions v2'],
  ])('%s', (url, name) => expect(resourceOf(url)).toBe(name));

  it('finds nothing outside the API', () => {
    expect(resourceOf('http://sut:1/vnflcm/v2/vnf_instances')).toBeUndefined();
    expect(resourceOf('http://sut:1/prefix/vnflcm/v2/nothing/of/it')).toBeUndefined();
  });

  it('knows a notification endpoint by its API, whatever its URI', () => {
    expect(resourceOf('http://harness/secret', 'POST', 'vnflcm-notification')).toBe('notification_endpoint');
  });

  it('knows what a counterpart is asked by the path of its API', () => {
    expect(resourceOf('/grant/v1/grants', 'POST', 'grant')).toBe('grants');
  });
});
