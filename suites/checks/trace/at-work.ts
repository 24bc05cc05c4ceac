import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { answered, listed, statusOf, type Entity } from './reading.ts';

/**
 * Whether an answer of success shows the operation at work: a status that the operation has, and something of its payload.
 * A server that says 200 and `{}` to everything takes nothing, it only does not refuse.
 */
export function atWork(exchange: Exchange, trace: Trace): boolean {
  const status = statusOf(exchange);
  const match = matchExchange(exchange, trace.model, trace.target.roots);
  // HEAD has no payload to show; GET of the same resource has.
  if (exchange.request.method === 'HEAD')
    return trace.exchanges.some(
      (one) => one.request.method === 'GET' && one.request.url === exchange.request.url && atWork(one, trace),
    );
  const known = match?.operation?.responses.get(status);
  if (known === undefined || status >= 400) return false;
  if (known.type === undefined) return true;
  return known.list === true ? listed(exchange) !== undefined : hasSomethingOf(trace, known.type, answered(exchange));
}

function hasSomethingOf(trace: Trace, type: string, body: Entity | undefined): boolean {
  const data = trace.model.types.get(type);
  if (body === undefined || data?.kind !== 'object') return body !== undefined;
  return data.attributes.some((attribute) => attribute.min > 0 && attribute.name in body);
}
