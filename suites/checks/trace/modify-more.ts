import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe, type Seen } from '../observe.ts';
import { modifications } from './modify.ts';
import { notifications, subscribed } from './notifications.ts';
import { answeredPart } from './known-part.ts';
import { answered, answerText, asked, judgement, sameContent, statusOf, step, textAt, without } from './reading.ts';

const CLAUSE = 'SOL003 5.4.3.3.4';

function one(
  seen: Omit<Seen, 'check' | 'clause' | 'pointer'> & Partial<Pick<Seen, 'clause' | 'pointer'>>,
): Observation {
  return observe({ check: 'instance.modified', clause: CLAUSE, pointer: 'status', ...seen });
}

function words(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** A modification is told at its start and at its end, the end with what was changed (SOL003 5.5.2.17). */
export function modificationNotified(trace: Trace): Judgement {
  const all = modifications(trace).filter(({ occ }) => textAt(occ, 'id') !== undefined);
  if (all.length === 0) return without('the operation occurrence of a modification', trace);
  if (!subscribed(trace)) return without('a subscription', trace);
  const observations = all.flatMap(({ request, last, occ }) => {
    const mine = notifications(trace).filter(({ body }) => body['vnfLcmOpOccId'] === occ?.['id']);
    const exchange = [request, last, ...mine.map((told) => told.exchange)];
    const common = { clause: 'SOL003 5.5.2.17', keyword: 'shall', exchange } as const;
    const missing = (['START', 'RESULT'] as const).filter(
      (status) => !mine.some(({ body }) => body['notificationStatus'] === status),
    );
    const states = mine.map(({ body }) => textAt(body, 'operationState') ?? '');
    const told = mine.map(({ body }, i) => `${textAt(body, 'subscriptionId') ?? ''} ${states[i] ?? ''}`);
    const repeated = [...new Set(states.filter((_, i) => told.indexOf(told[i] ?? '') < i))];
    const end = mine.find(({ body }) => body['operationState'] === occ?.['operationState']);
    const changed = end?.body['changedInfo'];
    return [
      ...missing.map((status) =>
        one({
          ...common,
          deviation: `notification:MODIFY_INFO:missing:${status}`,
          message: 'A modification is notified at its start and at its end',
          expected: `a notification with notificationStatus ${status}`,
          observed: mine.map(({ body }) => `${String(body['notificationStatus'])} ${String(body['operationState'])}`),
          pointer: '/notificationStatus',
        }),
      ),
      ...repeated.map((state) =>
        one({
          ...common,
          deviation: `notification:op-occ:repeated:${state}`,
          message: `Entering ${state} is notified once`,
          expected: 'one notification',
          observed: states,
          pointer: '/operationState',
        }),
      ),
      ...(end === undefined || sameContent(changed, occ?.['changedInfo'])
        ? []
        : [
            one({
              ...common,
              deviation: 'notification:MODIFY_INFO:changedInfo',
              message: 'The notification has the same changedInfo as the operation occurrence',
              expected: words(occ?.['changedInfo']),
              observed: changed,
              pointer: '/changedInfo',
            }),
          ]),
    ];
  });
  return judgement(all.length, observations);
}

/** Attributes that a modification cannot reach stay, whether the request is refused or the attributes are ignored. */
export function immutableKept(trace: Trace): Judgement {
  const request = step(trace, 'immutable');
  const before = step(trace, 'immutable.before');
  const after = step(trace, 'immutable.after');
  if (request?.response === undefined || before === undefined || after === undefined)
    return without('a modification of attributes that cannot be modified', trace);
  const status = statusOf(request);
  if (status >= 500)
    return judgement(1, [
      one({
        deviation: `modify:immutable:${status}`,
        keyword: 'shall',
        message: 'Attributes that cannot be modified are refused or ignored',
        expected: 'a refusal, or 202 and no change',
        observed: String(status),
        exchange: request,
      }),
    ]);
  const changed = Object.keys(asked(request) ?? {}).filter(
    (name) => !sameContent(answered(before)?.[name], answered(after)?.[name]),
  );
  return judgement(
    1,
    changed.map((name) =>
      one({
        deviation: `modify:immutable:${name}`,
        keyword: 'shall',
        message: `${name} cannot be modified`,
        expected: words(answered(before)?.[name]),
        observed: answered(after)?.[name],
        pointer: `/${name}`,
        exchange: [request, after],
      }),
    ),
  );
}

/** SOL003 5.4.3.3.4: a modification comes as application/merge-patch+json. */
export function patchMediaType(trace: Trace): Judgement {
  const request = step(trace, 'media-type');
  const status = statusOf(request);
  if (request?.response === undefined) return without('a modification of another media type', trace);
  if (status === 415) return judgement(1, []);
  return judgement(1, [
    one({
      deviation: `modify:media-type:${status}`,
      // Being lenient in what is taken harms nobody who follows the standard.
      keyword: status >= 500 ? 'shall' : 'should',
      message: 'A modification that is sent as application/json is refused with 415',
      expected: '415',
      observed: answerText(request),
      exchange: request,
    }),
  ]);
}

/** A resource is deleted once: then it is not found. */
export function deletedOnce(label: string, resource: string, clause: string): TraceCheck {
  return (trace) => {
    const first = step(trace, `${label}.first`);
    const second = step(trace, `${label}.second`);
    if (first?.response === undefined || second?.response === undefined) return without(`${label} twice`, trace);
    const wrong: readonly (readonly [exchange: Exchange, which: string, expected: number])[] = [
      [first, 'first', 204],
      [second, 'second', 404],
    ];
    return judgement(
      2,
      wrong
        .filter(([exchange, , expected]) => statusOf(exchange) !== expected)
        .map(([exchange, which, expected]) =>
          one({
            clause,
            deviation: `delete:${resource}:${which}:${statusOf(exchange)}`,
            keyword: 'shall',
            message: `The ${which} deletion of a resource is answered with ${expected}`,
            expected: String(expected),
            observed: String(statusOf(exchange)),
            exchange: which === 'first' ? exchange : [first, exchange],
          }),
        ),
    );
  };
}

/** Reading, of the resource and of lists, leaves a resource as it is (RFC 9110 9.2.1). */
export function safeReads(trace: Trace): Judgement {
  const first = step(trace, 'safe.first');
  const second = step(trace, 'safe.second');
  if (answered(first) === undefined || first === undefined || second === undefined)
    return without('two reads of a VNF instance', trace);
  if (sameContent(answeredPart(first, trace), answeredPart(second, trace))) return judgement(1, []);
  return judgement(1, [
    one({
      clause: 'RFC 9110 9.2.1',
      deviation: 'get-changes-resource',
      keyword: 'shall',
      message: 'Reading changes nothing',
      expected: JSON.stringify(answered(first)),
      observed: answered(second),
      pointer: '',
      exchange: [first, second],
    }),
  ]);
}
