import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { answered, at, judgement, listed, ofHarness, oncePerTrace, textAt, without, type Entity } from './reading.ts';

/** Transitions of VnfLcmOpOcc.operationState (SOL003 5.6.2.2, figure of the state machine), passed-over states allowed. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  STARTING: ['PROCESSING', 'ROLLED_BACK', 'COMPLETED', 'FAILED_TEMP', 'ROLLING_BACK', 'FAILED'],
  PROCESSING: ['COMPLETED', 'FAILED_TEMP', 'FAILED', 'ROLLING_BACK', 'ROLLED_BACK'],
  FAILED_TEMP: ['PROCESSING', 'ROLLING_BACK', 'FAILED', 'COMPLETED', 'ROLLED_BACK'],
  ROLLING_BACK: ['ROLLED_BACK', 'FAILED_TEMP', 'PROCESSING', 'FAILED'],
  COMPLETED: [],
  FAILED: [],
  ROLLED_BACK: [],
};

type Sighted = ReadonlyMap<
  string,
  readonly { readonly body: Entity; readonly exchange: Exchange; readonly single: boolean }[]
>;

/** Every representation of an operation occurrence in the trace, lists included, by id in order. */
export const sightings = oncePerTrace((trace): Sighted => {
  const all = new Map<string, { body: Entity; exchange: Exchange; single: boolean }[]>();
  for (const exchange of ofHarness(trace)) {
    if (exchange.response?.status !== 200 || !/\/vnf_lcm_op_occs(\/[^/?]+(\/fail)?)?(\?|$)/.test(exchange.request.url))
      continue;
    const items = listed(exchange);
    for (const body of items ?? [answered(exchange)]) {
      const id = textAt(body, 'id');
      if (body === undefined || id === undefined) continue;
      const seen = all.get(id) ?? [];
      all.set(id, seen);
      seen.push({ body, exchange, single: items === undefined });
    }
  }
  return all;
});

/** Each operation occurrence goes only where its state machine leads. */
export function stateMachine(trace: Trace): Judgement {
  let judged = 0;
  const observations: Observation[] = [];
  for (const [id, seen] of sightings(trace)) {
    const ordered = seen.filter((one) => one.single);
    if (wasRushed(trace, id)) continue;
    for (const [i, one] of ordered.entries()) {
      const before = ordered[i - 1];
      const from = textAt(before?.body, 'operationState');
      const to = textAt(one.body, 'operationState');
      if (to !== undefined) judged += 1;
      if (
        before === undefined ||
        from === undefined ||
        to === undefined ||
        from === to ||
        NEXT[from]?.includes(to) !== false
      )
        continue;
      observations.push(
        observe({
          check: 'op-occ.states',
          deviation: `op-occ:transition:${from}:${to}`,
          clause: 'SOL003 5.6.2.2',
          keyword: 'shall',
          message: `An operation occurrence does not go from ${from} to ${to}`,
          expected: (NEXT[from] ?? []).join(' or ') || 'no further state',
          observed: to,
          pointer: '/operationState',
          exchange: [before.exchange, one.exchange],
        }),
      );
    }
  }
  return judged === 0 ? without('an operation occurrence', trace) : judgement(judged, observations);
}

/** Two tasks on the operation occurrence that exclude each other were accepted: that is judged there, not what comes of it. */
export function wasRushed(trace: Trace, id: string): boolean {
  return ofHarness(trace).some(
    ({ stimulus, request, response }) =>
      stimulus.kind === 'wrong-state' &&
      stimulus.step?.startsWith('rushed.') === true &&
      request.url.includes(`/vnf_lcm_op_occs/${id}/`) &&
      (response?.status ?? 500) < 300,
  );
}

/** Task links of an operation occurrence and the states in which the task is possible (SOL003 5.5.2.13). */
const LINK_STATES: Readonly<Record<string, readonly string[]>> = {
  retry: ['FAILED_TEMP'],
  rollback: ['FAILED_TEMP'],
  fail: ['FAILED_TEMP'],
  cancel: ['STARTING', 'PROCESSING', 'ROLLING_BACK'],
};

/** `_links` offer a task only in the states that allow it, and offer it there when the ICS claims it. */
export function opOccLinks(trace: Trace): Judgement {
  let judged = 0;
  const observations: Observation[] = [];
  for (const seen of sightings(trace).values()) {
    for (const { body, exchange, single } of seen) {
      const state = textAt(body, 'operationState');
      if (!single || state === undefined) continue;
      judged += 1;
      for (const [task, states] of Object.entries(LINK_STATES)) {
        const there = at(body, '_links', task) !== undefined;
        const seenAt = { clause: 'SOL003 5.5.2.13', pointer: `/_links/${task}`, exchange } as const;
        if (there && !states.includes(state)) {
          observations.push(
            observe({
              ...seenAt,
              check: 'op-occ.links',
              deviation: 'op-occ:task-links:offered-wrongly',
              keyword: 'shall',
              message: `_links.${task} is present only while the task is possible`,
              expected: `no link in ${state}`,
              observed: at(body, '_links', task),
            }),
          );
        } else if (
          !there &&
          task !== 'cancel' &&
          states.includes(state) &&
          trace.target.claims(`vnflcm.${task}`, trace.api.major) === true
        ) {
          observations.push(
            observe({
              ...seenAt,
              check: 'op-occ.links',
              deviation: `op-occ:link:${task}:missing`,
              keyword: 'shall',
              message: `_links.${task} is present while the task is possible`,
              expected: `a link in ${state}`,
              observed: 'no such link',
            }),
          );
        }
      }
    }
  }
  return judged === 0 ? without('an operation occurrence', trace) : judgement(judged, observations);
}

/** `error` tells why: laid down for FAILED_TEMP and FAILED (5.5.2.13), and of use in ROLLED_BACK, where a grant was refused, say. */
export function opOccError(trace: Trace): Judgement {
  let judged = 0;
  const observations: Observation[] = [];
  for (const seen of sightings(trace).values()) {
    for (const { body, exchange, single } of seen) {
      const state = textAt(body, 'operationState');
      if (!single || state === undefined) continue;
      const failed = ['FAILED_TEMP', 'FAILED', 'ROLLED_BACK'].includes(state);
      if (failed || state === 'COMPLETED') judged += 1;
      if (failed && body['error'] === undefined) {
        observations.push(
          observe({
            check: 'op-occ.error',
            deviation: `op-occ:error:missing:${state}`,
            clause: 'SOL003 5.5.2.13',
            keyword: state === 'ROLLED_BACK' ? 'should' : 'shall',
            message: `An operation occurrence in ${state} gives the reason in error`,
            expected: 'error: ProblemDetails',
            observed: 'no such attribute',
            pointer: '/error',
            exchange,
          }),
        );
      }
    }
  }
  return judged === 0
    ? without('an operation occurrence that has ended or waits in FAILED_TEMP', trace)
    : judgement(judged, observations);
}

/** stateEnteredTime moves when the state changes and only then, startTime never; and startTime is not after it. */
export function opOccTimes(trace: Trace): Judgement {
  let judged = 0;
  const observations: Observation[] = [];
  for (const seen of sightings(trace).values()) {
    const ordered = seen.filter((one) => one.single);
    for (const [i, { body, exchange }] of ordered.entries()) {
      const entered = textAt(body, 'stateEnteredTime');
      const started = textAt(body, 'startTime');
      if (entered === undefined || started === undefined) continue;
      judged += 1;
      if (Date.parse(entered) < Date.parse(started)) {
        observations.push(
          observe({
            check: 'op-occ.times',
            deviation: 'op-occ:entered-before-start',
            clause: 'SOL003 5.5.2.13',
            keyword: 'shall',
            message: 'A state is not entered before the operation started',
            expected: `not before ${started}`,
            observed: entered,
            pointer: '/stateEnteredTime',
            exchange,
          }),
        );
      }
      observations.push(...standsStill(ordered, i));
      const before = ordered[i - 1];
      if (before === undefined) continue;
      if (!sameInstant(textAt(before.body, 'startTime'), started)) {
        observations.push(
          observe({
            check: 'op-occ.times',
            deviation: 'op-occ:start-moves',
            clause: 'SOL003 5.5.2.13',
            keyword: 'shall',
            message: 'startTime does not change',
            expected: textAt(before.body, 'startTime') ?? '',
            observed: started,
            pointer: '/startTime',
            exchange: [before.exchange, exchange],
          }),
        );
      }
      if (
        before.body['operationState'] === body['operationState'] &&
        !sameInstant(textAt(before.body, 'stateEnteredTime'), entered) &&
        !pushedBetween(trace, firstAt(ordered, before).exchange, exchange)
      ) {
        observations.push(
          observe({
            check: 'op-occ.times',
            deviation: 'op-occ:entered-moves',
            clause: 'SOL003 5.5.2.13',
            keyword: 'shall',
            message: 'stateEnteredTime does not change while the state is the same',
            expected: textAt(before.body, 'stateEnteredTime') ?? '',
            observed: entered,
            pointer: '/stateEnteredTime',
            exchange: [before.exchange, exchange],
          }),
        );
      }
    }
  }
  return judged === 0 ? without('an operation occurrence', trace) : judgement(judged, observations);
}

/** Written to the second or finer, by a SUT that keeps only seconds. */
const RESOLUTION = 1000;

function sameInstant(a: string | undefined, b: string | undefined): boolean {
  return a === b || Math.abs(Date.parse(a ?? '') - Date.parse(b ?? '')) < RESOLUTION;
}

type Sighting = { readonly body: Entity; readonly exchange: Exchange };

/**
 * A state was seen for longer than the times say that it lasted: the time of the next state was not set anew. Both times are
 * the SUT's, both durations are differences, so its clock may be wrong.
 */
function standsStill(ordered: readonly Sighting[], i: number): readonly Observation[] {
  const next = ordered[i];
  const last = ordered[i - 1];
  const state = textAt(last?.body, 'operationState');
  if (next === undefined || last === undefined || textAt(next.body, 'operationState') === state) return [];
  let from = i - 1;
  while (from > 0 && textAt(ordered[from - 1]?.body, 'operationState') === state) from -= 1;
  const first = ordered[from] ?? last;
  const seen = Date.parse(last.exchange.at) - (Date.parse(first.exchange.at) + first.exchange.ms);
  const said =
    Date.parse(textAt(next.body, 'stateEnteredTime') ?? '') - Date.parse(textAt(first.body, 'stateEnteredTime') ?? '');
  if (Number.isNaN(said) || seen <= said + RESOLUTION) return [];
  return [
    observe({
      check: 'op-occ.times',
      deviation: 'op-occ:entered-stands-still',
      clause: 'SOL003 5.5.2.13',
      keyword: 'shall',
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
