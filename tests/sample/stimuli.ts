import type { Stimulus } from '../../src/exchange/stimulus.ts';

/** One stimulus of each kind; the type makes sure that none is forgotten. */
export const STIMULI: { readonly [K in Stimulus['kind']]: Extract<Stimulus, { kind: K }> } = {
  legal: { kind: 'legal', task: 'instantiate', step: 's' },
  observe: { kind: 'observe' },
  'unknown-resource': { kind: 'unknown-resource' },
  'unsupported-method': { kind: 'unsupported-method' },
  unacceptable: { kind: 'unacceptable', accept: 'text/plain' },
  'unsupported-media-type': { kind: 'unsupported-media-type', contentType: null },
  'malformed-json': { kind: 'malformed-json', how: 'cut off' },
  version: { kind: 'version', variant: 'missing', value: null },
  credentials: { kind: 'credentials', variant: 'none' },
  'invalid-body': {
    kind: 'invalid-body',
    type: 'CreateVnfRequest',
    mutation: { op: 'drop-required', pointer: '/vnfdId', attribute: 'CreateVnfRequest.vnfdId' },
  },
  'extra-attribute': { kind: 'extra-attribute', pointer: '/x' },
  unusual: { kind: 'unusual', aspect: 'text', variant: 'quotes' },
  'wrong-state': { kind: 'wrong-state', state: 'INSTANTIATED', task: 'instantiate' },
  filter: { kind: 'filter', expression: '(eq,id,1)', terms: null, valid: true },
  selector: { kind: 'selector', query: 'fields=x', valid: true },
  page: { kind: 'page', valid: true },
  precondition: { kind: 'precondition', header: 'If-Match', matches: false },
  duplicate: { kind: 'duplicate' },
  concurrent: { kind: 'concurrent', task: 'scale' },
  repeat: { kind: 'repeat' },
  'bad-callback': { kind: 'bad-callback', variant: 'down' },
  'subscription-filter': { kind: 'subscription-filter', criterion: 'operationTypes', valid: true },
  inbound: { kind: 'inbound', answer: '204' },
  'put-off': { kind: 'put-off' },
  cleanup: { kind: 'cleanup' },
};
