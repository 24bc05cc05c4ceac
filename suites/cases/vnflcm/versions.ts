import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import {
  namedVersions,
  uriPrefix,
  versionOfRelease,
  versionsServed,
  withoutVersion,
} from '../../checks/trace/versions.ts';

const RESOURCES = [
  ['all', '{apiRoot}/vnflcm/api_versions', 'SOL013 9.3.2'],
  ['major', '{apiRoot}/vnflcm/{apiMajorVersion}/api_versions', 'SOL013 9.3.3'],
] as const;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly judge: TraceCheck;
}

const rows: readonly Row[] = [
  ...RESOURCES.flatMap(([which, uri, clause]): readonly Row[] => [
    { id: `${which}.served`, title: `${uri} can be read`, clause, judge: versionsServed(`versions.${which}`) },
    { id: `${which}.prefix`, title: `uriPrefix of ${uri}`, clause, judge: uriPrefix(`versions.${which}`) },
    { id: `${which}.versions`, title: `versions that ${uri} names`, clause, judge: namedVersions(`versions.${which}`) },
    {
      id: `${which}.without-version`,
      title: `${uri} is read without Version`,
      clause,
      judge: withoutVersion(`versions.${which}.without`),
    },
  ]),
  {
    id: 'release',
    title: 'the version of the API of the release is among those named',
    clause: 'SOL013 9.1',
    judge: versionOfRelease,
  },
];

/** What the api_versions resources say. */
export const versionCases: readonly TestCase[] = rows.map(({ id, ...rest }) => ({
  ...rest,
  id: `vnflcm.api_versions.content.${id}`,
  purpose: `${rest.title}.`,
  api: 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  since: '2.6.1',
  kind: 'trace',
  procedure: 'vnflcm.versions',
}));
