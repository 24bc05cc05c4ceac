import type { TestCase } from '../../../src/judge/case.ts';
import { acceptFits, authorized, tokenRequest } from '../../checks/exchange/client.ts';
import { asynchronousGrant } from '../../checks/trace/async-grants.ts';
import { definitionsNamed, removedAsAsked } from '../../checks/trace/definitions.ts';
import { grantDescribes, grantedOnce, grantResources, grantUsed } from '../../checks/trace/grants.ts';
import { valuesTaken, valuesTold } from '../../checks/trace/declared-values.ts';
import { initialValues } from '../../checks/trace/initial-values.ts';
import {
  nfvoUnauthorized,
  packageFacts,
  unknownVnfd,
  unknownVnfdLater,
  unknownVnfdWith,
} from '../../checks/trace/packages.ts';
import { vnfdInUri } from '../../checks/trace/odd-vnfds.ts';
import { accepted } from '../../checks/trace/task-course.ts';
import { tolerated } from '../../checks/trace/tolerance.ts';
import { traceCases, type Row } from '../trace-cases.ts';

/** An operation that is driven, and what a grant for it is about. */
interface Granted {
  /** In the trace. */
  readonly label: string;
  /** LcmOperationType. */
  readonly operation: string;
  /** Where a grant request names the resources that it is about. */
  readonly list?: 'addResources' | 'removeResources';
  readonly ics?: string;
}

const OPERATIONS: readonly Granted[] = [
  { label: 'instantiate', operation: 'INSTANTIATE', list: 'addResources' },
  { label: 'scale.out', operation: 'SCALE', list: 'addResources', ics: 'vnflcm.scale' },
  { label: 'scale.in', operation: 'SCALE', list: 'removeResources', ics: 'vnflcm.scale' },
  { label: 'heal', operation: 'HEAL', ics: 'vnflcm.heal' },
  { label: 'terminate', operation: 'TERMINATE', list: 'removeResources' },
];

function grantRows({ label, operation, list }: Granted): readonly Row[] {
  const change = list === 'addResources' ? 'added' : 'removed';
  return [
    {
      id: `${label}.once`,
      title: `${label} asks for one grant, before resources are touched`,
      purpose: `For ${label}, the SUT sends one grant request with the id of the operation occurrence, and changes nothing at the VIM before the grant is given.`,
      clause: 'SOL003 9.3',
      judge: grantedOnce(label),
    },
    {
      id: `${label}.describes`,
      title: `the grant request of ${label} describes the operation`,
      purpose: `The grant request for ${label} has operation ${operation}, the ids of VNF instance and VNFD, isAutomaticInvocation false, the flavour that the VNF instance has or is to have, links to the VNF instance and the operation occurrence, and handles of what it removes or changes.`,
      clause: 'SOL003 9.5.2.2',
      judge: grantDescribes(label, operation),
    },
    ...(list === undefined
      ? []
      : [
          {
            id: `${label}.resources`,
            title: `the grant request of ${label} names the resources`,
            purpose: `${list} of the grant request for ${label} names compute resources where the completed operation has ${change} VNFCs, should name as many, and ${list === 'addResources' ? 'gives none a resource handle' : 'gives each its resource handle'}.`,
            clause: 'SOL003 9.5.2.2',
            judge: grantResources(label, list),
          },
        ]),
    {
      id: `${label}.definitions`,
      title: `VNFCs that ${label} changed name their resource definitions`,
      purpose: `resourceChanges of the completed ${label}: each VNFC has in resourceDefinitionId the id of a ResourceDefinition of the grant request for which the grant has a GrantInfo.`,
      clause: 'SOL003 5.5.3.13',
      since: '2.6.1',
      judge: definitionsNamed(label),
    },
    ...(list === 'removeResources'
      ? [
          {
            id: `${label}.removed`,
            title: `${label} removes the resources that it asked the grant for`,
            purpose: `The VNFCs that the completed ${label} has removed had the compute resources that removeResources of its grant request names.`,
            clause: 'SOL003 9.5.3.2',
            judge: removedAsAsked(label),
          },
        ]
      : []),
    {
      id: `${label}.used`,
      title: `the operation occurrence of ${label} names its grant`,
      purpose: `The VnfLcmOpOcc of ${label} has in grantId the id of the grant that the NFVO gave for it, and should link to it.`,
      clause: 'SOL003 5.5.2.13',
      judge: grantUsed(label),
    },
  ];
}

const grants: readonly Row[] = [
  ...OPERATIONS.flatMap((one) =>
    grantRows(one).map((row) => ({ ...row, ics: ['grant.request', one.ics ?? []].flat() })),
  ),
  {
    id: 'async',
    title: 'a grant that is given later is fetched and used',
    purpose:
      'The NFVO answers the grant request of an instantiation with 202 and gives the grant later: the SUT reads the URI in Location until it is answered with 200, stays in STARTING until then, and completes the operation.',
    clause: 'SOL003 9.4.3.3.2',
    ics: 'grant.async',
    judge: asynchronousGrant('async.instantiate'),
  },
];

const VALUES = 'with extensions and vnfConfigurableProperties that the VNFD of the harness declares';
const DECLARED = { clause: 'SOL003 5.5.2.4', ics: 'vnfpkgm.read', since: '3.3.1' } as const;

const packages: readonly Row[] = [
  {
    id: 'facts',
    title: 'a VNF instance says of its product what the package says',
    purpose:
      'A VNF instance is created from a package that was on-boarded for it: its provider, product name, software version and VNFD version are those of the VnfPkgInfo that the SUT read.',
    clause: 'SOL003 5.5.2.2',
    judge: packageFacts,
  },
  {
    id: 'initial-values',
    title: 'a new VNF instance has what its VNFD declares with an initial value',
    purpose:
      'The VNFD of the harness declares metadata, extensions and vnfConfigurableProperties with initial values: after POST /vnf_instances the VnfInstance shows each of them.',
    clause: 'SOL003 5.5.2.2',
    ics: 'vnfpkgm.read',
    // The files before do not say it.
    since: '3.3.1',
    judge: initialValues,
  },
  {
    id: 'values.accepted',
    title: 'an instantiation with values for what the VNFD declares is accepted',
    purpose: `POST /vnf_instances/{vnfInstanceId}/instantiate ${VALUES} is accepted with 202.`,
    ...DECLARED,
    judge: accepted('declared.instantiate', 202, 'instantiate'),
  },
  {
    id: 'values.taken',
    title: 'the VNF instance has the values that its instantiation brought',
    purpose: `After an instantiation ${VALUES} has completed, the VnfInstance shows these values.`,
    ...DECLARED,
    judge: valuesTaken,
  },
  {
    id: 'values.told',
    title: 'an instantiation that changed information about the VNF instance tells so',
    purpose: `After an instantiation ${VALUES} has completed, and the VnfInstance shows others than before, they are in changedInfo of the last notification, and should be in that of the VnfLcmOpOcc.`,
    ...DECLARED,
    clause: 'SOL003 5.5.2.17',
    judge: valuesTold,
  },
  {
    id: 'encoded',
    title: 'ids of VNFDs are encoded in URIs',
    purpose:
      'POST /vnf_instances names VNFDs whose ids have letters beyond ASCII, slashes, a question mark and a hash: where the SUT reads the package, the URI holds the whole id, encoded.',
    clause: 'RFC 3986 2.2',
    judge: vnfdInUri,
  },
];

const creations: readonly Row[] = [
  {
    id: 'unknown-vnfd',
    title: 'a VNF instance of an unknown VNFD is refused',
    purpose:
      'POST /vnf_instances with a vnfdId that the NFVO does not know is refused with 422 or 400; a VNF instance that is created all the same is a warning.',
    clause: 'SOL003 5.4.2.3.1',
    judge: unknownVnfd,
  },
  {
    id: 'unknown-vnfd.silent',
    title: 'a VNF instance of an unknown VNFD is refused, also where the NFVO answers with a bare 404',
    purpose:
      'POST /vnf_instances with a vnfdId to which the NFVO answers 404 without a payload is refused with 422 or 400; a VNF instance that is created all the same is a warning.',
    clause: 'SOL003 5.4.2.3.1',
    ics: 'vnfpkgm.read',
    // Before, packages are looked for in a list, which is empty then.
    since: '3.3.1',
    judge: unknownVnfdWith('silent'),
  },
  {
    id: 'unknown-vnfd.html',
    title: 'a VNF instance of an unknown VNFD is refused, also where the 404 of the NFVO is a web page',
    purpose:
      'POST /vnf_instances with a vnfdId to which the NFVO answers 404 with a web page is refused with 422 or 400; a VNF instance that is created all the same is a warning.',
    clause: 'SOL003 5.4.2.3.1',
    ics: 'vnfpkgm.read',
    since: '3.3.1',
    judge: unknownVnfdWith('html'),
  },
  {
    id: 'nfvo-unauthorized',
    title: 'a 401 of the NFVO is not handed through to the client',
    purpose:
      'The NFVO answers the package read of the SUT with 401: POST /vnf_instances is refused, and should not be answered with 401, which would be about the credentials of the client.',
    clause: 'RFC 9110 15.5.2',
    ics: 'vnfpkgm.read',
    // Before, packages are looked for in a list.
    since: '3.3.1',
    judge: nfvoUnauthorized,
  },
  {
    id: 'odd-vnfd',
    title: 'ids of VNFDs may be any strings',
    purpose:
      'POST /vnf_instances with a vnfdId that has letters beyond ASCII, slashes, a question mark and a hash may be refused, as nobody says that there is such a VNFD, and is never answered with a server error.',
    clause: 'SOL013 7.2.2',
    ics: 'vnfpkgm.read',
    judge: tolerated({ name: 'vnfd-id', title: 'ids of any characters', clause: 'SOL013 7.2.2', refusal: 'allowed' }),
  },
  {
    id: 'known-odd-vnfd',
    title: 'a VNF instance of a VNFD whose id is not ASCII is made where the NFVO has that VNFD',
    purpose:
      'A package is on-boarded whose vnfdId has letters beyond ASCII: POST /vnf_instances with that vnfdId should be answered with 201, and never with a server error.',
    clause: 'SOL013 7.2.2',
    ics: 'vnfpkgm.read',
    judge: tolerated({
      name: 'vnfd-known',
      title: 'an id that is not ASCII',
      clause: 'SOL013 7.2.2',
      refusal: 'should',
    }),
  },
];

/** Instances that are there and are to become ones of a VNFD that is not. */
const changes: readonly Row[] = [
  {
    id: 'vnf_instance.patch.unknown-vnfd',
    title: 'PATCH with an unknown vnfdId is refused',
    purpose:
      'PATCH of a VNF instance with a vnfdId that nobody on-boarded is refused with a 4xx other than 404, or the modification does not complete.',
    clause: 'SOL003 5.4.3.3.4',
    ics: 'vnflcm.modify',
    // Before, it is the package that is changed.
    since: '2.6.1',
    judge: unknownVnfdLater('modify'),
  },
  {
    id: 'change_vnfpkg.unknown-vnfd',
    title: 'change_vnfpkg with an unknown vnfdId is refused',
    purpose:
      'change_vnfpkg with a vnfdId that nobody on-boarded is refused with a 4xx other than 404, or the operation does not complete.',
    clause: 'SOL003 5.4.11a.3.1',
    ics: 'vnflcm.change_vnfpkg',
    since: '3.3.1',
    judge: unknownVnfdLater('change_vnfpkg'),
  },
];

const PROCEDURE = 'vnflcm.consumer';

const asked: readonly TestCase[] = [
  ...traceCases(
    PROCEDURE,
    'grant',
    grants.map((row) => ({ ...row, api: 'grant', role: 'consumer' })),
  ),
  ...traceCases(
    PROCEDURE,
    'vnfpkgm',
    packages.map((row) => ({ ...row, api: 'vnfpkgm', role: 'consumer', ics: 'vnfpkgm.read' })),
  ),
  ...traceCases(PROCEDURE, 'vnflcm.vnf_instances.post', creations),
  ...traceCases(PROCEDURE, 'vnflcm', changes),
];

/** Requests of the SUT as a client, whatever led to them. */
const calls: readonly TestCase[] = [
  {
    id: 'oauth2.token.call',
    title: 'requests for access tokens have the form of client credentials',
    purpose:
      'Every request of the SUT to the token endpoint is a POST of a form with grant_type client_credentials and authenticates the client, in one way only.',
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
      purpose: `Every request of the SUT to the API ${api} of the NFVO carries a bearer token in Authorization.`,
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
      purpose: `Accept of every request of the SUT to the API ${api} of the NFVO covers a media type that the operation answers with.`,
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
export const consumerCases: readonly TestCase[] = [...asked, ...calls];
