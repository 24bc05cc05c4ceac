import type { Exchange } from '../../../src/exchange/exchange.ts';
import { inbound, observed, ROOT, sent } from './build.test-data.ts';

/** An operation on the instance `i` with the occurrence `o`, and the request for its grant. */

export const ask = (label: string, json: object = { flavourId: 'f' }): Exchange =>
  sent({ kind: 'legal', step: label }, { method: 'POST', path: '/vnf_instances/i/instantiate', json, status: 202 });
export const occ = (label: string, more: object = {}): Exchange =>
  observed(`${label}.op_occ`, '/vnf_lcm_op_occs/o', {
    id: 'o',
    vnfInstanceId: 'i',
    operationState: 'COMPLETED',
    grantId: 'g',
    _links: { grant: { href: 'x' } },
    ...more,
  });
export const before = (label: string, more: object = {}): Exchange =>
  observed(`${label}.before`, '/vnf_instances/i', { id: 'i', vnfdId: 'd', ...more });
export const GRANT = {
  vnfInstanceId: 'i',
  vnfLcmOpOccId: 'o',
  vnfdId: 'd',
  flavourId: 'f',
  operation: 'INSTANTIATE',
  isAutomaticInvocation: false,
  _links: {
    vnfInstance: { href: `${ROOT}/vnf_instances/i` },
    vnfLcmOpOcc: { href: `${ROOT}/vnf_lcm_op_occs/o` },
  },
};
export const grant = (more: object = {}, status = 201): Exchange =>
  inbound('grant', '/grant/v1/grants', { json: { ...GRANT, ...more }, status, answer: { id: 'g' } });
