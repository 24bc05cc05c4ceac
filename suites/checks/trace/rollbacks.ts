import { stepsOf } from '../../../src/exchange/uri.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { sightings } from './sightings.ts';
import { answered, at, judgement, ofHarness, textAt, without, type Entity } from './reading.ts';
import { clauseOfTask } from './states.ts';

const CLAUSE = clauseOfTask('rollback');

/** A rollback that was asked for in FAILED_TEMP. */
interface Asked {
  /** Last answer: a 409 was asked again. */
  readonly answer: Exchange;
  readonly times: number;
  /** The operation occurrence as it was read last before. */
  readonly before: { readonly body: Entity; readonly exchange: Exchange };
}

function rollbacks(trace: Trace): readonly Asked[] {
  const byUrl = new Map<string, Exchange[]>();
  for (const exchange of ofHarness(trace)) {
    const { stimulus, request, response } = exchange;
    if (stimulus.kind !== 'legal' || stimulus.task !== 'rollback' || response === undefined) continue;
    byUrl.set(request.url, [...(byUrl.get(request.url) ?? []), exchange]);
  }
  return [...byUrl].flatMap(([url, all]) => {
    const [first] = all;
    const answer = all.at(-1);
    const id = stepsOf(url).at(-2) ?? '';
    const before = sightings(trace)
      .get(id)
      ?.filter(({ exchange, single }) => single && first !== undefined && isBefore(trace, exchange, first))
      .at(-1);
    if (answer === undefined || before?.body['operationState'] !== 'FAILED_TEMP') return [];
    return [{ answer, times: all.length, before }];
  });
}

function isBefore(trace: Trace, one: Exchange, other: Exchange): boolean {
  return trace.exchanges.indexOf(one) < trace.exchanges.indexOf(other);
}

/**
 * Only the instantiation has to be one that can be rolled back. Where an operation cannot, the task resource does not exist: 404,
 * and a ProblemDetails that says so. Up to 2.6.1 that is but one reason for a 404.
 */
export function rollbackAnswered(trace: Trace): Judgement {
  const all = rollbacks(trace);
  if (all.length === 0) return without('a rollback in FAILED_TEMP', trace);
  return judgement(
    all.length,
    all.flatMap(({ answer, times, before }) => {
      const status = answer.response?.status ?? 0;
      const explained = typeof answered(answer)?.['detail'] === 'string';
      // Another error handling task may be under way once, not twice.
      if (status === 202 || (status === 409 && times < 2) || (status === 404 && explained)) return [];
      return [
        observe({
          check: 'rollback.answered',
          deviation: `rollback:unsupported:${status === 404 ? 'problem-details' : String(status)}`,
          clause: CLAUSE,
          keyword: trace.api.major === 'v1' && status < 500 ? 'should' : 'shall',
          message:
            'rollback in FAILED_TEMP is accepted with 202, or refused with 404 where the operation does not support it',
          expected: '202, or 404 with a ProblemDetails that has a detail',
          observed: `${status} ${answer.response?.body?.data ?? ''}`,
          pointer: 'status',
          exchange: [before.exchange, answer],
        }),
      ];
    }),
  );
}

/**
 * A rollback that was accepted, and that nothing stands in the way of, restores the state before the operation. Where the harness
 * does not play the VIM nobody can tell what stood in the way: a warning.
 */
export function rollbackEnds(trace: Trace): Judgement {
  const accepted = rollbacks(trace).filter(({ answer }) => answer.response?.status === 202);
  const seen = accepted.flatMap(({ answer }) => {
    const id = stepsOf(answer.request.url).at(-2) ?? '';
    const end = sightings(trace)
      .get(id)
      ?.filter(({ exchange }) => exchange.stimulus.step === `${answer.stimulus.step ?? ''}.op_occ`)
      .at(-1);
    return end === undefined || vimRefused(trace, answer, end.exchange) ? [] : [{ answer, end }];
  });
  if (seen.length === 0) {
    const open = without('a rollback that was accepted', trace);
    const refused = rollbacks(trace).length > 0 && accepted.length === 0;
    return refused ? { ...open, notApplicable: 'no operation that failed here can be rolled back' } : open;
  }
  const played = trace.exchanges.some(({ direction, api }) => direction === 'inbound' && api === 'vim');
  return judgement(
    seen.length,
    seen.flatMap(({ answer, end }) => {
      const state = textAt(end.body, 'operationState') ?? '';
      if (state === 'ROLLED_BACK') return [];
      return [
        observe({
          check: 'rollback.ends',
          deviation: 'rollback:accepted-in-vain',
          clause: CLAUSE,
          keyword: played ? 'shall' : 'should',
          message: 'An accepted rollback leads to ROLLED_BACK if nothing prevents it',
          expected: 'ROLLED_BACK, or 404 to the request where the operation cannot be rolled back',
          observed: `${String(end.body['operation'])} in ${state}: ${String(at(end.body, 'error', 'detail'))}`,
          pointer: '/operationState',
          exchange: [answer, end.exchange],
        }),
      ];
    }),
  );
}

function vimRefused(trace: Trace, from: Exchange, to: Exchange): boolean {
  return trace.exchanges
    .slice(trace.exchanges.indexOf(from), trace.exchanges.indexOf(to))
    .some(
      ({ direction, api, response }) => direction === 'inbound' && api === 'vim' && (response?.status ?? 500) >= 500,
    );
}

/** `_links.rollback` is there where rollback is taken, and only there (5.5.2.13: "if rolling back is currently allowed"). */
export function rollbackLink(trace: Trace): Judgement {
  const all = rollbacks(trace).filter(({ answer }) => [202, 404, 409].includes(answer.response?.status ?? 0));
  if (all.length === 0) return without('a rollback in FAILED_TEMP', trace);
  return judgement(
    all.length,
    all.flatMap(({ answer, before }): readonly Observation[] => {
      const taken = answer.response?.status === 202;
      const offered = at(before.body, '_links', 'rollback') !== undefined;
      if (taken === offered) return [];
      return [
        observe({
          check: 'rollback.link',
          deviation: `op-occ:link:rollback:${offered ? 'in-vain' : 'missing'}`,
          clause: 'SOL003 5.5.2.13',
          keyword: 'shall',
          message: '_links.rollback is present exactly while the operation can be rolled back',
          expected: taken ? 'a link' : `no link to what is answered with ${answer.response?.status ?? 0}`,
          observed: at(before.body, '_links', 'rollback') ?? 'no such link',
          pointer: '/_links/rollback',
          exchange: [before.exchange, answer],
        }),
      ];
    }),
  );
}
