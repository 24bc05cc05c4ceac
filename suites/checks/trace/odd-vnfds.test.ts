import { expect, test } from 'vitest';
import { found, inbound, sent } from './build.test-data.ts';
import { vnfdInUri } from './odd-vnfds.ts';

const vnfdId = 'nfv-tst-head/../nfv-tst-tail?x#y';
const create = sent(
  { kind: 'unusual', aspect: 'vnfd-id', variant: vnfdId },
  { method: 'POST', path: '/vnf_instances', json: { vnfdId }, status: 422 },
);
const get = (segment: string) => inbound('vnfpkgm', `/vnfpkgm/v2/onboarded_vnf_packages/${segment}`, { method: 'GET' });

test('an id is encoded in the URI of its package', () => {
  expect(found(vnfdInUri, [create, get(encodeURIComponent(vnfdId))])).toEqual([]);
  expect(found(vnfdInUri, [create, get('nfv-tst-tail?x')])).toEqual(['shall call-uri:vnfpkgm:not-encoded']);
  expect(found(vnfdInUri, [create, get('somebody-else')])).toEqual(['inconclusive']);
});
