import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Keyword } from '../../../src/judge/verdict.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import {
  answered,
  asked,
  at,
  isEntity,
  judgement,
  listed,
  sameContent,
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
  /** Why there may be nothing to send, where the profile decides it. */
  readonly absent?: string;
}

export const ASPECTS: readonly Aspect[] = [
  { name: 'minimum', title: 'requests with nothing but what is mandatory', clause: 'SOL003 5.5.2', refusal: 'shall' },
  // What they refer to need not be there.
  { name: 'every-attribute', title: 'requests with every attribute', clause: 'SOL003 5.5.2', refusal: 'allowed' },
  { name: 'unknown-attribute', title: 'attributes that nobody knows', clause: 'SOL013 5.1', refusal: 'shall' },
  {
    name: 'unknown-attribute-schema-word',
    title: 'unknown attributes with names that mean something to JSON Schema',
    clause: 'SOL013 5.1',
    refusal: 'shall',
  },
  { name: 'text', title: 'texts with quotes, markup and other scripts', clause: 'SOL013 7.2.2', refusal: 'shall' },
  { name: 'text-beyond-16-bit', title: 'texts beyond the 16-bit range', clause: 'SOL013 7.2.2', refusal: 'shall' },
  { name: 'text-lines', title: 'texts with line breaks', clause: 'SOL013 7.2.2', refusal: 'shall' },
  { name: 'text-empty', title: 'empty texts', clause: 'SOL013 7.2.2', refusal: 'should' },
  { name: 'text-long', title: 'long texts', clause: 'SOL013 7.2.2', refusal: 'should' },
  { name: 'same-name', title: 'two instances of one name', clause: 'SOL003 5.5.2.3', refusal: 'shall' },
  { name: 'key', title: 'keys of KeyValuePairs with other characters', clause: 'SOL013 7.1.5', refusal: 'shall' },
  { name: 'nested-values', title: 'KeyValuePairs with structure', clause: 'SOL013 7.1.5', refusal: 'shall' },
  {
    name: 'minimal-vim',
    title: 'a VIM connection with nothing but what is mandatory',
    clause: 'SOL003 4.4.1.6',
    refusal: 'should',
  },
  {
    name: 'vim-credentials',
    title: 'credentials beside the id of a VIM',
    clause: 'SOL003 4.4.1.6',
    refusal: 'allowed',
    absent: 'the profile names no VIM that the SUT knows by its id alone',
  },
  {
    name: 'null-entry',
    title: 'null for an entry of cpConfig that is not there',
    clause: 'SOL003 4.4.1.10',
    refusal: 'should',
  },
  {
    name: 'removed-entry',
    title: 'an entry of cpConfig that is taken away by null',
    clause: 'SOL003 4.4.1.10',
    refusal: 'shall',
    absent: 'change_ext_conn is not offered, or makes no connection that could be taken away',
  },
  { name: 'products-filter', title: 'filters on products of providers', clause: 'SOL003 4.4.1.5', refusal: 'shall' },
  { name: 'callback-query', title: 'a callback URI with a query', clause: 'SOL003 5.5.2.15', refusal: 'shall' },
  ...['notificationTypes', 'operationTypes', 'operationStates', 'verbosity'].map((attribute): Aspect => ({
    name: `enum-${attribute}`,
    title: `every value of ${attribute} in a subscription`,
    clause: 'SOL003 5.5.3.12',
    refusal: 'shall',
  })),
  // A producer says itself which ways to authenticate it supports.
  { name: 'enum-authType', title: 'every authType in a subscription', clause: 'SOL013 8.3.4', refusal: 'should' },
  { name: 'content-type', title: 'Content-Type with parameters', clause: 'RFC 9110 8.3.1', refusal: 'shall' },
  { name: 'content-type-case', title: 'Content-Type in capitals', clause: 'RFC 9110 8.3.1', refusal: 'shall' },
  { name: 'accept', title: 'forms of Accept', clause: 'RFC 9110 12.5.1', refusal: 'shall' },
  {
    name: 'accept-parameter',
    title: 'Accept with a parameter that JSON does not have',
    clause: 'RFC 9110 12.5.1',
    refusal: 'should',
  },
  { name: 'json-form', title: 'JSON with white space and escapes', clause: 'RFC 8259 2', refusal: 'shall' },
  { name: 'chunked', title: 'a payload in chunks', clause: 'RFC 9112 7.1', refusal: 'shall' },
  { name: 'unknown-header', title: 'header fields that nobody knows', clause: 'RFC 9110 5.1', refusal: 'shall' },
  // Whether one that nobody knows is an incorrect parameter (400) or is ignored is read both ways.
  { name: 'unknown-parameter', title: 'query parameters that nobody knows', clause: 'SOL013 6.4', refusal: 'allowed' },
  { name: 'odd-uri', title: 'URIs that are not UTF-8', clause: 'SOL013 6.4', refusal: 'allowed' },
  { name: 'odd-id', title: 'identifiers that nobody gave out', clause: 'SOL013 6.4', refusal: 'allowed' },
  { name: 'head', title: 'HEAD where there is GET', clause: 'RFC 9110 9.1', refusal: 'should' },
  { name: 'version', title: 'Version with an implementation part', clause: 'SOL013 9.1', refusal: 'should' },
  { name: 'names-filter', title: 'a subscription for names of instances', clause: 'SOL003 4.4.1.5', refusal: 'shall' },
  {
    name: 'unnamed-instance',
    title: 'an instance without a name while somebody subscribed to names',
    clause: 'SOL003 4.4.1.5',
    refusal: 'shall',
  },
];

/** Unusual input of one kind is taken; where it may be refused, it is refused as a fault of the client. */
export function tolerated(aspect: Aspect): TraceCheck {
  return (trace) => {
    const all = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'unusual' && stimulus.aspect === aspect.name && response !== undefined,
    );
    if (all.length === 0) {
      const open = without(aspect.title, trace);
      return aspect.absent !== undefined && trace.outcome.kind === 'done'
        ? { ...open, notApplicable: aspect.absent }
        : open;
    }
    const judged = all.filter((exchange) => {
      const status = exchange.response?.status ?? 0;
      return !isBusy(exchange) && (status >= 400 || atWork(exchange, trace));
    });
    return judgement(
      judged.length,
      judged.flatMap((exchange) => judge(exchange, aspect)),
    );
  };
}

/** Nothing is in the way of a creation. */
function isBusy({ request, response }: Exchange): boolean {
  return response?.status === 409 && !/\/(vnf_instances|subscriptions)$/.test(request.url);
}

function judge(exchange: Exchange, { name, title, clause, refusal }: Aspect): readonly Observation[] {
  const status = exchange.response?.status ?? 0;
  if (status < 400 || (status < 500 && refusal === 'allowed')) return [];
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
    const status = exchange.response?.status ?? 0;
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
    // metadata of creation came with 2.7.1: before, it is an attribute that nobody knows.
    if (!(name in given) || (name === 'metadata' && trace.model.release.startsWith('2.'))) return [];
    const same =
      name === 'metadata' && isEntity(given[name])
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
    const status = broken.response?.status ?? 0;
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
        observed: `${status} ${broken.response?.body?.data ?? ''}`,
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
  return broken === undefined ? undefined : `modify:instance-unreadable:${broken.response?.status ?? 0}`;
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
        observed: `${last.response.status} ${last.response.body?.data ?? ''}`,
        pointer: 'status',
        exchange: [request, last],
      }),
    ]);
  };
}
