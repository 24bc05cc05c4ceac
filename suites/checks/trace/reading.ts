import { jsonOf } from '../../../src/exchange/body.ts';
import type { Body, Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { shownBy } from '../../../src/judge/shown-by.ts';
import { isObject, type JsonObject } from '../../../src/model/json.ts';

/** Reading a trace: exchanges by step, payloads as objects. */

export type Entity = JsonObject;

function objectOf(body: Body | undefined): Entity | undefined {
  const json = jsonOf(body);
  return json.kind === 'json' && isObject(json.value) ? json.value : undefined;
}

/** Payload of the answer, where it is a JSON object. */
export function answered(exchange: Exchange | undefined): Entity | undefined {
  return objectOf(exchange?.response?.body);
}

/** Status of the answer; 0 where there is none. */
export function statusOf(exchange: Exchange | undefined): number {
  return exchange?.response?.status ?? 0;
}

/** Status and payload of the answer, as an observation names them. */
export function answerText(exchange: Exchange): string {
  return `${statusOf(exchange)} ${exchange.response?.body?.data ?? ''}`.trimEnd();
}

/** Payload of the request, where it is a JSON object. */
export function asked(exchange: Exchange | undefined): Entity | undefined {
  return objectOf(exchange?.request.body);
}

/** Items of a list that was answered; `undefined` when the answer is no list. */
export function listed(exchange: Exchange | undefined): readonly Entity[] | undefined {
  const json = jsonOf(exchange?.response?.body);
  return json.kind === 'json' && Array.isArray(json.value) ? json.value.filter(isObject) : undefined;
}

/**
 * Worked out once, however many cases ask. A trace is known by its exchanges and its release; what was worked out goes when
 * the exchanges go.
 */
export function oncePerTrace<Args extends readonly string[], T>(
  work: (trace: Trace, ...args: Args) => T,
): (trace: Trace, ...args: Args) => T {
  const done = new WeakMap<Trace['exchanges'], Map<string, { readonly result: T }>>();
  return (trace, ...args) => {
    const ofRun = done.get(trace.exchanges) ?? new Map<string, { readonly result: T }>();
    done.set(trace.exchanges, ofRun);
    const key = args.length === 0 ? trace.model.release : [trace.model.release, ...args].join(' ');
    const known = ofRun.get(key) ?? { result: work(trace, ...args) };
    ofRun.set(key, known);
    return known.result;
  };
}

/** What the harness asked, in order: there is no more of it than procedures sent, however much the SUT tells. */
export const ofHarness = oncePerTrace((trace) => trace.exchanges.filter(({ direction }) => direction === 'outbound'));

const byStep = oncePerTrace((trace) => {
  const labelled = new Map<string, Exchange[]>();
  for (const exchange of ofHarness(trace)) {
    const label = exchange.stimulus.step;
    if (label === undefined) continue;
    const before = labelled.get(label);
    if (before === undefined) labelled.set(label, [exchange]);
    else before.push(exchange);
  }
  return labelled;
});

/** First exchange with the step's label. */
export function step(trace: Trace, label: string): Exchange | undefined {
  return byStep(trace).get(label)?.[0];
}

export function steps(trace: Trace, label: string): readonly Exchange[] {
  return byStep(trace).get(label) ?? [];
}

export function textAt(entity: Entity | undefined, name: string): string | undefined {
  const value = entity?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** Value at a path of member names. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

export function entitiesAt(value: unknown, ...path: readonly string[]): readonly Entity[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** Judgement over pairs of exchange and what was seen in it. */
export function judgement(judged: number, observations: readonly Observation[], inconclusive?: string): Judgement {
  return { judged, observations, ...(inconclusive === undefined ? {} : { inconclusive }) };
}

/** Nothing to judge, and why: the step that had to come before did not happen. */
export function without(what: string, trace: Trace): Judgement {
  const { outcome } = trace;
  const because = outcome.kind === 'blocked' ? `: ${shownBy(outcome)}` : '';
  return { judged: 0, observations: [], inconclusive: `${what} was not observed${because}` };
}

/** Equal JSON; the order of members means nothing. */
export function sameContent(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** Members by name: their order in JSON means nothing. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}

/** For comparison of content with lists that are sets, wherever they are within: their order means nothing either. */
export function sorted(value: unknown): unknown {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sorted(inner)]));
  if (!Array.isArray(value)) return value;
  return value.map((item) => JSON.stringify(ordered(sorted(item)))).sort();
}
