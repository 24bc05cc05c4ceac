import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { notifications, subscribed, type Notification } from './notifications.ts';
import { answered, at, judgement, steps, textAt, without, type Entity } from './reading.ts';

/** Milliseconds within which one notification may overtake another. */
export const AT_ONCE = 1000;
export const OVERTAKEN = 'notification:op-occ:overtaken';

/**
 * For each operation that was followed to its end: STARTING and PROCESSING are told with START, the end with RESULT,
 * in the order of the states and once each (SOL003 5.3.9, table of VnfLcmOperationOccurrenceNotification 5.5.2.17).
 */
export function operationNotifications(stepName: string): TraceCheck {
  return (trace) => {
    const last = steps(trace, `${stepName}.op_occ`).at(-1);
    const occ = answered(last);
    const id = textAt(occ, 'id');
    const state = textAt(occ, 'operationState');
    if (last === undefined || occ === undefined || id === undefined || state === undefined)
      return without(`the end of ${stepName}`, trace);
    if (!subscribed(trace)) return without('a subscription', trace);
    const mine = notifications(trace).filter(
      (one) => one.type === 'VnfLcmOperationOccurrenceNotification' && one.body['vnfLcmOpOccId'] === id,
    );
    return judgement(1, [
      ...eachOnce(mine, ['STARTING', 'PROCESSING', state], last),
      ...inOrder(mine, last),
      ...mine.flatMap((one) => [...differing(one, occ), ...wrongStatus(one), ...missingChanges(one, occ)]),
    ]);
  };
}

/** Of each state there is one notification. */
function eachOnce(mine: readonly Notification[], wanted: readonly string[], last: Exchange): readonly Observation[] {
  const states = mine.map(stateOf);
  const exchange = [last, ...mine.map((one) => one.exchange)];
  const seen = { check: 'notification.states', clause: 'SOL003 5.3.9', pointer: '/operationState', exchange } as const;
  return wanted.flatMap((state) => {
    const times = states.filter((one) => one === state).length;
    if (times === 1) return [];
    if (times > 1)
      return [
        observe({
          ...seen,
          deviation: `notification:op-occ:repeated:${state}`,
          keyword: 'shall',
          message: `Entering ${state} is notified once`,
          expected: 'one notification',
          observed: String(times),
        }),
      ];
    return [
      observe({
        ...seen,
        deviation: `notification:op-occ:missing:${state}`,
        // A state may be passed so quickly that it does not exist for anybody; the start and the end may not.
        keyword: state === 'PROCESSING' ? 'should' : 'shall',
        message: `Entering ${state} is notified`,
        expected: wanted.join(', '),
        observed: states.join(', ') || 'no notification',
      }),
    ];
  });
}

/** Time stamps follow the states. */
function inOrder(mine: readonly Notification[], last: Exchange): readonly Observation[] {
  const inTime = [...mine].sort((a, b) => stampOf(a) - stampOf(b));
  const behind = inTime.flatMap((one, i) => {
    const before = inTime[i - 1];
    const gap = before === undefined ? 0 : stampOf(one) - stampOf(before);
    // A time stamp that is none is judged with the form of the notification.
    return before === undefined || Number.isNaN(gap) || rankOf(one) >= rankOf(before) ? [] : [gap];
  });
  if (behind.length === 0) return [];
  const atOnce = behind.every((gap) => gap <= AT_ONCE);
  return [
    observe({
      check: 'notification.order',
      clause: 'SOL003 5.3.9',
      // No order of sending is laid down: that one was quicker than another is a warning.
      deviation: atOnce ? OVERTAKEN : 'notification:op-occ:order',
      keyword: atOnce ? 'should' : 'shall',
      message: 'Time stamps of notifications are in the order of the states',
      expected: 'STARTING, PROCESSING, end',
      observed: inTime.map((one) => `${stateOf(one)} ${String(one.body['timeStamp'])}`).join(', '),
      pointer: '/operationState',
      exchange: [last, ...mine.map((one) => one.exchange)],
    }),
  ];
}

function stateOf({ body }: Notification): string {
  return textAt(body, 'operationState') ?? '';
}

/** `NaN` where the time stamp is none. */
export function stampOf({ body }: Notification): number {
  return Date.parse(textAt(body, 'timeStamp') ?? '');
}

function rankOf(one: Notification): number {
  const rank = ['STARTING', 'PROCESSING'].indexOf(stateOf(one));
  return rank === -1 ? 2 : rank;
}

/** What a notification says is what the operation occurrence says. */
function differing({ body, exchange }: Notification, occ: Entity): readonly Observation[] {
  return ['vnfInstanceId', 'operation', 'isAutomaticInvocation'].flatMap((name) => {
    // One of a wrong type is judged with the form of the notification.
    if (typeof body[name] !== typeof occ[name] || body[name] === occ[name]) return [];
    return [
      observe({
        check: 'notification.agreement',
        deviation: `notification:op-occ:differs:${name}`,
        clause: 'SOL003 5.5.2.17',
        keyword: 'shall',
        message: `${name} of the notification is that of the operation occurrence`,
        expected: JSON.stringify(occ[name]),
        observed: body[name],
        pointer: `/${name}`,
        exchange,
      }),
    ];
  });
}

/** START tells of the start; whether a state on the way is a start or an intermediate result is read in both ways. */
function wrongStatus(one: Notification): readonly Observation[] {
  const state = stateOf(one);
  const status = textAt(one.body, 'notificationStatus');
  const wanted = state === 'STARTING' ? 'START' : ['PROCESSING', 'ROLLING_BACK'].includes(state) ? status : 'RESULT';
  if (status === undefined || wanted === undefined || status === wanted) return [];
  return [
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
  ];
}

/** affectedVnfcs and its likes of a RESULT repeat resourceChanges of the operation occurrence. */
function missingChanges(one: Notification, occ: Entity): readonly Observation[] {
  if (stateOf(one) !== 'COMPLETED') return [];
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
