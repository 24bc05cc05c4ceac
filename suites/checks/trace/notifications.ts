import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import {
  answered,
  asked,
  at,
  judgement,
  oncePerTrace,
  statusOf,
  step,
  steps,
  textAt,
  without,
  type Entity,
} from './reading.ts';

/** A notification that arrived at the harness's sink. */
export interface Notification {
  readonly exchange: Exchange;
  readonly body: Entity;
  readonly type: string;
}

/** Notifications in order of arrival; those that the sink refused are left out, and those that the SUT gave up on and sent again. */
export const notifications = oncePerTrace((trace): readonly Notification[] => {
  const all = trace.exchanges.flatMap((exchange) => {
    if (
      exchange.direction !== 'inbound' ||
      exchange.api !== 'vnflcm-notification' ||
      exchange.request.method !== 'POST'
    )
      return [];
    const body = asked(exchange);
    const type = textAt(body, 'notificationType');
    return body === undefined || type === undefined || statusOf(exchange) >= 300 ? [] : [{ exchange, body, type }];
  });
  const last = new Map(all.map((one) => [deliveryOf(one), one]));
  return all.filter((one) => one.exchange.response !== undefined || last.get(deliveryOf(one)) === one);
});

function deliveryOf({ exchange, body }: Notification): string {
  return `${exchange.request.url} ${textAt(body, 'id') ?? exchange.id}`;
}

const CLAUSE = 'SOL003 5.3.9';

/** One VnfIdentifierCreationNotification after creation, one VnfIdentifierDeletionNotification after deletion (5.3.9). */
export function identifierNotification(kind: 'Creation' | 'Deletion', after: string): (trace: Trace) => Judgement {
  return (trace) => {
    const cause = step(trace, after);
    const id = textAt(answered(step(trace, 'create')), 'id');
    if (cause?.response === undefined || cause.response.status >= 300 || id === undefined)
      return without(`step ${after}`, trace);
    if (!subscribed(trace)) return without('a subscription', trace);
    const type = `VnfIdentifier${kind}Notification`;
    const mine = notifications(trace).filter((one) => one.type === type && one.body['vnfInstanceId'] === id);
    if (mine.length === 1) return judgement(1, []);
    return judgement(1, [
      observe({
        check: 'notification.identifier',
        deviation: `notification:${type}:${mine.length === 0 ? 'missing' : 'repeated'}`,
        clause: CLAUSE,
        keyword: 'shall',
        message: `One ${type} follows ${kind === 'Creation' ? 'the creation' : 'the deletion'} of a VNF instance`,
        expected: `one ${type}`,
        observed: String(mine.length),
        pointer: '',
        exchange: [cause, ...mine.map((one) => one.exchange)],
      }),
    ]);
  };
}

/** Whether the subscription of the trace came about. */
export function subscribed(trace: Trace): boolean {
  const status = step(trace, 'subscribe')?.response?.status;
  return status === 201;
}

/**
 * For each operation that was followed to its end: STARTING and PROCESSING are told with START, the end with RESULT,
 * in the order of the states and once each (SOL003 5.3.9, table of VnfLcmOperationOccurrenceNotification 5.5.2.17).
 */
export function operationNotifications(stepName: string): (trace: Trace) => Judgement {
  return (trace) => {
    const last = steps(trace, `${stepName}.op_occ`).at(-1);
    const occ = answered(last);
    const id = textAt(occ, 'id');
    const state = textAt(occ, 'operationState');
    if (last === undefined || id === undefined || state === undefined) return without(`the end of ${stepName}`, trace);
    if (!subscribed(trace)) return without('a subscription', trace);
    const mine = notifications(trace).filter(
      (one) => one.type === 'VnfLcmOperationOccurrenceNotification' && one.body['vnfLcmOpOccId'] === id,
    );
    return judgement(1, [...sequence(mine, state, last), ...mine.flatMap((one) => agreement(one, occ ?? {}))]);
  };
}

function sequence(mine: readonly Notification[], end: string, last: Exchange): readonly Observation[] {
  const states = mine.map((one) => textAt(one.body, 'operationState') ?? '');
  const seen = { clause: CLAUSE, pointer: '/operationState', exchange: [last, ...mine.map((one) => one.exchange)] };
  const found: Observation[] = [];
  for (const wanted of ['STARTING', 'PROCESSING', end]) {
    const times = states.filter((state) => state === wanted).length;
    if (times === 0) {
      // A state may be passed so quickly that it does not exist for anybody; the start and the end may not.
      found.push(
        observe({
          ...seen,
          check: 'notification.states',
          deviation: `notification:op-occ:missing:${wanted}`,
          keyword: wanted === 'PROCESSING' ? 'should' : 'shall',
          message: `Entering ${wanted} is notified`,
          expected: ['STARTING', 'PROCESSING', end].join(', '),
          observed: states.join(', ') || 'no notification',
        }),
      );
    } else if (times > 1) {
      found.push(
        observe({
          ...seen,
          check: 'notification.states',
          deviation: `notification:op-occ:repeated:${wanted}`,
          keyword: 'shall',
          message: `Entering ${wanted} is notified once`,
          expected: 'one notification',
          observed: String(times),
        }),
      );
    }
  }
  const inTime = [...mine].sort((a, b) => stampOf(a) - stampOf(b));
  const behind = inTime.flatMap((one, i) => {
    const before = inTime[i - 1];
    const gap = before === undefined ? 0 : stampOf(one) - stampOf(before);
    // A time stamp that is none is judged with the form of the notification.
    return before === undefined || Number.isNaN(gap) || rankOf(one) >= rankOf(before) ? [] : [gap];
  });
  if (behind.length > 0) {
    const atOnce = behind.every((gap) => gap <= AT_ONCE);
    found.push(
      observe({
        ...seen,
        check: 'notification.order',
        // No order of sending is laid down: that one was quicker than another is a warning.
        deviation: atOnce ? OVERTAKEN : 'notification:op-occ:order',
        keyword: atOnce ? 'should' : 'shall',
        message: 'Time stamps of notifications are in the order of the states',
        expected: 'STARTING, PROCESSING, end',
        observed: inTime
          .map((one) => `${String(one.body['operationState'])} ${String(one.body['timeStamp'])}`)
          .join(', '),
      }),
    );
  }
  return found;
}

/** Milliseconds within which one notification may overtake another. */
export const AT_ONCE = 1000;
export const OVERTAKEN = 'notification:op-occ:overtaken';

function stampOf({ body }: Notification): number {
  return Date.parse(textAt(body, 'timeStamp') ?? '');
}

function rankOf({ body }: Notification): number {
  const rank = ['STARTING', 'PROCESSING'].indexOf(textAt(body, 'operationState') ?? '');
  return rank === -1 ? 2 : rank;
}

/** What a notification says is what the operation occurrence says. */
function agreement(one: Notification, occ: Entity): readonly Observation[] {
  const found: Observation[] = [];
  const state = textAt(one.body, 'operationState') ?? '';
  for (const name of ['vnfInstanceId', 'operation', 'isAutomaticInvocation'] as const) {
    // One of a wrong type is judged with the form of the notification.
    if (typeof one.body[name] === typeof occ[name] && one.body[name] !== occ[name]) {
      found.push(
        observe({
          check: 'notification.agreement',
          deviation: `notification:op-occ:differs:${name}`,
          clause: 'SOL003 5.5.2.17',
          keyword: 'shall',
          message: `${name} of the notification is that of the operation occurrence`,
          expected: JSON.stringify(occ[name]),
          observed: one.body[name],
          pointer: `/${name}`,
          exchange: one.exchange,
        }),
      );
    }
  }
  const status = textAt(one.body, 'notificationStatus');
  // START tells of the start; whether a state on the way is a start or an intermediate result is read in both ways.
  const wanted = state === 'STARTING' ? 'START' : ['PROCESSING', 'ROLLING_BACK'].includes(state) ? status : 'RESULT';
  if (status !== undefined && wanted !== undefined && status !== wanted) {
    found.push(
      observe({
        check: 'notification.status',
        deviation: `notification:op-occ:status:${state}`,
        clause: 'SOL003 5.5.2.17',
        keyword: 'shall',
        message: `notificationStatus in ${state} is ${wanted}`,
        expected: wanted,
        observed: status,
        pointer: '/notificationStatus',
        exchange: one.exchange,
      }),
    );
  }
  found.push(...changes(one, occ, state));
  return found;
}

/** affectedVnfcs and its likes of a RESULT repeat resourceChanges of the operation occurrence. */
function changes(one: Notification, occ: Entity, state: string): readonly Observation[] {
  if (state !== 'COMPLETED') return [];
  return ['affectedVnfcs', 'affectedVirtualLinks', 'affectedVirtualStorages'].flatMap((name) => {
    const wanted = at(occ, 'resourceChanges', name);
    if (!Array.isArray(wanted) || wanted.length === 0 || one.body[name] !== undefined) return [];
    return [
      observe({
        check: 'notification.changes',
        deviation: `notification:op-occ:${name}:missing`,
        clause: 'SOL003 5.5.2.17',
        keyword: 'shall',
        message: `A RESULT notification has ${name} if resources were changed`,
        expected: `${wanted.length} entries, as in resourceChanges`,
        observed: 'no such attribute',
        pointer: `/${name}`,
        exchange: one.exchange,
      }),
    ];
  });
}

/** Every notification names the subscription that it is sent for, and its links lead to what it is about. */
export function notificationLinks(trace: Trace): Judgement {
  const all = notifications(trace);
  const subscription = textAt(answered(step(trace, 'subscribe')), 'id');
  if (subscription === undefined || all.length === 0) return without('a notification', trace);
  const root = trace.target.roots[`${trace.api.name}/${trace.api.major}`] ?? '';
  const observations = all.flatMap((one) => {
    const wanted: [string, string | undefined][] = [
      ['subscription', `${root}/subscriptions/${subscription}`],
      ['vnfInstance', pathTo(root, 'vnf_instances', one.body['vnfInstanceId'])],
      ['vnfLcmOpOcc', pathTo(root, 'vnf_lcm_op_occs', one.body['vnfLcmOpOccId'])],
    ];
    const found: Observation[] = [];
    if (one.body['subscriptionId'] !== undefined && one.body['subscriptionId'] !== subscription) {
      found.push(
        observe({
          check: 'notification.subscription',
          deviation: 'notification:subscriptionId',
          clause: 'SOL003 5.5.2.17',
          keyword: 'shall',
          message: 'subscriptionId is that of the subscription',
          expected: subscription,
          observed: one.body['subscriptionId'],
          pointer: '/subscriptionId',
          exchange: one.exchange,
        }),
      );
    }
    for (const [name, uri] of wanted) {
      const href = at(one.body, '_links', name, 'href');
      if (uri === undefined || typeof href !== 'string' || samePath(href, uri)) continue;
      const slashes = samePath(href.replace(/(?<!:)\/{2,}/g, '/'), uri);
      found.push(
        observe({
          check: 'notification.links',
          deviation: slashes ? EMPTY_SEGMENT : `notification:link:${name}`,
          clause: 'SOL003 5.5.4.5',
          // Servers may take `//` for `/`; where such a link leads nowhere is judged by following it (whereabouts.ts).
          keyword: slashes ? 'should' : 'shall',
          message: `_links.${name} leads to the resource`,
          expected: uri,
          observed: href,
          pointer: `/_links/${name}/href`,
          exchange: one.exchange,
        }),
      );
    }
    return found;
  });
  return judgement(all.length, observations);
}

/** A link with an empty path segment (`//`): another URI (RFC 3986 3.3), which some servers take for the same. */
export const EMPTY_SEGMENT = 'link:empty-segment';

function pathTo(root: string, collection: string, id: unknown): string | undefined {
  return typeof id === 'string' ? `${root}/${collection}/${id}` : undefined;
}

function samePath(a: string, b: string): boolean {
  const path = (uri: string): string => uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '');
  return path(a) === path(b);
}

/** Notification ids are unique: the same id says that the same notification is sent again. */
export function notificationIds(trace: Trace): Judgement {
  const all = notifications(trace);
  if (all.length === 0) return without('a notification', trace);
  const byId = new Map<string, Notification>();
  const observations = all.flatMap((one) => {
    const id = textAt(one.body, 'id');
    const first = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && first === undefined) byId.set(id, one);
    if (first === undefined || JSON.stringify(first.body) === JSON.stringify(one.body)) return [];
    return [
      observe({
        check: 'notification.id',
        deviation: 'notification:id-reused',
        clause: 'SOL003 5.5.2.17',
        keyword: 'shall',
        message: 'Different notifications have different ids',
        expected: 'a new id',
        observed: id,
        pointer: '/id',
        exchange: [first.exchange, one.exchange],
      }),
    ];
  });
  return judgement(all.length, observations);
}

/** None about what happens afterwards reaches a subscriber whose subscription is gone; one under way may still come. */
export function silenceAfterUnsubscribing(trace: Trace): Judgement {
  const gone = step(trace, 'unsubscribe');
  const after = step(trace, 'create.unheard');
  const instance = textAt(answered(after), 'id');
  const subscription = gone?.request.url.split('/').pop();
  if (gone?.response?.status !== 204) return without('the deletion of the subscription', trace);
  if (after === undefined || instance === undefined) return without('an event after it', trace);
  const late = notifications(trace).filter(
    (one) => one.body['vnfInstanceId'] === instance && one.body['subscriptionId'] === subscription,
  );
  return judgement(
    1,
    late.map((one) =>
      observe({
        check: 'notification.silence',
        deviation: 'notification:after-unsubscribe',
        clause: 'SOL003 5.4.19.3.5',
        keyword: 'shall',
        message: 'No notification is sent for a deleted subscription',
        expected: 'silence',
        observed: one.type,
        pointer: '',
        exchange: [gone, after, one.exchange],
      }),
    ),
  );
}
