import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { notifications, type Notification } from './notifications.ts';
import { judgement, textAt, without } from './reading.ts';

/** What a notification tells of: the instance that came or went, the state that an operation entered. */
function eventOf({ type, body }: Notification): string {
  const about = textAt(body, 'vnfLcmOpOccId') ?? textAt(body, 'vnfInstanceId') ?? '';
  return [type, about, textAt(body, 'operationState') ?? ''].join(' ');
}

/** One event that several subscriptions are told of bears the same id in all these notifications (SOL003 5.5.2.17 to 5.5.2.19). */
export function sameIdForAll(trace: Trace): Judgement {
  const byEvent = new Map<string, Map<string, Notification[]>>();
  for (const one of notifications(trace)) {
    const subscription = textAt(one.body, 'subscriptionId') ?? new URL(one.exchange.request.url).pathname;
    const told = byEvent.get(eventOf(one)) ?? new Map<string, Notification[]>();
    byEvent.set(eventOf(one), told);
    told.set(subscription, [...(told.get(subscription) ?? []), one]);
  }
  // A state that is entered twice is two events; which notification tells of which cannot be said then.
  const events = [...byEvent.values()].filter(
    (told) => told.size > 1 && [...told.values()].every((ones) => ones.length === 1),
  );
  if (events.length === 0) return without('an event that two subscriptions are notified of', trace);
  return judgement(
    events.length,
    events.flatMap((told) => {
      const all = [...told.values()].flat();
      const ids = [...new Set(all.map(({ body }) => textAt(body, 'id') ?? ''))];
      if (ids.length === 1) return [];
      return [
        observe({
          check: 'notification.same-id',
          deviation: 'notification:id-differs-between-subscriptions',
          clause: 'SOL003 5.5.2.17',
          keyword: 'shall',
          message: 'One event has the same notification id for every subscription that is notified of it',
          expected: 'one id',
          observed: ids.join(', '),
          pointer: '/id',
          exchange: all.map(({ exchange }) => exchange),
        }),
      ];
    }),
  );
}
