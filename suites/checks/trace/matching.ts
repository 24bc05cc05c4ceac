import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { notifications, type Notification } from './notifications.ts';
import {
  answered,
  answerText,
  asked,
  at,
  entitiesAt,
  judgement,
  sameContent,
  statusOf,
  step,
  steps,
  textAt,
  without,
  type Entity,
  sorted,
} from './reading.ts';

/** What a filter says of a notification; `unknown` where the trace does not show the facts of the instance. */
type Match = boolean | 'unknown';

const CLAUSE = 'SOL003 5.5.3.12';

/**
 * Each subscription with the criterion gets what its filter lets through of what the subscription without a filter gets, and
 * nothing else.
 */
export function letsThrough(criterion: string): TraceCheck {
  return (trace) => {
    const yardstick = step(trace, 'match.everything');
    const all = yardstick === undefined ? [] : deliveredTo(trace, yardstick);
    const instances = known(trace);
    const first = textAt(answered(step(trace, 'match.first.read')), 'id');
    const mine = all.filter(({ type, body }) => {
      const id = textAt(body, 'vnfInstanceId') ?? '';
      // The first instance was made before the subscriptions: who still hears of that is a matter of chance.
      return instances.has(id) && (id !== first || type !== 'VnfIdentifierCreationNotification');
    });
    const made = steps(trace, 'match.subscribe').filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'subscription-filter' && stimulus.criterion === criterion && response?.status === 201,
    );
    if (made.length === 0) return without(`a subscription with ${criterion}`, trace);
    if (mine.length === 0) return without('a notification to a subscription without a filter', trace);
    return judgement(
      made.length,
      made.flatMap((subscription) =>
        judgeOne(subscription, criterion, mine, deliveredTo(trace, subscription), instances),
      ),
    );
  };
}

function judgeOne(
  subscription: Exchange,
  criterion: string,
  all: readonly Notification[],
  got: readonly Notification[],
  instances: ReadonlyMap<string, Entity>,
): readonly Observation[] {
  const filter = at(asked(subscription), 'filter');
  const keys = new Set(got.map(key));
  const held = all.filter((one) => matches(filter, one, instances) === true && !keys.has(key(one)));
  const leaked = got.filter((one) => matches(filter, one, instances) === false);
  const finding = (kind: 'holds-back' | 'lets-through', one: Notification): Observation =>
    observe({
      check: 'subscription.filter',
      deviation: `subscription:filter:${kind === 'lets-through' ? culprit(filter, one, instances, criterion) : criterion}:${kind}`,
      clause: CLAUSE,
      keyword: 'shall',
      message: `A subscription filter on ${criterion} ${kind === 'holds-back' ? 'lets matching notifications through' : 'holds other notifications back'}`,
      expected: `${kind === 'holds-back' ? 'a notification' : 'none'} for ${JSON.stringify(filter)}`,
      observed: `${kind === 'holds-back' ? 'none' : ''} ${key(one)}`.trim(),
      pointer: '/filter',
      exchange: [subscription, one.exchange],
    });
  return [...held.map((one) => finding('holds-back', one)), ...leaked.map((one) => finding('lets-through', one))];
}

/** Of several criteria the one that should have held the notification back. */
function culprit(
  filter: unknown,
  one: Notification,
  instances: ReadonlyMap<string, Entity>,
  criterion: string,
): string {
  const alone = (name: string): unknown =>
    name.startsWith('vnf')
      ? { vnfInstanceSubscriptionFilter: { [name]: at(filter, 'vnfInstanceSubscriptionFilter', name) } }
      : { [name]: at(filter, name) };
  return (
    ['notificationTypes', ...criterion.split('+')].find((name) => matches(alone(name), one, instances) === false) ??
    criterion
  );
}

/** The same event, whoever is told of it. */
function key({ type, body }: Notification): string {
  const parts = ['vnfInstanceId', 'operation', 'operationState', 'vnfLcmOpOccId'].map((name) => textAt(body, name));
  return [type, ...parts].filter((part) => part !== undefined).join(' ');
}

/** Notifications that arrived at the callback of a subscription. */
export function deliveredTo(trace: Trace, subscription: Exchange): readonly Notification[] {
  const callback = textAt(asked(subscription), 'callbackUri');
  return notifications(trace).filter((one) => pathOf(one.exchange.request.url) === pathOf(callback ?? ''));
}

export function pathOf(uri: string): string {
  return uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').split(/[?#]/)[0] ?? '';
}

/** Instances of the life cycle by id, as they were read. */
function known(trace: Trace): ReadonlyMap<string, Entity> {
  const found = new Map<string, Entity>();
  for (const label of ['match.first.read', 'match.second.read']) {
    const body = answered(step(trace, label));
    const id = textAt(body, 'id');
    if (body !== undefined && id !== undefined) found.set(id, body);
  }
  return found;
}

/** LifecycleChangeNotificationsFilter (5.5.3.12) on a notification: all criteria that are there have to match. */
export function matches(filter: unknown, { type, body }: Notification, instances: ReadonlyMap<string, Entity>): Match {
  const isOperation = type === 'VnfLcmOperationOccurrenceNotification';
  const simple =
    holds(filter, 'notificationTypes', type) &&
    (!isOperation ||
      (holds(filter, 'operationTypes', body['operation']) && holds(filter, 'operationStates', body['operationState'])));
  if (!simple) return false;
  const inner = at(filter, 'vnfInstanceSubscriptionFilter');
  if (inner === undefined) return true;
  const id = textAt(body, 'vnfInstanceId') ?? '';
  if (!holds(inner, 'vnfInstanceIds', id)) return false;
  const instance = instances.get(id);
  if (instance === undefined) return 'unknown';
  return (
    holds(inner, 'vnfdIds', instance['vnfdId']) &&
    holds(inner, 'vnfInstanceNames', instance['vnfInstanceName']) &&
    isProductOf(inner, instance)
  );
}

/** A criterion that is absent matches everything, one that is there matches any of its values. */
function holds(filter: unknown, criterion: string, value: unknown): boolean {
  const wanted = at(filter, criterion);
  return !Array.isArray(wanted) || wanted.includes(value);
}

/** vnfProductsFromProviders: each level that is absent matches everything (4.4.1.5). */
function isProductOf(inner: unknown, instance: Entity): boolean {
  if (at(inner, 'vnfProductsFromProviders') === undefined) return true;
  return entitiesAt(inner, 'vnfProductsFromProviders').some(
    (provider) =>
      provider['vnfProvider'] === instance['vnfProvider'] &&
      anyOf(
        provider,
        'vnfProducts',
        (product) =>
          product['vnfProductName'] === instance['vnfProductName'] &&
          anyOf(
            product,
            'versions',
            (version) =>
              version['vnfSoftwareVersion'] === instance['vnfSoftwareVersion'] &&
              holds(version, 'vnfdVersions', instance['vnfdVersion']),
          ),
      ),
  );
}

function anyOf(entity: Entity, name: string, matched: (entry: Entity) => boolean): boolean {
  return entity[name] === undefined || entitiesAt(entity, name).some(matched);
}

/** Filters that are legal are accepted, and come back as they were sent. */
export function filtersKept(trace: Trace): Judgement {
  const made = ['match.subscribe', 'every-value']
    .flatMap((label) => steps(trace, label))
    .filter(({ response }) => response !== undefined);
  if (made.length === 0) return without('a subscription with a filter', trace);
  return judgement(made.length, made.flatMap(kept));
}

function kept(exchange: Exchange): readonly Observation[] {
  const { stimulus } = exchange;
  const { step: label } = stimulus;
  const criterion = stimulus.kind === 'subscription-filter' ? stimulus.criterion : '';
  const status = statusOf(exchange);
  const sent = at(asked(exchange), 'filter');
  const seen = { keyword: 'shall', pointer: '/filter', exchange } as const;
  if (status !== 201 && status !== 303)
    return [
      observe({
        ...seen,
        check: 'subscription.filter-accepted',
        // A value of an enumeration that is refused is one matter, wherever it is sent (tolerance.ts).
        deviation:
          label === 'every-value'
            ? `unusual:enum-${criterion}:${status}`
            : `subscription:filter:${criterion}:refused:${status}`,
        clause: CLAUSE,
        message: `A subscription with a legal filter on ${criterion} is accepted`,
        expected: `201 for ${JSON.stringify(sent)}`,
        observed: answerText(exchange),
      }),
    ];
  const back = at(answered(exchange), 'filter');
  // Criteria are sets: their order says nothing.
  if (status !== 201 || sameContent(sorted(sent), sorted(back))) return [];
  return [
    observe({
      ...seen,
      check: 'subscription.filter-kept',
      deviation: `subscription:filter:${criterion}:differs`,
      clause: 'SOL003 5.5.2.16',
      message: 'A subscription has the filter that was sent',
      expected: JSON.stringify(sent),
      observed: back,
    }),
  ];
}

/** What SHORT notifications leave out (5.5.4.8). */
const DETAILS = [
  'affectedVnfcs',
  'affectedVirtualLinks',
  'affectedExtLinkPorts',
  'affectedVirtualStorages',
  'changedInfo',
  'changedExtConnectivity',
];

/** A subscription gets notifications of the verbosity that it asked for. */
export function verbosity(level: 'SHORT' | 'FULL'): TraceCheck {
  return (trace) => {
    const made = steps(trace, 'match.subscribe').find(
      ({ stimulus, response }) =>
        stimulus.kind === 'subscription-filter' &&
        stimulus.criterion === `verbosity.${level}` &&
        response?.status === 201,
    );
    const got = made === undefined ? [] : deliveredTo(trace, made);
    const operations = got.filter((one) => one.type === 'VnfLcmOperationOccurrenceNotification');
    if (made === undefined || operations.length === 0) return without(`a notification of verbosity ${level}`, trace);
    const finding = (deviation: string, expected: string, seen: unknown, exchange: Exchange): Observation =>
      observe({
        check: 'subscription.verbosity',
        deviation: `subscription:verbosity:${level}:${deviation}`,
        clause: 'SOL003 5.5.4.8',
        keyword: 'shall',
        message: `A subscription with verbosity ${level} gets such notifications`,
        expected,
        observed: seen,
        pointer: '/verbosity',
        exchange,
      });
    return judgement(operations.length, [
      ...(answered(made)?.['verbosity'] === level
        ? []
        : [finding('not-shown', level, answered(made)?.['verbosity'], made)]),
      ...operations.flatMap(({ body, exchange }) => [
        // Absent it stands for FULL (5.5.2.17).
        ...((body['verbosity'] ?? 'FULL') === level ? [] : [finding('differs', level, body['verbosity'], exchange)]),
        ...(level === 'SHORT'
          ? DETAILS.filter((name) => body[name] !== undefined).map((name) =>
              finding('details', `no ${name}`, body[name], exchange),
            )
          : []),
      ]),
    ]);
  };
}

/** Whatever has to be told is told to those who are subscribed, not to one whose subscription is gone. */
export function nothingAfterDeletion(trace: Trace): Judgement {
  const made = step(trace, 'match.gone');
  const gone = step(trace, 'match.gone.delete');
  if (made === undefined || gone?.response?.status !== 204) return without('a deleted subscription', trace);
  const end = Date.parse(gone.at) + gone.ms;
  const late = deliveredTo(trace, made).filter((one) => Date.parse(one.exchange.at) > end);
  return judgement(
    1,
    late.map((one) =>
      observe({
        check: 'subscription.silence',
        deviation: 'notification:after-unsubscribe',
        clause: 'SOL003 5.4.19.3.5',
        keyword: 'shall',
        message: 'No notification is sent for a deleted subscription',
        expected: 'silence',
        observed: key(one),
        pointer: '',
        exchange: [gone, one.exchange],
      }),
    ),
  );
}

/** Criteria that are driven, those of one level together. */
export const CRITERIA = [
  'notificationTypes',
  'operationTypes',
  'operationStates',
  'operationTypes+operationStates',
  'vnfdIds',
  'vnfInstanceIds',
  'vnfInstanceNames',
  'vnfdIds+vnfInstanceNames',
  'vnfProductsFromProviders',
] as const;
