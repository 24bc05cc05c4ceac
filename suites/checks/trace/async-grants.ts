import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { finding, grantsOf, operationOf } from './grants.ts';
import { pathOf } from './matching.ts';
import { answered, judgement, steps, textAt, without } from './reading.ts';

/** `ends`: where the operation may come to rest. A grant that is not given at once is fetched from where Location leads, and then used (9.4.2.3.1, 9.4.3.3.2). */
export function asynchronousGrant(label: string, ends: readonly string[] = ['COMPLETED']): TraceCheck {
  return (trace) => {
    const about = operationOf(trace, label);
    if (about === undefined) return without('an operation whose grant is deferred', trace);
    const post = grantsOf(trace, about.id).find((one) => one.response?.status === 202);
    if (post === undefined) return without('a grant request answered with 202', trace);
    const polls = trace.exchanges.filter(
      (one) =>
        one.direction === 'inbound' &&
        one.api === 'grant' &&
        one.request.method === 'GET' &&
        isOf(post, one) &&
        Date.parse(one.at) >= Date.parse(post.at),
    );
    const state = textAt(about.occ, 'operationState') ?? '';
    const fetched = polls.some((one) => one.response?.status === 200);
    const early = wentAhead(trace, label, about.id, post, polls);
    if (fetched && ends.includes(state)) return judgement(1, early);
    return judgement(1, [
      finding({
        check: 'grant.async',
        deviation: `grant:async:${polls.length === 0 ? 'not-followed' : fetched ? `then-${state}` : 'given-up'}`,
        clause: 'SOL003 9.4.3.3.2',
        message: 'A deferred grant is fetched from the URI in Location until it is available, and then used',
        expected: 'GET until 200, then COMPLETED',
        observed: `${polls.length} GET, ${state} ${JSON.stringify(about.occ['error'] ?? '')}`,
        exchange: [post, ...polls.slice(0, 3), about.last],
      }),
    ]);
  };
}

/** A read of the grant that the answer leads to; one without Location leads nowhere in particular. */
function isOf(post: Exchange, read: Exchange): boolean {
  const location = header(post.response?.headers ?? [], 'location');
  return location === undefined || pathOf(read.request.url) === pathOf(location);
}

/** An operation waits in STARTING until its grant is given (5.6.2.2). */
function wentAhead(
  trace: Trace,
  label: string,
  id: string,
  post: Exchange,
  polls: readonly Exchange[],
): readonly Observation[] {
  const given = polls.find((one) => one.response?.status === 200);
  const end = given === undefined ? Infinity : Date.parse(given.at);
  const ahead = steps(trace, `${label}.op_occ`).find((one) => {
    const state = answered(one)?.['operationState'];
    return (
      answered(one)?.['id'] === id &&
      typeof state === 'string' &&
      state !== 'STARTING' &&
      Date.parse(one.at) > Date.parse(post.at) &&
      Date.parse(one.at) + one.ms < end
    );
  });
  if (ahead === undefined) return [];
  return [
    finding({
      check: 'grant.async-waits',
      deviation: 'grant:not-waited-for',
      clause: 'SOL003 5.6.2.2',
      message: 'An operation stays in STARTING until it has its grant',
      expected: 'STARTING',
      observed: answered(ahead)?.['operationState'],
      pointer: '/operationState',
      exchange: [post, ahead],
    }),
  ];
}
