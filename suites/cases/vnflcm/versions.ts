import type { TestCase } from '../../../src/judge/case.ts';
import {
  namedVersions,
  uriPrefix,
  versionOfRelease,
  versionsServed,
  withoutVersion,
} from '../../checks/trace/versions.ts';
import { traceCases, type Row } from '../trace-cases.ts';

const RESOURCES = [
  ['all', '{apiRoot}/vnflcm/api_versions', 'SOL013 9.3.2'],
  ['major', '{apiRoot}/vnflcm/{apiMajorVersion}/api_versions', 'SOL013 9.3.3'],
] as const;

const rows: readonly Row[] = [
  ...RESOURCES.flatMap(([which, uri, clause]): readonly Row[] => [
    {
      id: `${which}.served`,
      title: `${uri} can be read`,
      purpose: `GET ${uri} is answered with 200 and names a version of the major version that is driven.`,
      clause,
      judge: versionsServed(`versions.${which}`),
    },
    {
      id: `${which}.prefix`,
      title: `uriPrefix of ${uri}`,
      purpose: `In the answer to GET ${uri}, uriPrefix has the form {apiRoot}/vnflcm/{apiMajorVersion}/, with the major version that is driven.`,
      clause,
      judge: uriPrefix(`versions.${which}`),
    },
    {
      id: `${which}.versions`,
      title: `versions that ${uri} names`,
      purpose: `In the answer to GET ${uri}, apiVersions has version identifiers of the form MAJOR.MINOR.PATCH, each once, and at least one of the major version that is driven.`,
      clause,
      judge: namedVersions(`versions.${which}`),
    },
    {
      id: `${which}.without-version`,
      title: `${uri} is read without Version`,
      purpose: `GET ${uri} without the header Version is answered with 200: a client that looks for versions need not know one.`,
      clause,
      judge: withoutVersion(`versions.${which}.without`),
    },
  ]),
  {
    id: 'release',
    title: 'the version of the API of the release is among those named',
    purpose:
      'It is reported whether apiVersions of api_versions names the version of the VNF LCM API that the release defines; the SUT may claim another minor version.',
    clause: 'SOL013 9.1',
    judge: versionOfRelease,
  },
];

/** What the api_versions resources say. */
export const versionCases: readonly TestCase[] = traceCases(
  'vnflcm.versions',
  'vnflcm.api_versions.content',
  rows.map((row) => ({ ...row, since: '2.6.1' })),
);
