import { jsonOf } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { BodyMutation, Stimulus } from '../../../src/exchange/stimulus.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { validatorFor, type Validator } from '../../../src/model/schema.ts';
import { observe } from '../observe.ts';
import { controlFailure, failsAnyway } from './control.ts';
import { judgement, oncePerTrace, without } from './reading.ts';
import type { Select } from './statuses.ts';

type Op = BodyMutation['op'];

/** A broken body and what became of it; `open`: the answer is about something else than the body. */
interface Tried {
  readonly exchange: Exchange;
  readonly type: string;
  readonly mutation: BodyMutation;
  readonly status: number;
  readonly outcome: 'refused' | 'accepted' | 'crashed' | 'open';
}

/** Bodies that break their data type in one of the ways named are refused with 400 or 422. */
export function invalidBodies(ops: readonly Op[], select: Select): TraceCheck {
  return (trace) => {
    const tried = attempts(trace).filter(({ exchange }) => select(exchange, trace));
    const mine = tried.filter(({ mutation, outcome }) => ops.includes(mutation.op) && outcome !== 'open');
    const open =
      mine.length === 0
        ? failsAnyway(
            tried.map(({ exchange }) => exchange),
            trace,
          )
        : undefined;
    if (open !== undefined) return judgement(0, [], open);
    if (mine.length === 0) return without('a broken body of this kind', trace);
    const unlooked = new Set(
      tried.flatMap((one) => (one.outcome === 'refused' ? [] : (uncheckedPart(one, tried) ?? []))),
    );
    return judgement(
      mine.length,
      mine.flatMap((one) => judge(one, tried, unlooked)),
    );
  };
}

const attempts = oncePerTrace((trace) => trace.exchanges.flatMap((exchange) => attempt(exchange, trace)));

/** Nothing for a body that the judged release allows: the requests follow another release of the same major version. */
function attempt(exchange: Exchange, trace: Trace): readonly Tried[] {
  const { stimulus, response } = exchange;
  if (stimulus.kind !== 'invalid-body' || response === undefined || !breaks(stimulus, exchange, trace)) return [];
  const { status } = response;
  const outcome = controlFailure(exchange, trace) === undefined ? outcomeOf(status) : 'open';
  return [{ exchange, type: stimulus.type, mutation: stimulus.mutation, status, outcome }];
}

function breaks(
  { mutation, type }: Extract<Stimulus, { kind: 'invalid-body' }>,
  exchange: Exchange,
  trace: Trace,
): boolean {
  if (mutation.op === 'limit') return true;
  const json = jsonOf(exchange.request.body);
  const operation = matchExchange(exchange, trace.model, trace.target.roots)?.operation;
  if (json.kind !== 'json' || operation?.request?.type !== type) return false;
  const validator = validatorFor(trace.model, type, { direction: 'request' });
  const before = tried.get(exchange);
  const breaks = before?.validator === validator ? before.breaks : validator(json.value).length > 0;
  tried.set(exchange, { validator, breaks });
  return breaks;
}

/** What was found of a body; releases for which the type is the same have the same validator. */
const tried = new WeakMap<Exchange, { readonly validator: Validator; readonly breaks: boolean }>();

function outcomeOf(status: number): Tried['outcome'] {
  if (status >= 500) return 'crashed';
  if (status < 300) return 'accepted';
  // A resource that is elsewhere, not there or not in the right state is the reason of the answer.
  return status < 400 || status === 404 || status === 409 ? 'open' : 'refused';
}

function judge(one: Tried, all: readonly Tried[], unlooked: ReadonlySet<string>): readonly Observation[] {
  const { mutation, status, outcome, exchange, type } = one;
  if (status === 400 || status === 422) return [];
  return [
    observe({
      check: 'body.invalid',
      deviation: cause(one, all, unlooked),
      clause: 'SOL013 6.4',
      keyword: outcome === 'crashed' || (outcome === 'accepted' && isFirm(one, all)) ? 'shall' : 'should',
      message: `${WHAT[mutation.op]} (${mutation.attribute}) is answered with 400 or 422`,
      expected: '400 or 422',
      observed: `${status} to ${type} ${exchange.request.body?.data ?? ''}`,
      pointer: mutation.pointer,
      exchange,
    }),
  ];
}

const WHAT: Readonly<Record<Op, string>> = {
  'drop-required': 'A body without a mandatory attribute',
  'wrong-type': 'A value of a wrong type',
  'foreign-enum': 'A value outside the enumeration',
  'too-few': 'A list with too few items',
  'too-many': 'A list with too many items',
  'as-text': 'A number or a boolean that is written as a text',
  'wrong-format': 'A value of a wrong format',
  'not-an-object': 'A body that is not a JSON object',
  null: 'null where the attribute cannot be null',
  limit: 'A number outside the range that the GS specifies',
};

/** null for an optional attribute is often read as its absence, an empty list as a request for nothing. */
function isFirm({ mutation }: Tried, all: readonly Tried[]): boolean {
  if (mutation.op === 'too-few') return false;
  return mutation.op !== 'null' || isMandatory(mutation.attribute, all);
}

function isMandatory(attribute: string, all: readonly Tried[]): boolean {
  return all.some(({ mutation }) => mutation.op === 'drop-required' && mutation.attribute === attribute);
}

/**
 * What a product team would mend once: a part of the body that nothing at all is checked in is one cause, whatever is
 * broken in it; a parser that falls over what is no object is one for all operations.
 */
function cause(one: Tried, all: readonly Tried[], unlooked: ReadonlySet<string>): string {
  const { mutation, outcome, status } = one;
  if (outcome === 'refused') return `invalid-body:refused-with:${status}`;
  const end = outcome === 'accepted' ? 'accepted' : '5xx';
  const unchecked = uncheckedPart(one, all);
  // Who reads a text as a number does it everywhere.
  if (mutation.op === 'as-text' && unchecked === undefined) return `invalid-body:as-text:${end}`;
  if (mutation.op === 'not-an-object' && unchecked !== one.type)
    return outcome === 'crashed'
      ? 'invalid-body:not-an-object:5xx'
      : `invalid-body:${mutation.attribute}:not-an-object`;
  // What is reached under a URI, and stumbled over where it is none, is one matter for all URIs of a request.
  if (mutation.op === 'wrong-format' && outcome === 'crashed') return `invalid-body:${one.type}:wrong-format:5xx`;
  const [type = ''] = (unchecked ?? mutation.attribute).split('.');
  // Several attributes of a data type that nobody looks at: the data type was forgotten.
  const several = [...unlooked].filter((name) => name.startsWith(`${type}.`)).length > 1;
  if (several) return `invalid-body:${type}:unchecked`;
  return unchecked === undefined
    ? `invalid-body:${mutation.attribute}:${mutation.op}:${end}`
    : `invalid-body:${unchecked}:unchecked`;
}

/**
 * Attribute of the outermost part around a mutation whose values nobody looks at: no broken value of it and in it was
 * refused, or none of those in it where there are several attributes.
 */
function uncheckedPart({ mutation, exchange }: Tried, all: readonly Tried[]): string | undefined {
  const telling = all.filter(
    (other) =>
      !NOT_OF_THE_VALUE.has(other.mutation.op) &&
      other.outcome !== 'open' &&
      other.exchange.request.method === exchange.request.method,
  );
  for (const part of enclosing(mutation.pointer)) {
    const own = telling.filter(({ mutation: { pointer } }) => pointer === part);
    const within = telling.filter(({ mutation: { pointer } }) => pointer.startsWith(`${part}/`));
    const several = new Set(within.map((one) => one.mutation.attribute)).size > 1;
    const nothing = (some: readonly Tried[]): boolean => some.every(({ outcome }) => outcome !== 'refused');
    const unchecked = (several && nothing(within)) || (own.length > 0 && nothing([...own, ...within]));
    const name = part === '' ? within[0]?.type : own[0]?.mutation.attribute;
    if (unchecked && name !== undefined) return name;
  }
  return undefined;
}

/** Whether an attribute may be absent or null, and whether a body is an object, is looked at around the value; a text may be read as one. */
const NOT_OF_THE_VALUE: ReadonlySet<Op> = new Set(['not-an-object', 'drop-required', 'null', 'limit', 'as-text']);

/** `/a/0/b` -> `''`, `/a`, `/a/0`, `/a/0/b`. */
function enclosing(pointer: string): readonly string[] {
  return pointer.split('/').map((_step, i, steps) => steps.slice(0, i + 1).join('/'));
}
