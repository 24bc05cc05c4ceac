import type { Fault } from './fault.ts';

const SURFACE = ['vnflcm.surface'] as const;
const FORMS = ['vnflcm.*.form'];

/** Common rules of all operations (SOL013): authorization, versions, methods, payloads, errors. */
export const commonFaults = {
  'only-writing-is-authorized': {
    what: 'everybody may read',
    clause: 'SOL013 8.3.1',
    seen: ['vnflcm.*.get.401'],
  },
  'only-reading-is-authorized': {
    what: 'everybody may write',
    clause: 'SOL013 8.3.1',
    seen: ['vnflcm.*.401'],
    also: ['vnflcm.*'],
  },
  'deletion-is-not-authorized': {
    what: 'everybody may delete',
    clause: 'SOL013 8.3.1',
    seen: ['vnflcm.*.delete.401'],
  },
  'any-token-will-do': {
    what: 'tokens are not looked at',
    clause: 'SOL013 8.3.1',
    seen: ['vnflcm.*.401'],
    also: ['vnflcm.*'],
  },
  'any-token-will-do-for-writing': {
    what: 'tokens are looked at in GET only',
    clause: 'SOL013 8.3.1',
    seen: ['vnflcm.vnf_instances.post.401', 'vnflcm.vnf_instances.id.delete.401'],
    also: ['vnflcm.*'],
  },
  '401-without-challenge': {
    what: '401 has no WWW-Authenticate',
    clause: 'RFC 9110 15.5.2',
    seen: ['vnflcm.*.401', 'vnflcm.*.form'],
    procedures: SURFACE,
  },
  'version-header-ignored': {
    what: 'the Version header is not looked at',
    clause: 'SOL013 9.2',
    seen: ['vnflcm.*.version*'],
  },
  'version-of-writing-ignored': {
    what: 'the Version header is looked at in GET only',
    clause: 'SOL013 9.2',
    seen: [
      'vnflcm.vnf_instances.post.version',
      'vnflcm.vnf_instances.id.delete.version',
      'vnflcm.vnf_lcm_op_occs.id.retry.post.version',
      'vnflcm.vnf_lcm_op_occs.id.rollback.post.version',
      'vnflcm.vnf_lcm_op_occs.id.fail.post.version',
      'vnflcm.vnf_lcm_op_occs.id.cancel.post.version',
    ],
    every: true,
    also: ['vnflcm.*.version'],
  },
  'version-looked-at-too-late': {
    what: 'the Version header is looked at when the request has been acted on',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.version-refused.effect'],
    also: ['vnflcm.*.version'],
  },
  'missing-version-taken': {
    what: 'requests without Version are accepted',
    clause: 'SOL013 9.2',
    seen: ['vnflcm.*.version*'],
  },
  'any-version-taken': {
    what: 'a version that is not supported is accepted',
    clause: 'SOL013 9.2',
    seen: ['vnflcm.*.version*'],
  },
  'answers-without-version': {
    what: 'answers have no Version header',
    clause: 'SOL013 9.2',
    seen: FORMS,
    procedures: ['vnflcm.lifecycle'],
    release: '2.6.1',
  },
  'answers-of-another-major-version': {
    what: 'answers name a version of another major version in Version',
    clause: 'SOL013 9.2',
    seen: FORMS,
    procedures: ['vnflcm.lifecycle'],
  },
  'answers-of-another-minor-version': {
    what: 'answers name a version in Version that was not asked for',
    clause: 'SOL013 9.2',
    seen: FORMS,
    warning: 'version-header:not-asked-for',
    procedures: ['vnflcm.lifecycle'],
  },
  'accept-ignored': {
    what: 'Accept is not looked at',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.406'],
  },
  'unsupported-method-is-404': {
    what: 'a method that a resource does not have is answered with 404',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.405'],
  },
  '405-without-allow': {
    what: '405 has no Allow',
    clause: 'RFC 9110 15.5.6',
    seen: ['vnflcm.*.405'],
    also: FORMS,
    release: '2.4.1',
  },
  'media-type-ignored': {
    what: 'a payload of another media type is read as JSON',
    clause: 'RFC 9110 15.5.16',
    seen: ['vnflcm.modify.media-type'],
    warning: 'modify:media-type:*',
    also: ['vnflcm.modify.*'],
  },
  'payload-that-is-no-json-is-500': {
    what: 'a payload that is not JSON is answered with 500',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.malformed'],
    also: FORMS,
  },
  'missing-attributes-overlooked': {
    what: 'requests without mandatory attributes are accepted',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.body.missing'],
    also: ['vnflcm.*.body.*', 'vnflcm.*.form'],
  },
  'wrong-types-overlooked': {
    what: 'requests with values of a wrong type are accepted',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.body.type'],
    also: ['vnflcm.*.body.*', 'vnflcm.*.form'],
  },
  'snapshot-modification-unchecked': {
    what: 'the payload of PATCH of a VNF snapshot is not held against its data type',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.vnf_snapshots.id.patch.body.type', 'vnflcm.vnf_snapshots.id.patch.body.enum'],
    also: ['vnflcm.vnf_snapshots.*'],
  },
  'vim-connections-of-modification-unchecked': {
    what: 'vimConnectionInfo in PATCH of a VNF instance is not held against its data type',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.vnf_instances.id.patch.body.type'],
    also: ['vnflcm.*.form'],
  },
  'texts-taken-for-numbers': {
    what: 'texts of digits are taken for numbers',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.body.as-text'],
    also: ['vnflcm.*.body.type', 'vnflcm.*.form'],
  },
  'foreign-enum-values-overlooked': {
    what: 'requests with values that an enumeration does not have are accepted',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.body.enum'],
    also: ['vnflcm.*.body.*', 'vnflcm.*.form'],
  },
  'problem-details-missing': {
    what: 'error answers have no payload',
    clause: 'SOL013 6.3',
    seen: FORMS,
    procedures: SURFACE,
  },
  'problem-details-without-detail': {
    what: 'ProblemDetails have no detail',
    clause: 'SOL013 6.3',
    seen: FORMS,
    procedures: SURFACE,
    release: '3.3.1',
  },
  'problem-details-with-another-status': {
    what: 'status of ProblemDetails is not that of the answer',
    clause: 'RFC 7807 3.1',
    seen: FORMS,
    procedures: SURFACE,
    release: '2.6.1',
  },
  'problem-details-as-json': {
    what: 'ProblemDetails are sent as application/json',
    clause: 'SOL013 6.3',
    seen: FORMS,
    procedures: SURFACE,
  },
  'answers-as-text': {
    what: 'payloads are sent as text/html',
    clause: 'SOL013 5.1',
    seen: FORMS,
    procedures: ['vnflcm.lifecycle'],
  },
} as const satisfies Record<string, Fault>;
