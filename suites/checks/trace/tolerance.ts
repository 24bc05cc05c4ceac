import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Keyword } from '../../../src/judge/verdict.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { hasAttribute } from '../../../src/model/attribute-path.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import { controlFailure, failsAnyway } from './control.ts';
import {
  answered,
  answerText,
  asked,
  at,
  judgement,
  listed,
  sameContent,
  statusOf,
  step,
  steps,
  without,
  type Entity,
} from './reading.ts';

/** What the standard says of a kind of unusual input. */
export interface Aspect {
  readonly name: string;
  readonly title: string;
  readonly clause: string;
  /** Of a refusal; an answer of the 500s is never right. */
  readonly refusal: Keyword | 'allowed';
  /** The resource is there, whatever the payload names: 404 is about another one (SOL013 6.4). */
  readonly isThere?: true;
  /** Why there may be nothing to send, where the profile decides it. */
  readonly absent?: string;
}

/** Unusual input of one kind is taken; where it may be refused, it is refused as a fault of the client. */
export function tolerated(aspect: Aspect): TraceCheck {
  return (trace) => {
    const all = trace.exchanges.filter((exchange) => {
      const { stimulus, response } = exchange;
      return response !== undefined && stimulus.kind === 'unusual' && aspectIn(trace, exchange) === aspect.name;
    });
    if (all.length === 0) {
      const open = without(aspect.title, trace);
      return aspect.absent !== undefined && trace.outcome.kind === 'done'
        ? { ...open, notApplicable: aspect.absent }
        : open;
    }
    const open = failsAnyway(all, trace);
    const judged = all.filter((exchange) => {
      if (controlFailure(exchange, trace) !== undefined) return false;
      const status = statusOf(exchange);
      return !isBusy(exchange) && (status >= 400 || atWork(exchange, trace));
    });
    return judgement(
      judged.length,
      judged.flatMap((exchange) => judge(exchange, aspect)),
      judged.length === 0 ? open : undefined,
    );
  };
}

/**
 * In which way an exchange is unusual to a release. Creation has metadata since 2.7.1: before, they are an attribute that nobody
 * knows, whatever they hold, and whoever knows them all the same may refuse what they hold.
 */
function aspectIn(trace: Trace, { stimulus, request, response }: Exchange): string | undefined {
  if (stimulus.kind !== 'unusual') return undefined;
  const early =
    request.method === 'POST' &&
    request.url.endsWith('/vnf_instances') &&
    /"metadata"/.test(request.body?.data ?? '') &&
    !hasAttribute(trace.model, 'CreateVnfRequest', 'metadata');
  if (!early) return stimulus.aspect;
  return (response?.status ?? 0) < 500 ? undefined : 'unknown-attribute';
}

/** Nothing is in the way of a creation. */
function isBusy({ request, response }: Exchange): boolean {
  return response?.status === 409 && !/\/(vnf_instances|subscriptions)$/.test(request.url);
}

function judge(exchange: Exchange, { name, title, clause, refusal, isThere }: Aspect): readonly Observation[] {
  const status = statusOf(exchange);
  const isRefusal = status < 500 && !(status === 404 && isThere === true);
  if (status < 400 || (isRefusal && refusal === 'allowed')) return [];
  const variant = exchange.stimulus.kind === 'unusual' ? exchange.stimulus.variant : '';
  return [
    observe({
      check: 'tolerance.accepted',
      deviation: `unusual:${name}:${status}`,
      clause,
      keyword: status >= 500 || refusal === 'allowed' ? 'shall' : refusal,
      message: `Legal but unusual input is accepted: ${title}`,
      expected: refusal === 'allowed' ? 'success or a client error' : 'success',
      observed: `${status} to ${variant} ${exchange.response?.body?.data ?? ''}`,
      pointer: 'status',
      exchange,
    }),
  ];
}

/** A payload where none is needed changes nothing in the answer. */
export function needlessBody(trace: Trace): Judgement {
  const all = trace.exchanges.filter(
    ({ stimulus, response }) =>
      stimulus.kind === 'unusual' && stimulus.aspect === 'needless-body' && response !== undefined,
  );
  const observations = all.flatMap((exchange) => {
    const variant = exchange.stimulus.kind === 'unusual' ? exchange.stimulus.variant : '';
    const plain = step(trace, `needless-body.${variant}`);
    const status = statusOf(exchange);
    if (plain?.response === undefined || plain.response.status === status) return [];
    return [
      observe({
        check: 'tolerance.needless-body',
        deviation: `unusual:needless-body:${status}`,
        clause: 'SOL003 5.4.14',
        keyword: status >= 500 ? 'shall' : 'should',
        message: 'A payload {} on a task that takes none is answered like no payload',
        expected: String(plain.response.status),
        observed: String(status),
        pointer: 'status',
        exchange: [plain, exchange],
      }),
    ];
  });
  return all.length === 0 ? without('a task without payload', trace) : judgement(all.length, observations);
}

const SHOWN = ['vnfInstanceName', 'vnfInstanceDescription', 'metadata', 'callbackUri'] as const;

/** What was taken comes back as it was given, in the answer and when it is read. */
export function roundTrip(trace: Trace): Judgement {
  let judged = 0;
  const observations: Observation[] = [];
  for (const made of trace.exchanges) {
    const { stimulus } = made;
    if (stimulus.kind !== 'unusual' || made.response?.status !== 201) continue;
    const read = step(trace, `unusual.${stimulus.aspect}.${stimulus.variant}`);
    const shown: readonly (readonly [Exchange, Entity | undefined])[] = [
      [made, answered(made)],
      ...(read?.response?.status === 200 ? [[read, answered(read)] as const] : []),
    ];
    judged += 1;
    for (const [exchange, body] of shown)
      observations.push(...lost(asked(made) ?? {}, body ?? {}, exchange === made ? [made] : [made, exchange], trace));
  }
  return judged === 0 ? without('unusual input that was accepted', trace) : judgement(judged, observations);
}

function lost(given: Entity, body: Entity, exchange: readonly Exchange[], trace: Trace): readonly Observation[] {
  return SHOWN.flatMap((name) => {
    // Before 2.7.1, CreateVnfRequest has no metadata, so a SUT may ignore it.
    if (!(name in given) || (name === 'metadata' && !hasAttribute(trace.model, 'CreateVnfRequest', name))) return [];
    const same =
      name === 'metadata' && isObject(given[name])
        ? Object.entries(given[name]).every(([key, value]) => sameContent(value, at(body, name, key)))
        : sameContent(given[name], body[name]);
    if (same) return [];
    const empty = given[name] === '';
    return [
      observe({
        check: 'tolerance.round-trip',
        deviation: `round-trip:${name}${empty ? ':empty' : ''}`,
        clause: 'SOL003 5.5.2',
        keyword: empty ? 'should' : 'shall',
        message: `${name} is returned as it was sent`,
        expected: JSON.stringify(given[name]),
        observed: body[name],
        pointer: `/${name}`,
        exchange,
      }),
    ];
  });
}

/** Lists that could be read before can be read after, whatever was taken in between. */
export function listsReadable(collection: string): TraceCheck {
  return (trace) => {
    const reads = trace.exchanges.filter(
      ({ stimulus, response }) =>
        response !== undefined &&
        stimulus.step?.startsWith('lists.') === true &&
        stimulus.step.endsWith(`.${collection}`),
    );
    const [first, ...later] = reads;
    if (first?.response === undefined || later.length === 0) return without(`two reads of ${collection}`, trace);
    if (first.response.status !== 200 || listed(first) === undefined)
      return judgement(0, [], `${collection} could not be read before either (exchange ${first.id})`);
    const broken = later.find((exchange) => exchange.response?.status !== 200);
    if (broken === undefined) return judgement(later.length, []);
    const status = statusOf(broken);
    return judgement(later.length, [
      observe({
        check: 'tolerance.lists',
        deviation:
          unreadableInstance(trace) ??
          `poisoned-list:${collection}:${broken.stimulus.step?.split('.')[1] ?? ''}:${status}`,
        clause: 'SOL003 5.4',
        keyword: 'shall',
        message: `${collection} can be read after any legal input`,
        expected: '200, as before',
        observed: answerText(broken),
        pointer: 'status',
        exchange: [first, broken],
      }),
    ]);
  };
}

/** An instance that cannot be read itself after a modification (modify.ts) makes lists and operations unreadable, too. */
function unreadableInstance(trace: Trace): string | undefined {
  const broken = trace.exchanges.find(
    ({ stimulus, response }) => /^vim\..*\.after$/.test(stimulus.step ?? '') && (response?.status ?? 0) >= 500,
  );
  return broken === undefined ? undefined : `modify:instance-unreadable:${statusOf(broken)}`;
}

/** The operation that unusual input started can be looked at. */
export function opOccReadable(label: string): TraceCheck {
  return (trace) => {
    const request = step(trace, label);
    const last = steps(trace, `${label}.op_occ`).at(-1);
    if (request === undefined || last?.response === undefined)
      return without(`the operation occurrence of ${label}`, trace);
    if (last.response.status === 200) return judgement(1, []);
    return judgement(1, [
      observe({
        check: 'tolerance.op-occ',
        deviation: unreadableInstance(trace) ?? `poisoned-op-occ:${last.response.status}`,
        clause: 'SOL003 5.4.13.3.2',
        keyword: 'shall',
        message: 'An operation occurrence can be read after any legal input',
        expected: '200',
        observed: answerText(last),
        pointer: 'status',
        exchange: [request, last],
      }),
    ]);
  };
}
