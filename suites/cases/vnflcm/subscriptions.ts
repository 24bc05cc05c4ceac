import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import { sameIdForAll } from '../../checks/trace/events.ts';
import { CRITERIA, filtersKept, letsThrough, nothingAfterDeletion, verbosity } from '../../checks/trace/matching.ts';
import { silentCallback } from '../../checks/trace/silent-callback.ts';
import {
  badCallback,
  credentialsHidden,
  duplicateSubscription,
  endpointTested,
  narrowerSubscription,
  notificationAuth,
  subscriptionAppears,
  subscriptionGone,
  unnamedInstance,
} from '../../checks/trace/subscriptions.ts';

const PROCEDURE = 'vnflcm.subscriptions';

type Row = Pick<TestCase, 'title' | 'clause' | 'since'> & {
  readonly id: string;
  readonly judge: TraceCheck;
  readonly api?: string;
  readonly ics?: string;
};

function subscriptionCase({ id, title, api = 'vnflcm', ics = 'vnflcm.subscriptions', ...rest }: Row): TestCase {
  return {
    id: `vnflcm.subscriptions.${id}`,
    title,
    purpose: `${title}.`,
    api,
    suite: 'vnflcm',
    role: 'producer',
    kind: 'trace',
    procedure: PROCEDURE,
    ics,
    ...rest,
  };
}

const BAD_CALLBACKS: readonly (readonly [name: string, what: string])[] = [
  ['down', 'nobody listens'],
  ['wrong-status', 'the test is answered with 404'],
  ['wrong-status.bare', 'the test is answered with 404 and no payload'],
  ['server-error', 'the test is answered with 500 and no payload'],
  ['silent', 'the test is not answered for a while'],
];

const rows: readonly Row[] = [
  {
    id: 'appears',
    title: 'a subscription can be read and is listed',
    clause: 'SOL003 5.4.19.3.2',
    judge: subscriptionAppears,
  },
  {
    id: 'duplicate',
    title: 'an equal subscription is made or leads to the one that is there',
    clause: 'SOL003 5.4.18.3.1',
    judge: duplicateSubscription,
  },
  {
    id: 'narrower',
    title: 'a subscription for a part of what another one is for is made as any other',
    clause: 'SOL003 5.4.18.3.1',
    judge: narrowerSubscription,
  },
  {
    id: 'same-id',
    title: 'one event has one notification id for all subscriptions',
    clause: 'SOL003 5.5.2.17',
    judge: sameIdForAll,
    api: 'vnflcm-notification',
  },
  { id: 'gone', title: 'a deleted subscription is gone', clause: 'SOL003 5.4.19.3.5', judge: subscriptionGone },
  {
    id: 'endpoint-test',
    title: 'the callback is tested before the subscription is made',
    clause: 'SOL003 5.4.20.3.2',
    ics: 'vnflcm.endpoint_test',
    judge: endpointTested,
  },
  ...BAD_CALLBACKS.map(([name, what]) => ({
    id: `bad-callback.${name}`,
    title: `a subscription is refused where ${what}`,
    clause: 'SOL003 5.4.18.3.1',
    ics: 'vnflcm.endpoint_test',
    judge: badCallback(name),
  })),
  {
    id: 'bad-callback.patience',
    title: 'a callback that says nothing is given up, and keeps nobody else waiting',
    clause: 'SOL003 5.4.18.3.1',
    ics: 'vnflcm.endpoint_test',
    judge: silentCallback,
  },
  ...CRITERIA.map((criterion) => ({
    id: `filter.${criterion}`,
    title: `a subscription with ${criterion} gets what matches and nothing else`,
    clause: 'SOL003 5.5.3.12',
    ics: 'vnflcm.subscriptions.filter',
    api: 'vnflcm-notification',
    judge: letsThrough(criterion),
  })),
  {
    id: 'filter.kept',
    title: 'legal filters are accepted and come back as they were sent',
    clause: 'SOL003 5.5.3.12',
    ics: 'vnflcm.subscriptions.filter',
    judge: filtersKept,
  },
  {
    id: 'filter.unnamed-instance',
    title: 'a filter on names does no harm to instances without a name',
    clause: 'SOL003 5.4.2.3.1',
    judge: unnamedInstance,
  },
  ...(['SHORT', 'FULL'] as const).map((level) => ({
    id: `verbosity.${level.toLowerCase()}`,
    title: `a subscription with verbosity ${level} gets such notifications`,
    clause: 'SOL003 5.5.4.8',
    since: '3.3.1' as const,
    api: 'vnflcm-notification',
    judge: verbosity(level),
  })),
  {
    id: 'silence',
    title: 'no notification follows the deletion of a subscription',
    clause: 'SOL003 5.4.19.3.5',
    api: 'vnflcm-notification',
    judge: nothingAfterDeletion,
  },
  ...(
    [
      ['basic', 'auth.basic', 'Basic'],
      ['oauth2', 'auth.oauth2', 'Bearer'],
    ] as const
  ).map(([id, label, scheme]) => ({
    id: `authentication.${id}`,
    title: `notifications carry the credentials of the subscription (${scheme})`,
    clause: 'SOL013 8.3.4',
    ics: 'vnflcm.notification_auth',
    api: 'vnflcm-notification',
    judge: notificationAuth(label, scheme),
  })),
  {
    id: 'authentication.hidden',
    title: 'a subscription does not show the credentials that it was made with',
    clause: 'SOL003 5.5.2.16',
    ics: 'vnflcm.notification_auth',
    judge: credentialsHidden,
  },
];

/** Subscriptions and what is sent to subscribers. */
export const subscriptionCases: readonly TestCase[] = rows.map(subscriptionCase);
