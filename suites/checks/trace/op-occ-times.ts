import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { textAt, type Entity } from './reading.ts';
import { judgeReads, type Read } from './sightings.ts';

const RULE = { check: 'op-occ.times', clause: 'SOL003 5.5.2.13', keyword: 'shall' } as const;

/** stateEnteredTime moves when the state changes and only then, startTime never; and startTime is not after it. */
export function opOccTimes(trace: Trace): Judgement {
  return judgeReads(trace, (read) => {
    const entered = textAt(read.body, 'stateEnteredTime');
    const started = textAt(read.body, 'startTime');
    if (entered === undefined || started === undefined) return undefined;
    return [
      ...beforeStart(read, started, entered),
      ...standsStill(read),
      ...startMoves(read),
      ...enteredMoves(read, trace),
    ];
  });
}

/** Less than a second says nothing: one of the two may be written without fractions. Nor does a leap second, which is no time here. */
function beforeStart({ exchange }: Read, started: string, entered: string): readonly Observation[] {
  const early = Date.parse(started) - Date.parse(entered);
  if (Number.isNaN(early) || early < RESOLUTION) return [];
  return [
    observe({
      ...RULE,
      deviation: 'op-occ:entered-before-start',
      message: 'A state is not entered before the operation started',
      expected: `not before ${started}`,
      observed: entered,
      pointer: '/stateEnteredTime',
      exchange,
    }),
  ];
}

function startMoves(read: Read): readonly Observation[] {
  return moves(read, 'startTime', 'op-occ:start-moves', 'startTime does not change');
}

function enteredMoves(read: Read, trace: Trace): readonly Observation[] {
  const { body, exchange, reads, i } = read;
  const before = reads[i - 1];
  if (before === undefined || before.body['operationState'] !== body['operationState']) return [];
  const message = 'stateEnteredTime does not change while the state is the same';
  const found = moves(read, 'stateEnteredTime', 'op-occ:entered-moves', message);
  return found.length > 0 && pushedBetween(trace, firstAt(reads, before).exchange, exchange) ? [] : found;
}

/** A time that is another one than in the read before. */
function moves(
  { body, exchange, reads, i }: Read,
  attribute: 'startTime' | 'stateEnteredTime',
  deviation: string,
  message: string,
): readonly Observation[] {
  const before = reads[i - 1];
  const [was, is] = [textAt(before?.body, attribute), textAt(body, attribute)];
  if (before === undefined || sameInstant(was, is)) return [];
  return [
    observe({
      ...RULE,
      deviation,
      message,
      expected: was ?? '',
      observed: is,
      pointer: `/${attribute}`,
      exchange: [before.exchange, exchange],
    }),
  ];
}

/** Written to the second or finer, by a SUT that keeps only seconds. */
const RESOLUTION = 1000;

function sameInstant(a: string | undefined, b: string | undefined): boolean {
  return a === b || Math.abs(Date.parse(a ?? '') - Date.parse(b ?? '')) < RESOLUTION;
}

/**
 * A state was seen for longer than the times say that it lasted: the time of the next state was not set anew. Both times are
 * the SUT's, both durations are differences, so its clock may be wrong.
 */
function standsStill({ reads, i }: Read): readonly Observation[] {
  const next = reads[i];
  const last = reads[i - 1];
  const state = textAt(last?.body, 'operationState');
  if (next === undefined || last === undefined || textAt(next.body, 'operationState') === state) return [];
  let from = i - 1;
  while (from > 0 && textAt(reads[from - 1]?.body, 'operationState') === state) from -= 1;
  const first = reads[from] ?? last;
  const seen = Date.parse(last.exchange.at) - (Date.parse(first.exchange.at) + first.exchange.ms);
  const said =
    Date.parse(textAt(next.body, 'stateEnteredTime') ?? '') - Date.parse(textAt(first.body, 'stateEnteredTime') ?? '');
  if (Number.isNaN(said) || seen <= said + RESOLUTION) return [];
  return [
    observe({
      ...RULE,
      deviation: 'op-occ:entered-stands-still',
      message: 'stateEnteredTime is the time at which the current state was entered',
      expected: `at least ${seen} ms after ${textAt(first.body, 'stateEnteredTime') ?? ''}, when ${state ?? ''} was entered`,
      observed: `${textAt(next.body, 'stateEnteredTime') ?? ''} in ${textAt(next.body, 'operationState') ?? ''}`,
      pointer: '/stateEnteredTime',
      exchange: [first.exchange, last.exchange, next.exchange],
    }),
  ];
}

/** The first read that showed the state with the same time: an accepted task may leave it in place for a moment. */
function firstAt<T extends { readonly body: Entity }>(ordered: readonly T[], one: T): T {
  const entered = textAt(one.body, 'stateEnteredTime');
  return ordered.find(({ body }) => textAt(body, 'stateEnteredTime') === entered) ?? one;
}

/** Between two reads somebody asked for retry, rollback or cancel: the state may have been left and entered again. */
function pushedBetween(trace: Trace, before: Exchange, after: Exchange): boolean {
  return trace.exchanges
    .slice(trace.exchanges.indexOf(before), trace.exchanges.indexOf(after))
    .some(
      ({ request, response }) =>
        response?.status === 202 &&
        request.method === 'POST' &&
        request.url.startsWith(`${before.request.url.split('?')[0] ?? ''}/`),
    );
}
