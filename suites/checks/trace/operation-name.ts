import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Trace } from '../../../src/judge/case.ts';

/** `vnf_instances.POST`; the path where no resource fits. */
export function operationName(exchange: Exchange, trace: Trace): string {
  const match = matchExchange(exchange, trace.model, trace.target.roots);
  return `${match?.resource.name ?? new URL(exchange.request.url).pathname}.${exchange.request.method}`;
}
