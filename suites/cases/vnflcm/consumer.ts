import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import { acceptFits, authorized, tokenRequest } from '../../checks/exchange/client.ts';
import {
  asynchronousGrant,
  grantDescribes,
  grantedOnce,
  grantResources,
  grantUsed,
} from '../../checks/trace/grants.ts';
import { packageFacts, unknownVnfd, unknownVnfdInSilence } from '../../checks/trace/packages.ts';
import { vnfdInUri } from '../../checks/trace/odd-vnfds.ts';
import { tolerated } from '../../checks/trace/tolerance.ts';

const PROCEDURE = 'vnflcm.consumer';

type Row = Pick<TestCase, 'id' | 'title' | 'clause' | 'api' | 'since'> & {
  readonly judge: TraceCheck;
  readonly ics?: string;
  readonly role?: TestCase['role'];
};

function consumerCase({ title, role = 'consumer', ...rest }: Row): TestCase {
  return { title, purpose: `${title}.`, suite: 'vnflcm', role, kind: 'trace', procedure: PROCEDURE, ...rest };
}

/** Operations that are driven: label in the trace, type of the operation, resources that a grant is asked for. */
const OPERATIONS: readonly (readonly [
  label: string,
  operation: string,
  list: 'addResources' | 'removeResources' | undefined,
])[] = [
  ['instantiate', 'INSTANTIATE', 'addResources'],
  ['scale.out', 'SCALE', 'addResources'],
  ['scale.in', 'SCALE', 'removeResources'],
  ['heal', 'HEAL', undefined],
  ['terminate', 'TERMINATE', 'removeResources'],
];

const grants: readonly Row[] = OPERATIONS.flatMap(([label, operation, list]) => {
  const common = { api: 'grant', ics: 'grant.request' };
  return [
    {
      ...common,
      id: `grant.${label}.once`,
      title: `${label} asks for one grant, before resources are touched`,
      clause: 'SOL003 9.3',
      judge: grantedOnce(label),
    },
    {
      ...common,
      id: `grant.${label}.describes`,
      title: `the grant request of ${label} describes the operation`,
      clause: 'SOL003 9.5.2.2',
      judge: grantDescribes(label, operation),
    },
    ...(list === undefined
      ? []
      : [
          {
            ...common,
            id: `grant.${label}.resources`,
            title: `the grant request of ${label} names the resources`,
            clause: 'SOL003 9.5.2.2',
            judge: grantResources(label, list),
          },
        ]),
    {
      ...common,
      id: `grant.${label}.used`,
      title: `the operation occurrence of ${label} names its grant`,
      clause: 'SOL003 5.5.2.13',
      judge: grantUsed(label),
    },
  ];
});

const rows: readonly Row[] = [
  ...grants,
  {
    id: 'grant.async',
    title: 'a grant that is given later is fetched and used',
    clause: 'SOL003 9.4.3.3.2',
    api: 'grant',
    ics: 'grant.async',
    judge: asynchronousGrant,
  },
  {
    id: 'vnfpkgm.facts',
    title: 'a VNF instance says of its product what the package says',
    clause: 'SOL003 5.5.2.2',
    api: 'vnfpkgm',
    ics: 'vnfpkgm.read',
    judge: packageFacts,
  },
  {
    id: 'vnflcm.vnf_instances.post.unknown-vnfd',
    title: 'a VNF instance of an unknown VNFD is refused',
    clause: 'SOL003 5.4.2.3.1',
    api: 'vnflcm',
    role: 'producer',
    judge: unknownVnfd,
  },
  {
    id: 'vnflcm.vnf_instances.post.unknown-vnfd.silent',
    title: 'a VNF instance of an unknown VNFD is refused, also where the NFVO answers with a bare 404',
    clause: 'SOL003 5.4.2.3.1',
    api: 'vnflcm',
    ics: 'vnfpkgm.read',
    role: 'producer',
    // Before, packages are looked for in a list, which is empty then.
    since: '3.3.1',
    judge: unknownVnfdInSilence,
  },
  {
    id: 'vnfpkgm.encoded',
    title: 'ids of VNFDs are encoded in URIs',
    clause: 'RFC 3986 2.2',
    api: 'vnfpkgm',
    ics: 'vnfpkgm.read',
    judge: vnfdInUri,
  },
  {
    id: 'vnflcm.vnf_instances.post.odd-vnfd',
    title: 'ids of VNFDs may be any strings',
    clause: 'SOL013 7.2.2',
    api: 'vnflcm',
    ics: 'vnfpkgm.read',
    role: 'producer',
    // That such a VNFD is there nobody says.
    judge: tolerated({ name: 'vnfd-id', title: 'ids of any characters', clause: 'SOL013 7.2.2', refusal: 'allowed' }),
  },
  {
    id: 'vnflcm.vnf_instances.post.known-odd-vnfd',
    title: 'a VNF instance of a VNFD whose id is not ASCII is made where the NFVO has that VNFD',
    clause: 'SOL013 7.2.2',
    api: 'vnflcm',
    ics: 'vnfpkgm.read',
    role: 'producer',
    judge: tolerated({
      name: 'vnfd-known',
      title: 'an id that is not ASCII',
      clause: 'SOL013 7.2.2',
      refusal: 'should',
    }),
  },
];

/** Requests of the SUT as a client, whatever led to them. */
const calls: readonly TestCase[] = [
  {
    id: 'oauth2.token.call',
    title: 'requests for access tokens have the form of client credentials',
    purpose: 'Method, media type, grant type and client credentials of every token request are as RFC 6749 lays down.',
    api: 'grant',
    of: 'oauth2',
    suite: 'vnflcm',
    role: 'consumer',
    clause: 'RFC 6749 4.4.2',
    ics: 'oauth2.client',
    kind: 'every-exchange',
    judge: tokenRequest,
  },
  ...(['grant', 'vnfpkgm'] as const).flatMap((api): readonly TestCase[] => [
    {
      id: `${api}.authorization`,
      title: `calls of ${api} carry the access token`,
      purpose: 'Every call to the NFVO is authorized by the token that its token endpoint gave.',
      api,
      suite: 'vnflcm',
      role: 'consumer',
      clause: 'SOL013 8.3.2',
      ics: 'oauth2.client',
      kind: 'every-exchange',
      judge: authorized,
    },
    {
      id: `${api}.accept`,
      title: `Accept of calls of ${api} fits what they ask for`,
      purpose: 'Accept names a media type that the operation answers with.',
      api,
      suite: 'vnflcm',
      role: 'consumer',
      clause: api === 'grant' ? 'SOL003 9.4.2.3.1' : 'SOL003 10.4.4.3.2',
      ics: api === 'grant' ? 'grant.request' : 'vnfpkgm.read',
      kind: 'every-exchange',
      judge: acceptFits,
    },
  ]),
];

/** What the SUT asks of the NFVO. */
export const consumerCases: readonly TestCase[] = [...rows.map(consumerCase), ...calls];
