import type { TestCase } from '../../../src/judge/case.ts';
import { badCallback, endpointTested } from '../../checks/trace/callbacks.ts';
import { sameIdForAll } from '../../checks/trace/events.ts';
import { CRITERIA, filtersKept, letsThrough, nothingAfterDeletion, verbosity } from '../../checks/trace/matching.ts';
import { silentCallback } from '../../checks/trace/silent-callback.ts';
import { credentialsHidden, notificationAuth } from '../../checks/trace/subscription-auth.ts';
import {
  duplicateSubscription,
  broaderSubscription,
  narrowerSubscription,
  subscriptionAppears,
  subscriptionGone,
  unnamedInstance,
} from '../../checks/trace/subscriptions.ts';
import { traceCases, type Row } from '../trace-cases.ts';

const CREATE = 'SOL003 5.4.18.3.1';
const FILTER = 'SOL003 5.5.3.12';
const NOTIFICATION = 'vnflcm-notification';

const life: readonly Row[] = [
  {
    id: 'appears',
    title: 'a subscription can be read and is listed',
    purpose:
      'GET of a subscription that was just made returns 200 and the representation that its creation returned, and GET /subscriptions lists it once.',
    clause: 'SOL003 5.4.19.3.2',
    judge: subscriptionAppears,
  },
  {
    id: 'duplicate',
    title: 'an equal subscription is made or leads to the one that is there',
    purpose:
      'POST /subscriptions is sent a second time with the same callback and filter: it is answered with 201 and another id, or with 303 and Location of the first subscription.',
    clause: CREATE,
    judge: duplicateSubscription,
  },
  {
    id: 'narrower',
    title: 'a subscription for a part of what another one is for is made as any other',
    purpose:
      'While a subscription to HEAL and TERMINATE exists, POST /subscriptions with the same callback and a filter on HEAL alone is answered with 201.',
    clause: CREATE,
    judge: narrowerSubscription,
  },
  {
    id: 'broader',
    title: 'a subscription to everything is made as any other',
    purpose:
      'While a subscription with a filter exists, POST /subscriptions with the same callback and no filter is answered with 201.',
    clause: CREATE,
    judge: broaderSubscription,
  },
  {
    id: 'same-id',
    title: 'one event has one notification id for all subscriptions',
    purpose:
      'Several subscriptions are notified of the same creation, deletion or state of an operation: the notifications of one event have the same id for all of them.',
    clause: 'SOL003 5.5.2.17',
    judge: sameIdForAll,
    api: NOTIFICATION,
  },
  {
    id: 'gone',
    title: 'a deleted subscription is gone',
    purpose:
      'DELETE of a subscription is answered with 204; after that GET of it is answered with 404 and GET /subscriptions does not list it.',
    clause: 'SOL003 5.4.19.3.5',
    judge: subscriptionGone,
  },
  {
    id: 'silence',
    title: 'no notification follows the deletion of a subscription',
    purpose:
      'A subscription without a filter is deleted, then a VNF instance goes through its life: no notification arrives at the callback of the deleted subscription.',
    clause: 'SOL003 5.4.19.3.5',
    judge: nothingAfterDeletion,
    api: NOTIFICATION,
  },
];

/** Callbacks that do not pass the endpoint test, and how. */
const BAD_CALLBACKS: readonly (readonly [name: string, what: string])[] = [
  ['down', 'nobody listens'],
  ['wrong-status', 'the test is answered with 404'],
  ['wrong-status.bare', 'the test is answered with 404 and no payload'],
  ['server-error', 'the test is answered with 500 and no payload'],
  ['html', 'the test is answered with 404 and a web page'],
  ['no-detail', 'the test is answered with 404 and a ProblemDetails without detail'],
  ['token-refused', 'the token endpoint of the callback refuses the client'],
];

const badCallbackRow = (name: string, what: string): Row => ({
  id: `bad-callback.${name}`,
  title: `a subscription is refused where ${what}`,
  purpose: `POST /subscriptions with a callback at which ${what} is refused, from 2.7.1 on with 422, and GET /subscriptions does not list it afterwards.`,
  clause: CREATE,
  ics: 'vnflcm.endpoint_test',
  judge: badCallback(name),
});

const callbacks: readonly Row[] = [
  {
    id: 'endpoint-test',
    title: 'the callback is tested before the subscription is made',
    purpose:
      'POST /subscriptions with a callback that listens is answered with 201 only after GET was sent to that callback.',
    clause: 'SOL003 5.4.20.3.2',
    ics: 'vnflcm.endpoint_test',
    judge: endpointTested,
  },
  ...BAD_CALLBACKS.map(([name, what]) => badCallbackRow(name, what)),
];

const silent: readonly Row[] = [
  badCallbackRow('silent', 'the test is not answered for a while'),
  {
    id: 'bad-callback.patience',
    title: 'a callback that says nothing is given up, and keeps nobody else waiting',
    purpose:
      'While the endpoint test of a subscription is not answered, GET /subscriptions and GET /vnf_instances should be answered within two seconds; whether the SUT gives up the test before the callback answers is reported.',
    clause: CREATE,
    ics: 'vnflcm.endpoint_test',
    judge: silentCallback,
  },
];

const filters: readonly Row[] = [
  ...CRITERIA.map((criterion) => ({
    id: `filter.${criterion}`,
    title: `a subscription with ${criterion} gets what matches and nothing else`,
    purpose: `Subscriptions with filters on ${criterion.replace('+', ' and ')}, some that match and some that do not, exist beside one without a filter while a VNF instance goes through its life: each gets those notifications of the one without a filter that its filter matches, and no other.`,
    clause: FILTER,
    ics: 'vnflcm.subscriptions.filter',
    api: NOTIFICATION,
    judge: letsThrough(criterion),
  })),
  {
    id: 'filter.kept',
    title: 'legal filters are accepted and come back as they were sent',
    purpose:
      'POST /subscriptions with each criterion, and with each value of its enumerations, is answered with 201 and the filter of the request.',
    clause: FILTER,
    ics: 'vnflcm.subscriptions.filter',
    judge: filtersKept,
  },
  {
    id: 'filter.unnamed-instance',
    title: 'a filter on names does no harm to instances without a name',
    purpose:
      'While a subscription with a filter on vnfInstanceNames exists, POST /vnf_instances without the optional vnfInstanceName is answered with 201.',
    clause: 'SOL003 5.4.2.3.1',
    judge: unnamedInstance,
  },
  ...(['SHORT', 'FULL'] as const).map((level) => ({
    id: `verbosity.${level.toLowerCase()}`,
    title: `a subscription with verbosity ${level} gets such notifications`,
    purpose: `POST /subscriptions with verbosity ${level} is answered with that verbosity, and the operation notifications of the subscription have it${level === 'SHORT' ? ' and leave out the details of what changed' : ', or none, which stands for it'}.`,
    clause: 'SOL003 5.5.4.8',
    since: '3.3.1' as const,
    api: NOTIFICATION,
    judge: verbosity(level),
  })),
];

const authentication: readonly Row[] = [
  ...(
    [
      ['basic', 'auth.basic', 'Basic', 'a user name and a password'],
      ['oauth2', 'auth.oauth2', 'Bearer', 'client credentials and a token endpoint'],
    ] as const
  ).map(([id, label, scheme, credentials]) => ({
    id: `authentication.${id}`,
    title: `notifications carry the credentials of the subscription (${scheme})`,
    purpose: `A subscription is made with ${credentials}, which its callback asks for: the endpoint test passes, and a notification arrives with Authorization: ${scheme} and what the callback takes.`,
    clause: 'SOL013 8.3.4',
    ics: 'vnflcm.notification_auth',
    api: NOTIFICATION,
    judge: notificationAuth(label, scheme),
  })),
  {
    id: 'authentication.hidden',
    title: 'a subscription does not show the credentials that it was made with',
    purpose: 'POST /subscriptions with authentication is answered with an LccnSubscription that has no authentication.',
    clause: 'SOL003 5.5.2.16',
    ics: 'vnflcm.notification_auth',
    judge: credentialsHidden,
  },
];

/** Subscriptions and what is sent to subscribers. */
export const subscriptionCases: readonly TestCase[] = [
  ...casesOf('vnflcm.subscriptions', [...life, ...callbacks, ...filters, ...authentication]),
  ...casesOf('vnflcm.silent-callback', silent),
];

function casesOf(procedure: string, rows: readonly Row[]): readonly TestCase[] {
  return traceCases(
    procedure,
    'vnflcm.subscriptions',
    rows.map((row) => ({ ics: 'vnflcm.subscriptions', ...row })),
  );
}
