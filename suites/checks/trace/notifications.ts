import { lastStep, resourcePath, samePath } from '../../../src/exchange/uri.ts';
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

/** Every notification names the subscription that it is sent for, and its links lead to what it is about. */
export function notificationLinks(trace: Trace): Judgement {
  const all = notifications(trace);
  const subscription = textAt(answered(step(trace, 'subscribe')), 'id');
  if (subscription === undefined || all.length === 0) return without('a notification', trace);
  return judgement(
    all.length,
    all.flatMap((one) => [...otherSubscription(one, subscription), ...wrongLinks(one, subscription, trace)]),
  );
}

function otherSubscription({ body, exchange }: Notification, subscription: string): readonly Observation[] {
  if (body['subscriptionId'] === undefined || body['subscriptionId'] === subscription) return [];
  return [
    observe({
      check: 'notification.subscription',
      deviation: 'notification:subscriptionId',
      clause: 'SOL003 5.5.2.17',
      keyword: 'shall',
      message: 'subscriptionId is that of the subscription',
      expected: subscription,
      observed: body['subscriptionId'],
      pointer: '/subscriptionId',
      exchange,
    }),
  ];
}

function wrongLinks({ body, exchange }: Notification, subscription: string, trace: Trace): readonly Observation[] {
  const root = trace.target.roots[`${trace.api.name}/${trace.api.major}`] ?? '';
  const due: readonly (readonly [name: string, uri: string | undefined])[] = [
    ['subscription', root + resourcePath('subscriptions', subscription)],
    ['vnfInstance', pathTo(root, 'vnf_instances', body['vnfInstanceId'])],
    ['vnfLcmOpOcc', pathTo(root, 'vnf_lcm_op_occs', body['vnfLcmOpOccId'])],
  ];
  return due.flatMap(([name, uri]) => {
    const href = at(body, '_links', name, 'href');
    if (uri === undefined || typeof href !== 'string' || samePath(href, uri)) return [];
    const slashes = samePath(href.replace(/(?<!:)\/{2,}/g, '/'), uri);
    return [
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
        exchange,
      }),
    ];
  });
}

/** A link with an empty path segment (`//`): another URI (RFC 3986 3.3), which some servers take for the same. */
export const EMPTY_SEGMENT = 'link:empty-segment';

function pathTo(root: string, collection: string, id: unknown): string | undefined {
  return typeof id === 'string' ? root + resourcePath(collection, id) : undefined;
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
  const subscription = gone === undefined ? undefined : lastStep(gone.request.url);
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
