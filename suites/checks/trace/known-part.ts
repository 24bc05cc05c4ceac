import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { knownPart } from '../../../src/model/unknown.ts';
import { answered, statusOf, type Entity } from './reading.ts';

/**
 * What answers show that the release has. Attributes that a product adds are its own affair (SOL013 5.1): where it shows them, and
 * whether they change from one read to the next.
 */

/** Payload of the answer, where it is an object. */
export function answeredPart(exchange: Exchange | undefined, trace: Trace): Entity | undefined {
  const payload = answered(exchange);
  return exchange === undefined || payload === undefined ? undefined : partOf(payload, exchange, trace);
}

/** An object that an answer is, or one of the list that it is. */
export function partOf(entity: Entity, exchange: Exchange, trace: Trace): Entity {
  const operation = matchExchange(exchange, trace.model, trace.target.roots)?.operation;
  const type = operation?.responses.get(statusOf(exchange))?.type;
  return type === undefined ? entity : (knownPart(trace.model, type, entity) as Entity);
}
