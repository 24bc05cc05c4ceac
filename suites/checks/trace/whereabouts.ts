import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { answerText, judgement, step, without } from './reading.ts';

/** Step of a GET on the target of a link; the name of the link follows. */
export const FOLLOWED = 'followed.';

/** Links of a resource lead to resources that are there; those of tasks know no GET, and that is answer enough. */
export function linksLead(trace: Trace): Judgement {
  const all = trace.exchanges.filter(
    ({ stimulus, response }) => stimulus.step?.startsWith(FOLLOWED) === true && response !== undefined,
  );
  if (all.length === 0) return without('a link', trace);
  return judgement(
    all.length,
    all.flatMap((exchange) => nowhere(exchange, trace)),
  );
}

function nowhere(exchange: Exchange, trace: Trace): readonly Observation[] {
  if (exchange.response?.status !== 404) return [];
  const link = exchange.stimulus.step?.slice(FOLLOWED.length) ?? '';
  // A task that the SUT has not got may be unknown to it; that it is offered is judged by the state.
  const match = matchExchange(exchange, trace.model, trace.target.roots);
  if (match !== undefined && !match.resource.operations.has('GET')) return [];
  return [
    observe({
      check: 'links.lead',
      deviation: `link:leads-nowhere:${link}`,
      clause: 'SOL003 5.5.4',
      keyword: 'shall',
      message: `The link ${link} leads to a resource`,
      expected: 'a resource of the API',
      observed: `404 to GET ${exchange.request.url}`,
      pointer: `/_links/${link.split('.').pop() ?? ''}/href`,
      exchange,
    }),
  ];
}

/** The deletion of an instance takes nothing from the history of its operations. */
export function opOccAfterDeletion(trace: Trace): Judgement {
  const gone = step(trace, 'delete');
  const seen = step(trace, 'read.deleted.op_occ');
  const status = seen?.response?.status;
  if (gone?.response?.status !== 204 || seen === undefined || status === undefined)
    return without('an operation occurrence of a deleted VNF instance', trace);
  if (status === 200) return judgement(1, []);
  return judgement(1, [
    observe({
      check: 'op-occ.after-deletion',
      deviation: `op-occ:of-deleted-instance:${status}`,
      clause: 'SOL003 5.4.13.3.2',
      keyword: status >= 500 ? 'shall' : 'should',
      message: 'An operation occurrence can be read after its VNF instance was deleted',
      expected: '200',
      observed: answerText(seen),
      pointer: 'status',
      exchange: [gone, seen],
    }),
  ]);
}
