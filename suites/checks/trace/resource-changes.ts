import { leadsTo } from '../../../src/exchange/uri.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import { judgeReads, sightings, type Read } from './sightings.ts';
import { entitiesAt, judgement, ofHarness, textAt, without, type Entity } from './reading.ts';

const CLAUSE = 'SOL003 5.5.2.13';

/** `affectedVnfcs ADDED vnfc-1` for each entry of resourceChanges. */
function entriesOf(occ: Entity): readonly string[] {
  const changes = occ['resourceChanges'];
  if (!isObject(changes)) return [];
  return Object.keys(changes).flatMap((list) =>
    entitiesAt(changes, list).map((one) => [list, one['changeType'], one['id']].map(String).join(' ')),
  );
}

/**
 * resourceChanges are cumulative since the start of the operation: what was reported once does not disappear, whatever the operation
 * ends as. A retry or a rollback may undo it, and is free in how to report that.
 */
export function changesKept(trace: Trace): Judgement {
  const look = ({ id, body, exchange, reads, i }: Read): readonly Observation[] | undefined => {
    const before = reads[i - 1];
    const had = before === undefined ? [] : entriesOf(before.body);
    if (before === undefined || had.length === 0 || wasHandled(trace, id, exchange)) return undefined;
    const has = new Set(entriesOf(body));
    if (had.every((entry) => has.has(entry))) return [];
    return [
      observe({
        check: 'op-occ.changes-kept',
        deviation: 'op-occ:resourceChanges:lost',
        clause: CLAUSE,
        keyword: 'shall',
        message: 'resourceChanges contains all changes since the start of the operation, even after a failure',
        expected: had.join(', '),
        observed: `${[...has].join(', ') || 'nothing'} in ${textAt(body, 'operationState') ?? ''}`,
        pointer: '/resourceChanges',
        exchange: [before.exchange, exchange],
      }),
    ];
  };
  return judgeReads(trace, look, 'an operation occurrence with resourceChanges');
}

/** Retry or rollback was accepted before the read: what they undo, they may report in their own way. */
function wasHandled(trace: Trace, id: string, read: Exchange): boolean {
  return trace.exchanges
    .slice(0, trace.exchanges.indexOf(read))
    .some(
      ({ request, response }) =>
        ['retry', 'rollback'].some((task) => leadsTo(request.url, 'vnf_lcm_op_occs', id, task)) &&
        (response?.status ?? 500) < 300,
    );
}

const CHANGES = ['POST', 'PUT', 'PATCH'];

/** What the VIM did for an operation that failed stands in resourceChanges; needs a VIM that the harness plays. */
export function changesShown(trace: Trace): Judgement {
  const played = trace.exchanges.some(({ direction, api }) => direction === 'inbound' && api === 'vim');
  if (!played) {
    const open = without('an operation that changed resources and failed', trace);
    return trace.outcome.kind === 'done'
      ? { ...open, notApplicable: 'the harness plays no VIM here that sees what is changed' }
      : open;
  }
  const failed = ofHarness(trace).flatMap((start) => {
    const id = /\/vnf_lcm_op_occs\/([^/?#]+)$/.exec(header(start.response?.headers ?? [], 'location') ?? '')?.[1];
    const end = sightings(trace)
      .get(id ?? '')
      ?.find(({ body, single }) => single && body['operationState'] === 'FAILED_TEMP');
    const instance = textAt(end?.body, 'vnfInstanceId');
    if (end === undefined || instance === undefined) return [];
    const done = madeAtVim(trace, instance, start, end.exchange);
    return done === undefined ? [] : [{ end, done }];
  });
  if (failed.length === 0) return without('an operation that changed resources and failed', trace);
  return judgement(
    failed.length,
    failed.flatMap(({ end, done }) => {
      if (entriesOf(end.body).length > 0) return [];
      return [
        observe({
          check: 'op-occ.changes-shown',
          deviation: 'op-occ:resourceChanges:missing-after-failure',
          clause: CLAUSE,
          keyword: 'shall',
          message: 'resourceChanges contains the changes performed so far, even if the operation fails',
          expected: `entries for what ${done.request.method} ${new URL(done.request.url).pathname} did at the VIM`,
          observed: end.body['resourceChanges'] ?? 'no such attribute',
          pointer: '/resourceChanges',
          exchange: [done, end.exchange],
        }),
      ];
    }),
  );
}

/** A Deployment that the VIM made or scaled for the instance, and that was not taken away again; known by a namespace of its own. */
function madeAtVim(trace: Trace, instance: string, from: Exchange, to: Exchange): Exchange | undefined {
  const calls = trace.exchanges
    .slice(trace.exchanges.indexOf(from), trace.exchanges.indexOf(to))
    .filter(
      ({ direction, api, request, response }) =>
        direction === 'inbound' &&
        api === 'vim' &&
        new RegExp(`/namespaces/${instance}/deployments\\b`).test(request.url) &&
        (response?.status ?? 500) < 300,
    );
  if (calls.some(({ request }) => request.method === 'DELETE')) return undefined;
  return calls.find(({ request }) => CHANGES.includes(request.method));
}
