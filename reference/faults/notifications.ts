import type { Criterion } from '../notify/matching.ts';
import type { Fault } from './fault.ts';

const clause = 'SOL003 5.3.9';
const NOTIFIED = ['vnflcm.*.notified', 'vnflcm.subscriptions.*', 'vnflcm.lifecycle.notification.*'];

/** Subscriptions, endpoint tests, and notifications. */
const told = {
  'unsubscribing-without-effect': {
    what: 'DELETE of a subscription is answered with 204 and the subscription stays',
    clause: 'SOL003 5.4.19.3.5',
    seen: ['vnflcm.subscriptions.gone'],
    also: ['vnflcm.subscriptions.*'],
  },
  'notifies-after-unsubscribing': {
    what: 'a deleted subscription still gets notifications',
    clause: 'SOL003 5.4.19.3.5',
    seen: ['vnflcm.subscriptions.silence', 'vnflcm.lifecycle.notification.silence'],
    every: true,
    also: ['vnflcm.*.notification.*'],
  },
  'snapshot-operations-not-notified': {
    what: 'subscribers hear nothing of operations on snapshots',
    clause: 'SOL003 5.3.9',
    seen: ['vnflcm.tasks.create_snapshot.notified', 'vnflcm.tasks.revert_to_snapshot.notified'],
    also: ['vnflcm.tasks.notified-states'],
  },
  'endpoint-not-tested': {
    what: 'a subscription is made without a test of its callback',
    clause: 'SOL003 5.4.20.3.2',
    seen: ['vnflcm.subscriptions.endpoint-test'],
    also: ['vnflcm.subscriptions.bad-callback.*', 'vnflcm-notification.test.call'],
  },
  'endpoint-test-takes-any-status': {
    what: 'any answer of the callback passes the test',
    clause: 'SOL003 5.4.20.3.2',
    seen: ['vnflcm.subscriptions.bad-callback.wrong-status'],
    also: ['vnflcm.subscriptions.bad-callback.*'],
  },
  'page-of-endpoint-is-500': {
    what: 'a callback that answers its test with a web page is answered with a server error',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.bad-callback.html'],
    also: ['vnflcm.subscriptions.post.form'],
  },
  'refused-token-of-endpoint-is-500': {
    what: 'a callback whose token endpoint refuses the client is answered with a server error',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.bad-callback.token-refused'],
    also: ['vnflcm.subscriptions.post.form'],
  },
  'silent-endpoint-is-500': {
    what: 'a callback that says nothing is answered with a server error',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.bad-callback.silent'],
    also: ['vnflcm.subscriptions.post.form'],
  },
  'callback-without-query-tested': {
    what: 'the endpoint test leaves out the query of the callback',
    clause: 'SOL003 5.4.20.3.2',
    seen: ['vnflcm.tolerance.callback-whole'],
  },
  'kept-although-refused': {
    what: 'a subscription whose callback does not pass is refused and kept',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.bad-callback.*'],
    also: ['vnflcm.subscriptions.*'],
  },
  'location-of-subscription-dangling': {
    what: 'Location of a new subscription leads to no resource',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.post.form'],
    also: ['vnflcm.subscriptions.*'],
    procedures: ['vnflcm.subscriptions'],
  },
  'duplicate-without-location': {
    what: '303 to a duplicate subscription does not name the one that is there',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.duplicate', 'vnflcm.subscriptions.post.form'],
  },
  'subscription-filter-lost': {
    what: 'the filter of a subscription is lost',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.filter.kept'],
    also: ['vnflcm.subscriptions.*'],
  },
  'subscription-filter-not-shown': {
    what: 'the filter of a subscription works and is not shown',
    clause: 'SOL003 5.5.2.16',
    seen: ['vnflcm.subscriptions.filter.kept'],
    also: ['vnflcm.subscriptions.*'],
    release: '2.4.1',
  },
  'list-of-subscriptions-empty': {
    what: 'the list of subscriptions is empty',
    clause: 'SOL003 5.4.18.3.2',
    seen: ['vnflcm.subscriptions.appears'],
  },
  'credentials-shown': {
    what: 'a subscription shows the credentials that it was made with',
    clause: 'SOL003 5.5.2.16',
    seen: ['vnflcm.subscriptions.authentication.hidden'],
    also: ['vnflcm.subscriptions.*.form'],
  },
  'basic-credentials-not-sent': {
    what: 'notifications lack the user name and password of the subscription',
    clause: 'SOL013 8.3.4',
    seen: ['vnflcm.subscriptions.authentication.basic'],
  },
  'bearer-token-not-sent': {
    what: 'notifications lack the token that the subscription asks for',
    clause: 'SOL013 8.3.4',
    seen: ['vnflcm.subscriptions.authentication.oauth2'],
    release: '2.6.1',
  },
  'notification-as-text': {
    what: 'notifications are sent as text/plain',
    clause: 'SOL013 5.1',
    seen: ['vnflcm-notification.notify.call'],
    procedures: ['vnflcm.lifecycle'],
  },
  'notification-without-version': {
    what: 'notifications and endpoint tests have no Version header',
    clause: 'SOL013 9.2',
    seen: ['vnflcm-notification.notify.call'],
    also: ['vnflcm-notification.test.call'],
    procedures: ['vnflcm.lifecycle'],
  },
  'subscribers-mixed-up': {
    what: 'a notification goes to the next subscriber',
    clause,
    seen: ['vnflcm.subscriptions.filter.*'],
    also: NOTIFIED,
  },
  'notification-ids-repeat': {
    what: 'all notifications about an instance have the same id',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.lifecycle.notification.ids'],
  },
  'subscription-id-wrong': {
    what: 'subscriptionId is not that of the subscription',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.lifecycle.notification.links'],
  },
  'notification-links-wrong': {
    what: '_links.subscription leads to no subscription',
    clause: 'SOL003 5.5.4.5',
    seen: ['vnflcm.lifecycle.notification.links'],
  },
  'result-told-as-start': {
    what: 'notificationStatus of a result is START',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.lifecycle.*.notified'],
    also: ['vnflcm-notification.notify.call'],
  },
  'operation-told-wrong': {
    what: 'notifications tell another operation',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.lifecycle.*.notified'],
  },
  'verbosity-not-told': {
    what: 'notifications do not tell their verbosity',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.subscriptions.verbosity.short'],
  },
  'short-is-full': {
    what: 'subscribers who asked for SHORT get everything',
    clause: 'SOL003 5.5.4.8',
    seen: ['vnflcm.subscriptions.verbosity.short'],
  },
  'full-is-short': {
    what: 'subscribers who asked for FULL get the bare minimum',
    clause: 'SOL003 5.5.4.8',
    seen: ['vnflcm.subscriptions.verbosity.full', 'vnflcm.lifecycle.*.notified'],
    release: '3.3.1',
  },
  'creation-not-notified': {
    what: 'nobody hears of a new instance',
    clause,
    seen: ['vnflcm.lifecycle.create.notified'],
  },
  'deletion-not-notified': {
    what: 'nobody hears of the deletion of an instance',
    clause,
    seen: ['vnflcm.lifecycle.delete.notified'],
    release: '2.6.1',
  },
  'starting-not-notified': {
    what: 'nobody hears that an operation has started',
    clause,
    seen: ['vnflcm.lifecycle.*.notified'],
    also: ['vnflcm.lifecycle.op-occ.notified-states'],
    release: '2.4.1',
  },
  'completed-not-notified': {
    what: 'nobody hears that an operation is completed',
    clause,
    seen: [
      'vnflcm.lifecycle.instantiate.notified',
      'vnflcm.lifecycle.scale.*.notified',
      'vnflcm.lifecycle.heal.notified',
      'vnflcm.lifecycle.terminate.notified',
      'vnflcm.tasks.*.notified',
      'vnflcm.modify.notified',
    ],
    every: true,
    also: ['vnflcm.*notified-states'],
  },
  'rolled-back-not-notified': {
    what: 'nobody hears that an operation is rolled back',
    clause,
    seen: ['vnflcm.failures.rollback.notified', 'vnflcm.setbacks.grant-refused-later.notified'],
    every: true,
    also: ['vnflcm.*.notified', 'vnflcm.*notified-states'],
  },
  'creation-notified-twice': {
    what: 'a new instance is notified twice',
    clause,
    seen: ['vnflcm.lifecycle.create.notified'],
  },
  'completed-notified-twice': {
    what: 'the completion of an operation is notified twice',
    clause,
    seen: ['vnflcm.lifecycle.*.notified'],
    also: ['vnflcm.lifecycle.op-occ.notified-states'],
  },
  'completed-notified-late': {
    what: 'the completion of an operation is notified half a minute late',
    clause,
    seen: ['vnflcm.lifecycle.*.notified'],
    also: ['vnflcm.lifecycle.op-occ.notified-states'],
  },
  'start-told-last': {
    what: 'the start of an operation is notified after its end',
    clause,
    seen: ['vnflcm.lifecycle.*.notified'],
    also: ['vnflcm.lifecycle.op-occ.notified-states'],
  },
  'told-before-it-is-so': {
    what: 'the completion of an operation is notified before it is completed',
    clause,
    seen: [
      'vnflcm.lifecycle.op-occ.notified-states',
      'vnflcm.tasks.notified-states',
      'vnflcm.granted-vim.notified-states',
    ],
    every: true,
  },
  'filter-takes-first-value-only': {
    what: 'of the values of a criterion the first one counts only',
    clause: 'SOL003 5.5.3.12',
    seen: ['vnflcm.subscriptions.filter.*'],
  },
} as const satisfies Record<string, Fault>;

const INVERTED: readonly Criterion[] = [
  'notificationTypes',
  'operationTypes',
  'operationStates',
  'vnfdIds',
  'vnfInstanceIds',
  'vnfInstanceNames',
  'vnfdVersions',
];
type Ignored = Criterion | 'vnfProvider' | 'vnfProductName' | 'vnfSoftwareVersion';
const IGNORED: readonly Ignored[] = [...INVERTED, 'vnfProvider', 'vnfProductName', 'vnfSoftwareVersion'];

/** The case about a criterion; those of products stand in one. */
function caseOf(criterion: string): string {
  return `vnflcm.subscriptions.filter.${/^vnf(dVersions|Provider|ProductName|SoftwareVersion)$/.test(criterion) ? 'vnfProductsFromProviders' : criterion}`;
}

const filters = Object.fromEntries(
  IGNORED.map((criterion): [string, Fault] => [
    `filter-ignores-${criterion}`,
    {
      what: `subscribers who asked for some ${criterion} hear of all`,
      clause: 'SOL003 5.5.3.12',
      seen: [caseOf(criterion)],
      also: ['vnflcm.subscriptions.*'],
    },
  ]).concat(
    INVERTED.map((criterion): [string, Fault] => [
      `filter-inverts-${criterion}`,
      {
        what: `subscribers who asked for some ${criterion} hear of all others`,
        clause: 'SOL003 5.5.3.12',
        seen: [caseOf(criterion)],
        also: ['vnflcm.subscriptions.*'],
      },
    ]),
  ),
) as Record<`filter-ignores-${Ignored}` | `filter-inverts-${Criterion}`, Fault>;

export const notificationFaults = { ...told, ...filters };
