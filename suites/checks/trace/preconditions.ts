import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe, type Said } from '../observe.ts';
import { answered, asked, judgement, statusOf, step, without } from './reading.ts';

/** A resource that PATCH changes: first part of its steps, and the attribute that each PATCH gives a value of its own. */
export interface Conditional {
  readonly part: string;
  readonly attribute: string;
}

export const INSTANCE: Conditional = { part: '', attribute: 'vnfInstanceDescription' };
export const SNAPSHOT: Conditional = { part: 'snapshot.', attribute: 'vnfSnapshotPkgId' };

const CLAUSES: Readonly<Record<string, string>> = {
  'if-match': 'RFC 9110 13.1.1',
  'if-unmodified-since': 'RFC 9110 13.1.4',
};

function one(condition: string, said: Said): Observation {
  const clause = CLAUSES[condition] ?? 'RFC 9110 13';
  return observe({ check: 'precondition', clause, keyword: 'shall', pointer: 'status', ...said });
}

function conditionOf({ stimulus }: Exchange): string {
  return stimulus.kind === 'precondition' ? stimulus.header.toLowerCase() : '';
}

function hasHeader(exchange: Exchange | undefined, name: string): boolean {
  return header(exchange?.response?.headers ?? [], name) !== undefined;
}

/** A precondition that does not hold keeps the modification from being done; without ETags that is not laid down for sure. */
export function conditionFails({ part, attribute }: Conditional, name: string): TraceCheck {
  return (trace) => {
    const request = step(trace, `${part}${name}`);
    const after = step(trace, `${part}${name}.after`);
    if (request?.response === undefined || after === undefined) return without(`a request with a condition`, trace);
    const status = statusOf(request);
    const condition = conditionOf(request);
    // Requests with a date are sent where a date was given.
    const isFirm = condition !== 'if-match' || hasHeader(step(trace, `${part}etag.read`), 'etag') || status >= 500;
    const isDone = answered(after)?.[attribute] === asked(request)?.[attribute];
    return judgement(1, [
      ...(status === 412
        ? []
        : [
            one(condition, {
              deviation: `${condition}:${status < 300 ? 'ignored' : status}`,
              keyword: isFirm ? 'shall' : 'should',
              message: 'A modification on a condition that does not hold is refused with 412',
              expected: '412',
              observed: String(status),
              exchange: [request, after],
            }),
          ]),
      ...(status >= 400 && isDone
        ? [
            one(condition, {
              deviation: `${condition}:refused-yet-changed`,
              message: 'A refused modification changes nothing',
              expected: 'no change',
              observed: answered(after)?.[attribute],
              pointer: `/${attribute}`,
              exchange: [request, after],
            }),
          ]
        : []),
    ]);
  };
}

/** Where ETags are given: one that is up to date lets a modification through and makes an unchanged read short. */
export function etagHolds({ part }: Conditional): TraceCheck {
  return (trace) => {
    const request = step(trace, `${part}etag.matching`);
    const none = step(trace, `${part}etag.none-match`);
    if (request?.response === undefined)
      return judgement(0, [], 'the resource comes without ETag, which is optional, or was not read');
    return judgement(1, [
      ...(isWeak(request) ? [] : performed(request)),
      ...(none?.response === undefined || statusOf(none) === 304
        ? []
        : [
            one('if-none-match', {
              deviation: `if-none-match:${statusOf(none)}`,
              clause: 'RFC 9110 13.1.2',
              keyword: statusOf(none) === 200 ? 'should' : 'shall',
              message: 'A read whose If-None-Match names the current ETag is answered with 304',
              expected: '304',
              observed: String(statusOf(none)),
              exchange: none,
            }),
          ]),
    ]);
  };
}

/** If-Match compares strongly: a weak tag matches nothing, and a SUT that refuses it is right (RFC 9110 13.1.1). */
function isWeak({ request }: Exchange): boolean {
  return header(request.headers, 'if-match')?.startsWith('W/') === true;
}

/** Where Last-Modified is given, that time as the condition lets a modification through. */
export function dateHolds({ part }: Conditional): TraceCheck {
  return whereDated(part, (trace) => {
    const request = step(trace, `${part}unmodified-since.matching`);
    return request?.response === undefined
      ? without('a request with If-Unmodified-Since', trace)
      : judgement(1, performed(request));
  });
}

/** Where Last-Modified is given: a time before it does not. */
export function dateFails(subject: Conditional): TraceCheck {
  return whereDated(subject.part, conditionFails(subject, 'unmodified-since.outdated'));
}

function performed(request: Exchange, what = 'modification', expected = '200 or 202'): readonly Observation[] {
  const status = statusOf(request);
  const condition = conditionOf(request);
  if (status < 300) return [];
  return [
    one(condition, {
      deviation: `${condition}:matching:${status}`,
      message: `A ${what} on a condition that holds is performed`,
      expected,
      observed: String(status),
      exchange: request,
    }),
  ];
}

/** Last-Modified is optional; a SUT that does not know it has nothing to compare with (RFC 9110 13.1.4). */
function whereDated(part: string, check: TraceCheck): TraceCheck {
  return (trace: Trace) => {
    const seen = step(trace, `${part}etag.again`);
    return seen?.response?.status === 200 && !hasHeader(seen, 'last-modified')
      ? { judged: 0, observations: [], notApplicable: 'the resource comes without Last-Modified, which is optional' }
      : check(trace);
  };
}

/** A deletion on a condition that does not hold is not performed (RFC 9110 13.1.1); where there are no ETags it is not asked for. */
export function deletionConditionFails(part: string): TraceCheck {
  return whereTagged(part, (trace) => {
    const request = step(trace, `${part}.foreign`);
    const after = step(trace, `${part}.foreign.after`);
    if (request?.response === undefined || after?.response === undefined)
      return without('a deletion with a condition', trace);
    const status = statusOf(request);
    const exchange = [request, after];
    if (status !== 412)
      return judgement(1, [
        one('if-match', {
          deviation: `if-match:delete:${status < 300 ? 'ignored' : status}`,
          message: 'A deletion on a condition that does not hold is refused with 412',
          expected: '412',
          observed: String(status),
          exchange,
        }),
      ]);
    return judgement(
      1,
      statusOf(after) !== 404
        ? []
        : [
            one('if-match', {
              deviation: 'if-match:delete:refused-yet-deleted',
              message: 'What a refused deletion was about is still there',
              expected: 'not 404',
              observed: '404',
              exchange,
            }),
          ],
    );
  });
}

/** One on a condition that holds is performed. */
export function deletionConditionHolds(part: string): TraceCheck {
  return whereTagged(part, (trace) => {
    const request = step(trace, `${part}.matching`);
    return request?.response === undefined
      ? without('a deletion on a condition that holds', trace)
      : judgement(1, performed(request, 'deletion', '204'));
  });
}

/** ETags are optional. */
function whereTagged(part: string, check: TraceCheck): TraceCheck {
  return (trace: Trace) => {
    const seen = step(trace, `${part}.read`);
    return seen?.response?.status === 200 && !hasHeader(seen, 'etag')
      ? { judged: 0, observations: [], notApplicable: 'the resource comes without ETag, which is optional' }
      : check(trace);
  };
}
