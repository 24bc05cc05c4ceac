import type { Fault } from './fault.ts';

const clause = 'SOL003 9.5.2.2';

/** What the orchestrator asks of an NFVO. */
export const consumerFaults = {
  'grant-not-asked-for': {
    what: 'operations go on without a grant',
    clause: 'SOL003 9.3',
    seen: ['grant.*.once'],
    every: true,
    also: ['grant.*'],
  },
  'grant-asked-for-late': {
    what: 'the grant is asked for when the operation is in PROCESSING',
    clause: 'SOL003 9.3',
    seen: ['grant.async'],
    also: ['grant.*'],
  },
  'grant-asked-for-twice': {
    what: 'two grants are asked for',
    clause: 'SOL003 9.3',
    seen: ['grant.*.once'],
    also: ['grant.*.used'],
  },
  'bare-404-of-nfvo-is-500': {
    what: 'a 404 of the NFVO without payload is answered with a server error',
    clause: 'SOL003 5.4.2.3.1',
    seen: ['vnflcm.vnf_instances.post.unknown-vnfd.silent'],
    also: ['vnflcm.vnf_instances.post.form'],
  },
  'page-of-nfvo-is-500': {
    what: 'a 404 of the NFVO with a web page is answered with a server error',
    clause: 'SOL003 5.4.2.3.1',
    seen: ['vnflcm.vnf_instances.post.unknown-vnfd.html'],
    also: ['vnflcm.vnf_instances.post.form'],
  },
  'refusal-of-nfvo-handed-through': {
    what: 'a 401 of the NFVO becomes one of the client',
    clause: 'RFC 9110 15.5.2',
    seen: ['vnflcm.vnf_instances.post.nfvo-unauthorized'],
    also: ['vnflcm.vnf_instances.post.form'],
    warning: 'create:nfvo-unauthorized:401',
  },
  'unknown-vnfd-of-instance-is-404': {
    what: 'PATCH with an unknown VNFD is answered with 404',
    clause: 'SOL003 5.4.3.3.4',
    seen: ['vnflcm.vnf_instance.patch.unknown-vnfd'],
  },
  'unknown-vnfd-of-change-is-404': {
    what: 'change_vnfpkg with an unknown VNFD is answered with 404',
    clause: 'SOL003 5.4.11a.3.1',
    seen: ['vnflcm.change_vnfpkg.unknown-vnfd'],
  },
  'vnfd-beyond-ascii-is-500': {
    what: 'a VNF instance of a VNFD with an id beyond ASCII is answered with a server error',
    clause: 'SOL013 7.2.2',
    seen: ['vnflcm.vnf_instances.post.known-odd-vnfd'],
    also: ['vnflcm.vnf_instances.post.form'],
  },
  'vim-of-grant-not-kept': {
    what: 'a VNF instance does not keep the VIM connection that came with the grant',
    clause: 'SOL003 5.5.2.2',
    seen: ['vnflcm.granted-vim.shown'],
    also: ['vnflcm.granted-vim.scale'],
  },
  'vim-of-later-grants-not-kept': {
    what: 'a VNF instance keeps the VIM connection that came with the grant of its instantiation, and no other',
    clause: 'SOL003 9.5.2.3',
    seen: ['vnflcm.granted-vim.scale'],
  },
  'vim-sought-in-request': {
    what: 'retry and rollback are answered with a server error where the request had no VIM connection',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.granted-vim.retry.accepted', 'vnflcm.granted-vim.rollback.accepted'],
  },
  'refused-grant-ignored': {
    what: 'operations go on when the grant is refused',
    clause: 'SOL003 9.4.2.3.1',
    seen: ['vnflcm.failures.grant-refused.end'],
    also: ['vnflcm.failures.grant-refused.*', 'vnflcm.failures.nfvo-broken.end', 'vnflcm.grants.refused.*'],
  },
  'refused-grant-of-healing-ignored': {
    what: 'healing goes on when its grant is refused',
    clause: 'SOL003 9.4.2.3.1',
    seen: ['vnflcm.grants.refused.heal.end'],
    also: ['vnflcm.grants.refused.heal.*'],
  },
  'refused-scaling-scales': {
    what: 'scaling is rolled back when its grant is refused, and the instance is scaled all the same',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.grants.refused.scale.instance'],
    also: ['vnflcm.grants.refused.*'],
  },
  'refused-grant-ends-as-failed': {
    what: 'an operation whose grant is refused ends as FAILED',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.grants.refused.terminate.end', 'vnflcm.failures.grant-refused.end'],
    also: ['vnflcm.grants.refused.*.end', 'vnflcm.failures.*', 'vnflcm.setbacks.*'],
  },
  'grant-of-termination-not-waited-for': {
    what: 'termination goes on while the NFVO has not decided on the grant',
    clause: 'SOL003 9.4.3.3.2',
    seen: ['grant.terminate.async'],
  },
  'destination-vnfd-not-told': {
    what: 'the grant request for another VNF package has no dstVnfdId',
    clause,
    seen: ['grant.change_vnfpkg.describes'],
  },
  'new-flavour-not-told': {
    what: 'the grant request for another flavour has no flavourId',
    clause,
    seen: ['grant.change_flavour.describes'],
  },
  'level-in-every-grant-request': {
    what: 'grant requests of all operations have the instantiationLevelId of the request',
    clause,
    seen: ['grant.scale_to_level.describes'],
  },
  'updated-resources-without-handle': {
    what: 'updateResources of grant requests have no handles',
    clause: 'SOL003 9.5.3.2',
    seen: ['grant.heal.describes', 'grant.change_flavour.describes'],
    also: ['grant.*.describes'],
  },
  'grant-taken-before-decided': {
    what: 'an operation goes on while the NFVO has not decided on the grant',
    clause: 'SOL003 9.4.3.3.2',
    seen: ['grant.async'],
  },
  'grant-not-named': {
    what: 'an operation occurrence does not name its grant',
    clause: 'SOL003 5.5.2.13',
    seen: ['grant.*.used'],
    also: ['grant.async'],
  },
  'grant-for-another-instance': {
    what: 'vnfInstanceId of the grant request is not that of the instance',
    clause,
    seen: ['grant.*.describes', 'grant.*.once'],
    also: ['grant.*'],
  },
  'grant-for-another-operation': {
    what: 'operation of the grant request is another one',
    clause,
    seen: ['grant.*.describes'],
    every: true,
  },
  'grant-for-unknown-occurrence': {
    what: 'vnfLcmOpOccId of the grant request is not that of the operation occurrence',
    clause,
    seen: ['grant.*.describes', 'grant.*.once'],
    also: ['grant.*'],
  },
  'grant-for-another-vnfd': {
    what: 'vnfdId of the grant request is not that of the instance',
    clause,
    seen: ['grant.*.describes'],
    release: '2.6.1',
  },
  'grant-without-resources': {
    what: 'the grant request names no resources',
    clause,
    seen: ['grant.*.resources'],
    also: ['grant.call'],
  },
  'grant-to-remove-another': {
    what: 'where some VNFCs go, the grant is asked for one that stays',
    clause: 'SOL003 9.5.3.2',
    seen: ['grant.scale.in.removed'],
  },
  'definitions-without-vnfd': {
    what: 'ResourceDefinitions have no vnfdId',
    clause: 'SOL003 9.5.3.2',
    seen: ['grant.change_vnfpkg.definitions'],
  },
  'definition-not-named': {
    what: 'resourceChanges do not name the ResourceDefinitions that were granted',
    clause: 'SOL003 5.5.3.13',
    seen: ['grant.*.definitions'],
    release: '2.6.1',
  },
  'affected-without-vnfd': {
    what: 'resourceChanges do not say of which VNFD a resource is',
    clause: 'SOL003 5.5.3.13',
    seen: ['vnflcm.tasks.change_vnfpkg.affected'],
  },
  'grant-without-links': {
    what: 'the grant request has no _links',
    clause,
    seen: ['grant.call'],
    also: ['grant.*.describes'],
    procedures: ['vnflcm.consumer'],
    release: '2.4.1',
  },
  'grant-as-automatic': {
    what: 'the grant request says that the operation is automatic',
    clause,
    seen: ['grant.*.describes'],
  },
  'grant-request-without-version': {
    what: 'grant requests have no Version header',
    clause: 'SOL013 9.2',
    seen: ['grant.call'],
    procedures: ['vnflcm.consumer'],
  },
  'calls-without-token': {
    what: 'calls to the NFVO carry no token',
    clause: 'SOL013 8.3.2',
    seen: ['grant.authorization', 'vnfpkgm.authorization'],
    also: ['vnflcm.*', 'grant.*', 'vnfpkgm.*'],
    procedures: ['vnflcm.consumer'],
  },
  'token-by-password': {
    what: 'tokens are asked for with the grant type password',
    clause: 'RFC 6749 4.4.2',
    seen: ['oauth2.token.call'],
    also: ['vnflcm.*', 'grant.*', 'vnfpkgm.*'],
    procedures: ['vnflcm.consumer'],
  },
  'software-version-from-elsewhere': {
    what: 'vnfSoftwareVersion is the version of the VNFD',
    clause: 'SOL003 5.5.2.2',
    seen: ['vnfpkgm.facts'],
  },
  'package-read-without-version': {
    what: 'reads of packages have no Version header',
    clause: 'SOL013 9.2',
    seen: ['vnfpkgm.call'],
    procedures: ['vnflcm.consumer'],
  },
  'package-accept-does-not-fit': {
    what: 'Accept of package reads names a media type that the operation does not have',
    clause: 'SOL003 10.4.4.3.2',
    seen: ['vnfpkgm.accept'],
    procedures: ['vnflcm.consumer'],
  },
} as const satisfies Record<string, Fault>;
