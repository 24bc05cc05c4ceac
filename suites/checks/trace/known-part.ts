import { jsonOf } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { isObject } from '../../../src/model/json.ts';
import { knownPart } from '../../../src/model/unknown.ts';
import type { Entity } from './reading.ts';

/**
 * What answers show that the release has. Attributes that a product adds are its own affair (SOL013 5.1): where it shows them, and
 * whether they change from one read to the next.
 */

/** Payload of the answer, where it is an object. */
export function answeredPart(exchange: Exchange | undefined, trace: Trace): Entity | undefined {
  const part = partOf(exchange, trace);
  return isObject(part) ? part : undefined;
}

/** Items of the list that was answered; none where it is no list. */
export function listedPart(exchange: Exchange | undefined, trace: Trace): readonly Entity[] {
  const part = partOf(exchange, trace);
  return Array.isArray(part) ? part.filter(isObject) : [];
}

function partOf(exchange: Exchange | undefined, trace: Trace): unknown {
  const json = jsonOf(exchange?.response?.body);
  if (exchange?.response === undefined || json.kind !== 'json') return undefined;
  const operation = matchExchange(exchange, trace.model, trace.target.roots)?.operation;
  const type = operation?.responses.get(exchange.response.status)?.type;
  return type === undefined ? json.value : knownPart(trace.model, type, json.value);
}
