import type { Fault } from './fault.ts';

/** What a modification writes, and what it may not. */
export const modificationFaults = {
  'values-of-instantiation-ignored': {
    what: 'extensions and configurable properties that come with an instantiation are not taken',
    clause: 'SOL003 5.5.2.4',
    seen: ['vnfpkgm.values.taken'],
  },
  'values-of-instantiation-refused': {
    what: 'an instantiation that brings extensions is refused',
    clause: 'SOL003 5.4.4.3.1',
    seen: ['vnfpkgm.values.accepted'],
    also: ['vnflcm.tolerance.*'],
  },
  'changes-of-instantiation-not-told': {
    what: 'an instantiation has no changedInfo, whatever it changed of the instance',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnfpkgm.values.told'],
  },
  'initial-values-forgotten': {
    what: 'what the VNFD declares with an initial value is not there',
    clause: 'SOL003 5.5.2.2',
    seen: ['vnfpkgm.initial-values'],
  },
  'undeclared-extensions-taken': {
    what: 'extensions are written that the VNFD does not declare',
    clause: 'SOL003 5.5.2.2',
    seen: ['vnflcm.modifiable.undeclared.extensions'],
  },
  'undeclared-vnfConfigurableProperties-taken': {
    what: 'configurable properties are written that the VNFD does not declare',
    clause: 'SOL003 5.5.2.2',
    seen: ['vnflcm.modifiable.undeclared.configurable-properties'],
  },
  'pairs-become-texts': {
    what: 'numbers and booleans among metadata come back as texts',
    clause: 'SOL013 7.1.5',
    seen: ['vnflcm.modifiable.metadata.values'],
    also: ['vnflcm.modif*'],
  },
  'pairs-in-camel-case': {
    what: 'keys of metadata with an underscore come back without it',
    clause: 'SOL013 7.1.5',
    seen: ['vnflcm.modifiable.metadata.keys'],
    also: ['vnflcm.modif*'],
  },
  'empty-text-changes-nothing': {
    what: 'an empty description leaves the one before',
    clause: 'RFC 7396 2',
    seen: ['vnflcm.modifiable.description-empty'],
  },
  'modification-without-payload-is-500': {
    what: 'a modification without a payload is answered with 500',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.modifiable.no-payload'],
    also: ['vnflcm.vnf_instances.*'],
  },
  'version-of-former-vnfd': {
    what: 'vnfdVersion stays when the VNF instance becomes one of another VNFD',
    clause: 'SOL003 5.5.2.12',
    seen: ['vnflcm.modifiable.vnfd'],
  },
  'changed-info-without-change': {
    what: 'a modification that changed nothing has an empty changedInfo',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.modify.changes.in-place'],
  },
  'failed-modification-locks-nothing': {
    what: 'metadata with structure let a modification fail, and while it is in FAILED_TEMP others are accepted',
    clause: 'SOL003 5.4.3.3.4',
    seen: ['vnflcm.modify.failed.locks'],
    also: ['vnflcm.modify.*', 'vnflcm.tolerance.*', 'vnflcm.modifiable.*'],
  },
  'failed-modification-not-given-up': {
    what: 'metadata with structure let a modification fail, and fail of it is answered with a server error',
    clause: 'SOL003 5.4.16.3.1',
    seen: ['vnflcm.modify.failed.fail'],
    also: ['vnflcm.modify.*', 'vnflcm.vnf_lcm_op_occs.*', 'vnflcm.tolerance.*', 'vnflcm.modifiable.*'],
  },
  'vim-of-not-instantiated-refused': {
    what: 'VIM connections of a VNF instance that is NOT_INSTANTIATED cannot be modified',
    clause: 'SOL003 5.5.2.12',
    seen: ['vnflcm.modifiable.vim.not-instantiated'],
  },
} as const satisfies Record<string, Fault>;
