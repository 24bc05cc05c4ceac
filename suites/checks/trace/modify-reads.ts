import { lastStep } from '../../../src/exchange/uri.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { answered, listed, ofHarness, statusOf, steps, textAt, type Entity } from './reading.ts';

/** What was read before and after a modification. */

/** A list that shows these was read too early to tell the end. */
const GOING_ON: ReadonlySet<string> = new Set(['STARTING', 'PROCESSING', 'ROLLING_BACK']);

export interface State {
  readonly state: string;
  readonly exchange: Exchange;
}

/** State of the operation occurrence as it was read last, in a list where it cannot be read itself. */
export function lastState(trace: Trace, request: Exchange, label: string): State | undefined {
  const location = header(request.response?.headers ?? [], 'location');
  const id = location === undefined ? undefined : lastStep(location);
  const inList = (exchange: Exchange): Entity | undefined =>
    id === undefined ? undefined : listed(exchange)?.find((item) => item['id'] === id);
  const stated = (exchange: Exchange, occ: Entity | undefined): readonly State[] => {
    const state = textAt(occ, 'operationState');
    return state === undefined ? [] : [{ state, exchange }];
  };
  // One that can be read no longer says nothing of how it went on since.
  const [alone] = steps(trace, `${label}.op_occ`)
    .slice(-1)
    .flatMap((one) => stated(one, answered(one)));
  const inLists = ofHarness(trace).flatMap((one) => stated(one, inList(one)));
  return alone ?? inLists.filter(({ state }) => !GOING_ON.has(state)).at(-1);
}

/** The last successful read of the instance before the request. */
export function lastRead(trace: Trace, request: Exchange, url: string): Exchange | undefined {
  return trace.exchanges
    .slice(0, trace.exchanges.indexOf(request))
    .filter((one) => one.request.method === 'GET' && one.request.url === url && statusOf(one) === 200)
    .at(-1);
}
