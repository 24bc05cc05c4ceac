import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { lastStep, leadsTo, stepsOf } from '../../../src/exchange/uri.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { answered, at, judgement, statusOf, textAt, without } from './reading.ts';

/** Links to tasks that are possible in INSTANTIATED only. */
const INSTANTIATED = [
  'terminate',
  'scale',
  'scaleToLevel',
  'changeFlavour',
  'heal',
  'operate',
  'changeExtConn',
  'createSnapshot',
  'revertToSnapshot',
  'changeCurrentVnfPkg',
];

/** Task links of a VNF instance fit its instantiationState (SOL003 5.5.2.2, _links). */
export function instanceLinks(trace: Trace): Judgement {
  let judged = 0;
  const observations: Observation[] = [];
  for (const exchange of trace.exchanges) {
    const body = answered(exchange);
    const state = textAt(body, 'instantiationState');
    if (state === undefined || statusOf(exchange) >= 300) continue;
    judged += 1;
    const wrong = state === 'INSTANTIATED' ? ['instantiate'] : INSTANTIATED;
    for (const task of wrong.filter((name) => at(body, '_links', name) !== undefined)) {
      observations.push(
        observe({
          check: 'instance.links',
          deviation: `instance:link:${task}:offered-wrongly`,
          clause: 'SOL003 5.5.2.2',
          keyword: 'shall',
          message: `_links.${task} is present only while the task is possible`,
          expected: `no link in ${state}`,
          observed: at(body, '_links', task),
          pointer: `/_links/${task}`,
          exchange,
        }),
      );
    }
    const due = state === 'INSTANTIATED' ? 'terminate' : 'instantiate';
    if (at(body, '_links', due) === undefined && !mayBeLocked(exchange, trace)) {
      observations.push(
        observe({
          check: 'instance.links',
          deviation: `instance:link:${due}:missing`,
          clause: 'SOL003 5.5.2.2',
          keyword: 'shall',
          message: `_links.${due} is present while the task is possible`,
          expected: `a link in ${state}`,
          observed: 'no such link',
          pointer: `/_links/${due}`,
          exchange,
        }),
      );
    }
  }
  return judged === 0 ? without('a VNF instance', trace) : judgement(judged, observations);
}

/** States in which nothing keeps an instance from its next operation. */
const FINAL: readonly unknown[] = ['COMPLETED', 'FAILED', 'ROLLED_BACK'];

/**
 * An operation on the instance was accepted and not seen to have ended by then: whether "possible based on the current status"
 * takes account of that is left open.
 */
function mayBeLocked(read: Exchange, trace: Trace): boolean {
  const before = trace.exchanges.slice(0, trace.exchanges.indexOf(read));
  const id = textAt(answered(read), 'id') ?? '';
  const begun = before.findLast((one) => statusOf(one) === 202 && stepsOf(one.request.url).includes(id));
  if (begun === undefined) return false;
  const occ = lastStep(header(begun.response?.headers ?? [], 'location') ?? '');
  return !before.some(
    (one) => leadsTo(one.request.url, 'vnf_lcm_op_occs', occ) && FINAL.includes(answered(one)?.['operationState']),
  );
}
