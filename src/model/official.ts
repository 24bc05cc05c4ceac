import type { Release } from './release-model.ts';

/** How far an official description can be trusted to be what ETSI published. */
export type Confidence =
  | 'official'
  | 'official, bundled'
  | 'official payload schemas only'
  | 'derived by a third party'
  | 'nothing to compare with';

/** A description of an API of a release, and where an official tree keeps it. */
export interface OfficialDocument {
  readonly release: Release;
  readonly document: string;
  readonly api: string;
  readonly confidence: Confidence;
  /** Below the folder given on the command line; a folder for payload schemas; absent: nobody has it. */
  readonly path?: string;
  readonly callback?: boolean;
  readonly partial?: boolean;
  /** Beginning of the paths that belong to the API, where the document serves several. */
  readonly below?: string;
}

const LCM = 'VNFLifecycleManagement';
const LCN = 'VNFLifecycleManagementNotification';
const GRANT = 'VNFLifecycleOperationGranting';
const PKGM = 'VNFPackageManagement';
const VERSIONS = 'APIVersion';

const V371 = 'SOL002-SOL003/3.7.1/SOL003';

/** Every document of the model's releases, also those that nobody has. */
export const OFFICIAL: readonly OfficialDocument[] = [
  bundled('2.4.1', LCM, 'vnflcm', `SOL003/2.4.1/${LCM}/SOL003-${LCM}-API.json`),
  {
    release: '2.4.1',
    document: LCN,
    api: 'vnflcm-notification',
    confidence: 'derived by a third party',
    path: `SOL003/2.4.1/derived-onap/${LCN}/SOL003-${LCN}-API.json`,
    callback: true,
  },
  bundled('2.4.1', GRANT, 'grant', `SOL003/2.4.1/${GRANT}/SOL003-${GRANT}-API.json`),
  bundled('2.4.1', PKGM, 'vnfpkgm', `SOL003/2.4.1/${PKGM}/${PKGM}.yaml`),
  payloads(LCM, 'vnflcm'),
  // 2.6.1 keeps the notifications in the folder of the API itself
  { ...payloads(LCN, 'vnflcm-notification'), path: `SOL003/2.6.1/json-schemas/${LCM}` },
  payloads(GRANT, 'grant'),
  payloads(PKGM, 'vnfpkgm'),
  bundled('3.3.1', LCM, 'vnflcm', `SOL003/3.3.1/${LCM}/${LCM}.json`),
  { release: '3.3.1', document: LCN, api: 'vnflcm-notification', confidence: 'nothing to compare with' },
  bundled('3.3.1', GRANT, 'grant', `SOL003/3.3.1/${GRANT}/${GRANT}.json`),
  bundled('3.3.1', PKGM, 'vnfpkgm', `SOL003/3.3.1/${PKGM}/${PKGM}.json`),
  official(LCM, 'vnflcm'),
  { ...official(LCN, 'vnflcm-notification'), callback: true },
  official(GRANT, 'grant'),
  official(PKGM, 'vnfpkgm'),
  ...['vnflcm', 'grant', 'vnfpkgm'].map((api) => ({
    ...official(VERSIONS, api),
    partial: true,
    below: `/${api}/api_versions`,
  })),
];

function bundled(release: Release, document: string, api: string, path: string): OfficialDocument {
  return { release, document, api, confidence: 'official, bundled', path };
}

function payloads(document: string, api: string): OfficialDocument {
  const path = `SOL003/2.6.1/json-schemas/${document}`;
  return { release: '2.6.1', document, api, confidence: 'official payload schemas only', path };
}

function official(document: string, api: string): OfficialDocument {
  return { release: '3.7.1', document, api, confidence: 'official', path: `${V371}/${document}/${document}.yaml` };
}

/** Payload schema file -> data type, `[]` for a list. Files for other APIs, or for parts of a type, are left out. */
export const PAYLOAD_FILES: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  [
    'vnflcm',
    {
      vnfInstance: 'VnfInstance',
      vnfInstances: '[VnfInstance]',
      VnfLcmOpOcc: 'VnfLcmOpOcc',
      VnfLcmOpOccs: '[VnfLcmOpOcc]',
      LccnSubscription: 'LccnSubscription',
      LccnSubscriptions: '[LccnSubscription]',
      Subscription: 'LccnSubscription',
      subscriptions: '[LccnSubscription]',
      ProblemDetails: 'ProblemDetails',
      ApiVersionInformation: 'ApiVersionInformation',
    },
  ],
  [
    'vnflcm-notification',
    {
      VnfLcmOperationOccurrenceNotification: 'VnfLcmOperationOccurrenceNotification',
      VnfIdentifierCreationNotification: 'VnfIdentifierCreationNotification',
      vnfIdentifierDeletionNotification: 'VnfIdentifierDeletionNotification',
    },
  ],
  ['grant', { grant: 'Grant', ProblemDetails: 'ProblemDetails', ApiVersionInformation: 'ApiVersionInformation' }],
  [
    'vnfpkgm',
    {
      vnfPkgInfo: 'VnfPkgInfo',
      vnfPkgsInfo: '[VnfPkgInfo]',
      ProblemDetails: 'ProblemDetails',
      ApiVersionInformation: 'ApiVersionInformation',
    },
  ],
]);
