import type { Fault } from './fault.ts';

const READS = ['vnflcm.*api_versions.*', 'vnflcm.tolerance.*'];

/** What the api_versions resources say. */
export const versionFaults = {
  'versions-not-served': {
    what: 'there is no api_versions resource',
    clause: 'SOL013 9.3.2',
    seen: ['vnflcm.api_versions.content.*.served', 'vnflcm.*api_versions.get.read'],
    every: true,
    also: READS,
  },
  'versions-without-version-are-500': {
    what: 'api_versions without the header Version is answered with 500',
    clause: 'SOL013 9.2',
    seen: ['vnflcm.api_versions.content.*.without-version'],
    every: true,
    also: READS,
    release: '2.6.1',
  },
  'uri-prefix-without-major': {
    what: 'uriPrefix ends before the major version',
    clause: 'SOL013 9.1.3',
    seen: ['vnflcm.api_versions.content.*.prefix'],
    every: true,
  },
  'versions-in-two-parts': {
    what: 'versions have no PATCH part',
    clause: 'SOL013 9.1.3',
    seen: ['vnflcm.api_versions.content.*.versions'],
    every: true,
    also: READS,
    release: '2.6.1',
  },
  'versions-of-another-major': {
    what: 'api_versions names a version of another major version only',
    clause: 'SOL013 9.1.3',
    seen: ['vnflcm.api_versions.content.*.versions', 'vnflcm.*api_versions.get.read'],
    every: true,
    also: READS,
    release: '3.3.1',
  },
} as const satisfies Record<string, Fault>;
