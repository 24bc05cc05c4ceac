import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { instanceAfter } from './failures.ts';
import { observe } from '../observe.ts';
import { answered, judgement, ofHarness, steps, textAt, without } from './reading.ts';

/** A termination whose deletions the VIM refused has not come to its end (SOL003 5.6.2.2). */
export function terminatedAgainstVim(trace: Trace): Judgement {
  const last = ofHarness(trace)
    .filter(({ stimulus }) => stimulus.step === 'terminate-failed.start.op_occ')
    .at(-1);
  const occ = answered(last);
  const instance = textAt(occ, 'vnfInstanceId');
  const refused = trace.exchanges.filter(
    ({ direction, api, request, response }) =>
      direction === 'inbound' &&
      api === 'vim' &&
      request.method === 'DELETE' &&
      request.url.includes(instance ?? '') &&
      (response?.status ?? 0) >= 500,
  );
  if (last === undefined || instance === undefined || refused.length === 0) {
    const open = without('a termination that the VIM refused', trace);
    const played = trace.exchanges.some(({ direction, api }) => direction === 'inbound' && api === 'vim');
    return played || last === undefined
      ? open
      : { ...open, notApplicable: 'the harness plays no VIM here that refuses' };
  }
  if (occ?.['operationState'] !== 'COMPLETED') return judgement(1, []);
  return judgement(1, [
    observe({
      check: 'terminate.against-vim',
      deviation: 'terminate:completed-in-spite-of-vim',
      clause: 'SOL003 5.6.2.2',
      keyword: 'shall',
      message: 'A termination does not complete while the VIM refuses to remove its resources',
      expected: 'FAILED_TEMP',
      observed: 'COMPLETED',
      pointer: '/operationState',
      exchange: [...refused.slice(0, 3), last],
    }),
  ]);
}

/** A termination that failed: rolled back it leaves the instance INSTANTIATED, completed by a retry NOT_INSTANTIATED. */
export function afterTermination(trace: Trace): Judgement {
  const ended = (task: string): string | undefined =>
    textAt(answered(steps(trace, `terminate-failed.${task}.op_occ`).at(-1)), 'operationState');
  if (ended('rollback') === 'ROLLED_BACK')
    return instanceAfter('terminate-failed.after', 'INSTANTIATED', 'the rollback of a termination')(trace);
  if (ended('retry') === 'COMPLETED')
    return instanceAfter('terminate-failed.retry.after', 'NOT_INSTANTIATED', 'the retry of a termination')(trace);
  return without('the end of a termination that failed', trace);
}
