import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { actsByItself } from './by-itself.ts';
import { answeredPart } from './known-part.ts';
import { answered, answerText, judgement, sameContent, statusOf, step, steps, textAt, without } from './reading.ts';

const UNDER_WAY: readonly (string | undefined)[] = ['STARTING', 'PROCESSING', 'ROLLING_BACK'];
/** States that an operation leaves by itself: a request has to come before. `ongoing` is any of them. */
const IN_MOTION: readonly string[] = ['ongoing', 'PROCESSING', 'ROLLING_BACK'];
/** States in which an operation occurrence rests (SOL003 5.6.2.2). */
export const RESTING: readonly (string | undefined)[] = ['COMPLETED', 'FAILED_TEMP', 'FAILED', 'ROLLED_BACK'];

/** What a finding says of an operation occurrence that was still in a state when the time-out for operations was over. */
export function stuckIn(state: string): {
  readonly clause: string;
  readonly keyword: 'shall';
  readonly expected: string;
  readonly observed: string;
  readonly pointer: string;
} {
  return {
    clause: 'SOL003 5.6.2.2',
    keyword: 'shall',
    expected: 'COMPLETED, FAILED_TEMP, FAILED or ROLLED_BACK',
    observed: `${state} until the time-out for operations`,
    pointer: '/operationState',
  };
}

/** Clause of the operation that a task stands for, for findings on it. */
const CLAUSES: Readonly<Record<string, string>> = {
  modify: '5.4.3.3.4',
  delete: '5.4.3.3.5',
  instantiate: '5.4.4.3.1',
  scale: '5.4.5.3.1',
  scale_to_level: '5.4.6.3.1',
  change_flavour: '5.4.7.3.1',
  terminate: '5.4.8.3.1',
  heal: '5.4.9.3.1',
  operate: '5.4.10.3.1',
  change_ext_conn: '5.4.11.3.1',
  change_vnfpkg: '5.4.11a.3.1',
  create_snapshot: '5.4.21.3.1',
  revert_to_snapshot: '5.4.22.3.1',
  retry: '5.4.14.3.1',
  rollback: '5.4.15.3.1',
  fail: '5.4.16.3.1',
  cancel: '5.4.17.3.1',
};

export function clauseOfTask(task: string): string {
  return `SOL003 ${CLAUSES[task] ?? '5.4'}`;
}

/** A task in a state that does not allow it is refused with 409; one that the SUT does not support may be answered 404. */
export function refusedIn(state: string, task: string): TraceCheck {
  return (trace) => {
    const all = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'wrong-state' &&
        stimulus.state === state &&
        stimulus.task === task &&
        stimulus.step !== EMPTY_OBJECT &&
        stimulus.step?.startsWith('rushed.') !== true &&
        response !== undefined,
    );
    const sure = all.filter((exchange) => !IN_MOTION.includes(state) || wasOngoing(exchange, trace));
    if (sure.length === 0)
      return all.length === 0
        ? without(`${task} in state ${state}`, trace)
        : judgement(0, [], 'the operation that should have been in progress had ended before the request was answered');
    return judgement(
      sure.length,
      sure.flatMap((exchange) => notRefused(exchange, state, task, trace)),
    );
  };
}

/** Step of requests that carry `{}` where the API defines no payload. */
export const EMPTY_OBJECT = 'empty-object';

function notRefused(exchange: Exchange, state: string, task: string, trace: Trace): readonly Observation[] {
  const status = statusOf(exchange);
  if (status === 409 || (status === 404 && trace.target.claims(`vnflcm.${task}`, trace.api.major) !== true)) return [];
  return [
    observe({
      check: 'state.refused',
      deviation: wrongState(task, state, status),
      clause: clauseOfTask(task),
      keyword: 'shall',
      message:
        state === 'ongoing'
          ? `${task} is refused with 409 while another operation is in progress`
          : `${task} is refused with 409 in ${state}`,
      expected: '409',
      observed: answerText(exchange),
      pointer: 'status',
      exchange,
    }),
  ];
}

function wrongState(task: string, state: string, status: number): string {
  return `wrong-state:${task}:${state}:${status}`;
}

/** The operation was read after the request and had not come to rest. */
function wasOngoing(exchange: Exchange, trace: Trace): boolean {
  const { step: label } = exchange.stimulus;
  const still = label === undefined ? undefined : step(trace, `${label}.still`);
  return UNDER_WAY.includes(textAt(answered(still), 'operationState'));
}

/** What was refused left the instance as it was. */
export function unchangedBy(state: string): TraceCheck {
  return (trace) => {
    let judged = 0;
    const observations: Observation[] = [];
    const reads = steps(trace, `unchanged.${state}`);
    for (const [i, after] of reads.entries()) {
      const before = reads[i - 1];
      const between = before === undefined ? [] : requestsBetween(trace, before, after, state);
      const refused = between.find((one) => statusOf(one) >= 400);
      if (before === undefined || refused === undefined || between.length !== 1) continue;
      const was = answeredPart(before, trace);
      const is = answeredPart(after, trace);
      if (was === undefined || is === undefined) continue;
      const isSame = sameContent(was, is);
      if (!isSame && actsByItself(trace, textAt(is, 'id'))) continue;
      judged += 1;
      if (isSame) continue;
      const task = refused.stimulus.kind === 'wrong-state' ? refused.stimulus.task : '';
      observations.push(
        observe({
          check: 'state.unchanged',
          deviation: `refused-yet-changed:${task}`,
          clause: clauseOfTask(task),
          keyword: 'shall',
          message: 'A refused request leaves the VNF instance unchanged',
          expected: JSON.stringify(was),
          observed: is,
          pointer: '',
          exchange: [before, refused, after],
        }),
      );
    }
    return judged === 0 ? without(`a refused request in ${state}`, trace) : judgement(judged, observations);
  };
}

function requestsBetween(trace: Trace, before: Exchange, after: Exchange, state: string): readonly Exchange[] {
  const from = trace.exchanges.indexOf(before);
  const to = trace.exchanges.indexOf(after);
  return trace.exchanges
    .slice(from + 1, to)
    .filter(({ stimulus }) => stimulus.kind === 'wrong-state' && stimulus.state === state);
}

/** As `refusedIn` while an operation goes on, with a request that follows the 202 of that operation at once. */
export function refusedAtOnce(task: string): TraceCheck {
  return (trace) => {
    const all = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'wrong-state' &&
        stimulus.task === task &&
        stimulus.step?.startsWith('rushed.') === true &&
        response !== undefined,
    );
    if (all.length === 0) {
      const open = without(`${task} directly after an operation was accepted`, trace);
      // The same rule is judged while an operation is under way; this way of asking needs an operation that can be held.
      return trace.outcome.kind === 'done'
        ? { ...open, notApplicable: 'the harness plays no NFVO or VIM here that could hold up the operation' }
        : open;
    }
    return judgement(
      all.length,
      all.flatMap((exchange) => {
        const status = statusOf(exchange);
        if (status === 409) return [];
        return [
          observe({
            check: 'state.at-once',
            deviation: raceOr(task, status, trace),
            clause: clauseOfTask(task),
            keyword: 'shall',
            message: `${task} is refused with 409 as soon as another operation is accepted`,
            expected: '409',
            observed: String(status),
            pointer: 'status',
            exchange,
          }),
        ];
      }),
    );
  };
}

/** Of two equal requests at once exactly one is accepted, the other is refused with 409. */
export function oneOfTwo(task: string): TraceCheck {
  return (trace) => {
    const pair = steps(trace, `concurrent.${task}`).filter((exchange) => exchange.response !== undefined);
    if (pair.length < 2) return without(`two requests to ${task} at once`, trace);
    const statuses = pair.map((exchange) => statusOf(exchange));
    const accepted = statuses.filter((status) => status === 202).length;
    const wrong = statuses.find((status) => status !== 202 && status !== 409);
    if (accepted === 1 && wrong === undefined) return judgement(1, []);
    const cause =
      accepted > 1 ? raceOr(task, 202, trace) : `concurrent:${task}:${wrong === undefined ? 'none' : String(wrong)}`;
    return judgement(1, [
      observe({
        check: 'state.concurrent',
        deviation: cause,
        clause: clauseOfTask(task),
        keyword: 'shall',
        message: `Of two requests to ${task} at once one is accepted and the other refused with 409`,
        expected: '202 and 409',
        observed: statuses.join(' and '),
        pointer: 'status',
        exchange: pair,
      }),
    ]);
  };
}

/** A task that is never refused while an operation goes on needs no race to be accepted; else the lock comes too late. */
export function raceOr(task: string, status: number, trace: Trace): string {
  const noLock = trace.exchanges.some(
    (exchange) =>
      exchange.stimulus.kind === 'wrong-state' &&
      exchange.stimulus.state === 'ongoing' &&
      exchange.stimulus.task === task &&
      exchange.stimulus.step?.startsWith('ongoing.') === true &&
      exchange.response?.status === status &&
      wasOngoing(exchange, trace),
  );
  return noLock ? wrongState(task, 'ongoing', status) : 'state-race';
}

/** Whatever was accepted comes to rest: no operation occurrence stays where nothing leads out of it. */
export function comesToRest(trace: Trace): Judgement {
  const last = new Map<string, Exchange>();
  // One that cannot be read says nothing of its state; that it cannot be read is judged with its reads.
  for (const exchange of steps(trace, 'rest'))
    if (exchange.response?.status === 200) last.set(exchange.request.url, exchange);
  if (last.size === 0) return without('an accepted operation', trace);
  const observations = [...last.values()].flatMap((exchange) => {
    const state = textAt(answered(exchange), 'operationState');
    if (RESTING.includes(state)) return [];
    return [
      observe({
        ...stuckIn(state ?? 'no state'),
        check: 'state.rest',
        deviation: `op-occ:stuck:${state ?? 'none'}`,
        message: 'An accepted operation ends or reaches FAILED_TEMP',
        exchange,
      }),
    ];
  });
  return judgement(last.size, observations);
}
