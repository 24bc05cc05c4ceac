import type { Exchange } from './exchange.ts';

/** A read of the SUT, for tests; neither answered nor failed, unless `part` says so. */
export function reading(part: Partial<Exchange> = {}): Exchange {
  return {
    type: 'exchange',
    id: 'x1',
    at: '2026-01-01T00:00:00.000Z',
    ms: 1,
    direction: 'outbound',
    api: 'vnflcm',
    major: 'v2',
    run: 'r',
    stimulus: { kind: 'observe' },
    request: { method: 'GET', url: 'http://sut/vnflcm/v2/vnf_instances', headers: [] },
    ...part,
  };
}
