import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { notifications, type Notification } from './notifications.ts';
import { sightings } from './sightings.ts';
import { at, judgement, textAt, without } from './reading.ts';

const CLAUSE = 'SOL003 5.5.2.17';

/** Attributes that tell what an operation changed: in a RESULT that has something to tell, and absent otherwise. */
const CHANGES = [
  'affectedVnfcs',
  'affectedVirtualLinks',
  'affectedExtLinkPorts',
  'affectedVirtualStorages',
  'affectedVipCps',
  'changedInfo',
  'changedExtConnectivity',
  'modificationsTriggeredByVnfPkgChange',
] as const;

/** Notifications tell changes as RESULT only, and only where there are any. */
export function changesInPlace(trace: Trace): Judgement {
  const all = ofOperations(trace);
  if (all.length === 0) return without('a notification of an operation', trace);
  return judgement(all.length, all.flatMap(outOfPlace));
}

function ofOperations(trace: Trace): readonly Notification[] {
  return notifications(trace).filter(({ type }) => type === 'VnfLcmOperationOccurrenceNotification');
}

function outOfPlace({ body, exchange }: Notification): readonly Observation[] {
  const status = textAt(body, 'notificationStatus');
  return CHANGES.flatMap((name) => {
    const value = body[name];
    const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    if (value === undefined || (status !== 'START' && !empty)) return [];
    return [
      observe({
        check: 'notification.changes-in-place',
        deviation: `notification:op-occ:${name}:out-of-place`,
        clause: CLAUSE,
        keyword: 'shall',
        message: `${name} is absent if the notification is not a RESULT or nothing was changed`,
        expected: 'no such attribute',
        observed: `${status ?? ''}: ${JSON.stringify(value)}`,
        pointer: `/${name}`,
        exchange,
      }),
    ];
  });
}

/** What an operation had changed when it failed is told with the failure, as with success. */
export function failureChangesNotified(trace: Trace): Judgement {
  const all = ofOperations(trace).flatMap((one) => {
    const { body } = one;
    const short = body['verbosity'] === 'SHORT';
    if (short || !['FAILED_TEMP', 'FAILED'].includes(textAt(body, 'operationState') ?? '')) return [];
    const read = sightings(trace)
      .get(textAt(body, 'vnfLcmOpOccId') ?? '')
      ?.find((seen) => seen.single && seen.body['operationState'] === body['operationState']);
    const changed = at(read?.body, 'resourceChanges', 'affectedVnfcs');
    return read !== undefined && Array.isArray(changed) && changed.length > 0 ? [{ one, read, changed }] : [];
  });
  if (all.length === 0) return without('an operation occurrence that failed with resourceChanges', trace);
  return judgement(
    all.length,
    all.flatMap(({ one, read, changed }) => {
      if (one.body['affectedVnfcs'] !== undefined) return [];
      return [
        observe({
          check: 'notification.failure-changes',
          deviation: 'notification:op-occ:affectedVnfcs:missing',
          clause: CLAUSE,
          keyword: 'shall',
          message: 'The notification of a failure has affectedVnfcs if resources were changed',
          expected: `${changed.length} entries, as in resourceChanges`,
          observed: 'no such attribute',
          pointer: '/affectedVnfcs',
          exchange: [read.exchange, one.exchange],
        }),
      ];
    }),
  );
}
