import type { TestCase } from '../../../src/judge/case.ts';
import { vimPairs } from '../../checks/trace/vim-pairs.ts';
import { callbackWhole, ownCallback } from '../../checks/trace/callback-uri.ts';
import { hugeNumberShown } from '../../checks/trace/huge-number.ts';
import { patched } from '../../checks/trace/modify.ts';
import { EXPECTATIONS, statusCheck } from '../../checks/trace/statuses.ts';
import {
  listsReadable,
  needlessBody,
  opOccReadable,
  roundTrip,
  tolerated,
  type Aspect,
} from '../../checks/trace/tolerance.ts';
import { unnamedOperation } from '../../checks/trace/unnamed.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { ASPECTS } from './aspects.ts';

const TOLERANCE = 'vnflcm.tolerance';
const LASTING = 'vnflcm.lasting';
const COLLECTIONS = ['vnf_instances', 'vnf_lcm_op_occs', 'subscriptions'] as const;

/** What has to become of a request, by what the standard says of its refusal. */
const ACCEPTED: Readonly<Record<Aspect['refusal'], string>> = {
  shall: 'each request is accepted',
  should: 'each request should be accepted, and none is answered with a server error',
  info: 'each request should be accepted, and none is answered with a server error',
  allowed: 'each request is accepted or refused as a fault of the client, and none is answered with a server error',
};

const aspects: readonly TestCase[] = ASPECTS.flatMap(({ sent, since, procedure = TOLERANCE, ...aspect }) =>
  traceCases(procedure, 'vnflcm.tolerance', [
    {
      id: aspect.name,
      title: `unusual input: ${aspect.title}`,
      purpose: `${sent}: ${ACCEPTED[aspect.refusal]}.`,
      clause: aspect.clause,
      since,
      judge: tolerated(aspect),
    },
  ]),
);

const listsAfter = (id: string, what: string): readonly Row[] =>
  COLLECTIONS.map((collection) => ({
    id: `${id}.${collection}`,
    title: `${collection} can be read after ${what}`,
    purpose: `GET /${collection} is answered with 200 and a list before ${what}, and still afterwards.`,
    clause: 'SOL003 5.4',
    judge: listsReadable(collection),
  }));

const others: readonly Row[] = [
  {
    id: 'needless-body',
    title: 'a payload on tasks that take none',
    purpose:
      'retry, rollback and fail are sent to an operation occurrence that has ended and to one that does not exist, without a payload and with {}: both should be answered with the same status, and neither with a server error.',
    clause: 'SOL003 5.4.14',
    icsAny: ['vnflcm.retry', 'vnflcm.rollback', 'vnflcm.fail'],
    judge: needlessBody,
  },
  {
    id: 'callback-whole',
    title: 'the endpoint test goes to the whole callback URI',
    purpose:
      'While POST /subscriptions with a callbackUri that has a query is answered, the GET that tests the callback has that query.',
    clause: 'SOL003 5.4.20.3.2',
    judge: callbackWhole,
    ics: 'vnflcm.endpoint_test',
  },
  {
    id: 'callback-own',
    title: 'a subscription with a callback that nobody else has is one of its own',
    purpose:
      'While another subscription with the same filter exists, POST /subscriptions with a callbackUri that no other subscription has, and whose query has quotes, is not answered with 303.',
    clause: 'SOL003 5.4.18.3.1',
    judge: ownCallback,
    ics: 'vnflcm.subscriptions',
  },
  {
    id: 'unnamed-operation',
    title: 'an operation on an instance without a name while somebody subscribed to names',
    purpose:
      'While a subscription with a filter on vnfInstanceNames exists, a VNF instance without a name is instantiated: where that is accepted, the operation comes to COMPLETED, FAILED_TEMP, FAILED or ROLLED_BACK.',
    clause: 'SOL003 5.6.2.2',
    judge: unnamedOperation,
    ics: 'vnflcm.subscriptions',
  },
  {
    id: 'vim-pairs.shown',
    title: 'interfaceInfo of a VIM connection is shown as it was given',
    purpose:
      'instantiate names a VIM connection whose interfaceInfo has keys with underscores and capitals and values of every JSON type: where it is accepted, GET of the VNF instance shows each key and value as it was given.',
    clause: 'SOL013 7.1.5',
    judge: vimPairs,
  },
  {
    id: 'round-trip',
    title: 'unusual input comes back as it was given',
    purpose:
      'vnfInstanceName, vnfInstanceDescription, metadata and callbackUri of each resource that was made of unusual input are what the request had, in the answer and in a read of the resource.',
    clause: 'SOL003 5.5.2',
    judge: roundTrip,
  },
  ...listsAfter('lists', 'unusual input'),
];

/** Step, title, purpose and releases of patches with a VIM connection that no operation uses. */
const VIM_PATCHES: readonly (readonly [step: string, title: string, sent: string, since?: Row['since']])[] = [
  [
    'change',
    'a pair is added to interfaceInfo of a VIM connection that is there',
    'PATCH of an instantiated VNF instance adds a pair to interfaceInfo of a VIM connection that it has',
  ],
  [
    'add',
    'a VIM connection with nothing but what is mandatory is added',
    'PATCH of an instantiated VNF instance adds a VIM connection with nothing but what is mandatory',
  ],
  [
    'part',
    'a part of a VIM connection is changed',
    'PATCH of an instantiated VNF instance names one attribute of a VIM connection that it has',
    '3.3.1',
  ],
  [
    'remove',
    'a VIM connection is removed by null',
    'PATCH of an instantiated VNF instance has null for a VIM connection that it has',
    '3.3.1',
  ],
];

const lasting: readonly Row[] = [
  {
    id: 'not-a-number',
    title: 'a payload with NaN is no JSON',
    purpose: 'POST /vnf_instances with NaN for a value of metadata, which is no JSON, is refused with 400.',
    clause: 'RFC 8259 6',
    judge: statusCheck(EXPECTATIONS['malformed-json']),
  },
  {
    id: 'number-range.shown',
    title: 'a number beyond what most can hold comes back as JSON',
    purpose:
      'POST /vnf_instances and POST /subscriptions with 1e400 for a value: where it is accepted, the answer and GET of the VNF instance are JSON.',
    clause: 'RFC 8259 6',
    judge: hugeNumberShown,
  },
  ...listsAfter('lasting', 'instances without names and minimal VIM connections'),
  ...VIM_PATCHES.map(([step, title, sent, since]) => ({
    id: `vim.${step}`,
    title: `PATCH: ${title}`,
    purpose: `${sent}: it is accepted with 202, and reads before and after show the VIM connections that it leads to and all else unchanged.`,
    clause: 'SOL003 5.5.2.12',
    since,
    ics: 'vnflcm.modify',
    judge: patched(`vim.${step}`),
  })),
  {
    id: 'vim.op-occ',
    title: 'the operation occurrence of a minimal VIM connection can be read',
    purpose:
      'GET of the VnfLcmOpOcc of a modification that added a VIM connection with nothing but what is mandatory is answered with 200.',
    clause: 'SOL003 5.4.13.3.2',
    ics: 'vnflcm.modify',
    judge: opOccReadable('vim.add'),
  },
];

/** Legal input that few clients send. */
export const toleranceCases: readonly TestCase[] = [
  ...aspects,
  ...traceCases(TOLERANCE, 'vnflcm.tolerance', others),
  ...traceCases(LASTING, 'vnflcm.tolerance', lasting),
];
