import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { compareVersions } from '../../../src/model/spans.ts';
import { observe } from '../observe.ts';
import { notifications, type Notification } from './notifications.ts';
import { answered, answerText, judgement, statusOf, step, steps, textAt, without } from './reading.ts';
import { clauseOfTask, EMPTY_OBJECT } from './states.ts';

/** Where an operation or a task on it has to end. */
export interface End {
  /** Step of the request; its operation occurrence is read under `<step>.op_occ`. */
  readonly step: string;
  readonly state: string;
  /** States that miss the letter and leave the operation in good order: a warning. */
  readonly tolerated?: readonly string[];
  readonly clause: string;
  /** What leads there, in words. */
  readonly after: string;
  /** Root cause in short. */
  readonly cause: string;
}

/** The last state that was read is the one that the standard leads to. */
export function endsIn({ step: label, state, tolerated = [], clause, after, cause }: End): TraceCheck {
  return (trace) => {
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const observed = textAt(answered(last), 'operationState');
    if (last === undefined || observed === undefined) return without(`the end of ${label}`, trace);
    if (observed === state) return judgement(1, []);
    return judgement(1, [
      observe({
        check: 'failure.end',
        deviation: `${cause}:${observed}`,
        clause,
        keyword: tolerated.includes(observed) ? 'should' : 'shall',
        message: `${after} leads to ${state}`,
        expected: state,
        observed,
        pointer: '/operationState',
        exchange: last,
      }),
    ]);
  };
}

/** A task that is possible in the state of the operation was accepted. */
export function taskAccepted(task: string, label: string, status: number): TraceCheck {
  return (trace) => {
    const asked = steps(trace, label).filter((exchange) => exchange.response !== undefined);
    if (asked.length === 0) return without(`${task} where it is possible`, trace);
    return judgement(
      asked.length,
      asked.flatMap((exchange) => {
        const got = statusOf(exchange);
        if (got === status || (got === 404 && trace.target.claims(`vnflcm.${task}`) !== true)) return [];
        return [
          observe({
            check: 'failure.accepted',
            deviation: `refused:${task}:${got}`,
            clause: clauseOfTask(task),
            keyword: 'shall',
            message: `${task} is accepted with ${status} in a state that allows it`,
            expected: String(status),
            observed: answerText(exchange),
            pointer: 'status',
            exchange,
          }),
        ];
      }),
    );
  };
}

/** fail answers with the operation occurrence, which is FAILED (5.4.16.3.1). */
export function failAnswer(trace: Trace): Judgement {
  const exchange = step(trace, 'fail');
  const before = steps(trace, 'fail.start.op_occ').at(-1);
  if (exchange?.response?.status !== 200) return without('fail that was accepted', trace);
  const body = answered(exchange);
  const wanted = { id: textAt(answered(before), 'id'), operationState: 'FAILED' };
  const seen = { id: textAt(body, 'id'), operationState: textAt(body, 'operationState') };
  if (wanted.id === seen.id && wanted.operationState === seen.operationState) return judgement(1, []);
  return judgement(1, [
    observe({
      check: 'failure.fail-answer',
      deviation: 'fail:answer',
      clause: clauseOfTask('fail'),
      keyword: 'shall',
      message: 'The answer to fail is the operation occurrence in its new state',
      expected: JSON.stringify(wanted),
      observed: seen,
      pointer: '/operationState',
      exchange,
    }),
  ]);
}

/** cancel leads to ROLLED_BACK from STARTING, to FAILED_TEMP from where resources were touched already (5.4.17.3.1). */
export function cancelEnds(trace: Trace): Judgement {
  const held = textAt(answered(steps(trace, 'cancel.held.op_occ').at(-1)), 'operationState');
  const [state, other] = held === 'STARTING' ? ['ROLLED_BACK', 'FAILED_TEMP'] : ['FAILED_TEMP', 'ROLLED_BACK'];
  const end = textAt(answered(steps(trace, 'cancel.done.op_occ').at(-1)), 'operationState');
  if (end === 'COMPLETED' && !isHeld(trace)) return judgement(0, [], TOO_LATE);
  return endsIn({
    step: 'cancel.done',
    state,
    // The operation may have gone on between the last look and cancel.
    tolerated: [other],
    clause: clauseOfTask('cancel'),
    after: `cancel in ${held ?? 'STARTING'}`,
    cause: 'cancel',
  })(trace);
}

const TOO_LATE =
  'neither a grant nor a VIM of the harness keeps the operation from ending: cancel may have come too late';

function isHeld({ exchanges }: Trace): boolean {
  return exchanges.some(({ direction, api }) => direction === 'inbound' && (api === 'grant' || api === 'vim'));
}

/** After cancel was accepted the operation occurrence says that it is pending, or is cancelled already. */
export function cancelPending(trace: Trace): Judgement {
  const asked = step(trace, 'cancel');
  const seen = step(trace, 'cancel.pending');
  const body = answered(seen);
  const state = textAt(body, 'operationState') ?? '';
  if (asked?.response?.status !== 202 || seen === undefined || body === undefined)
    return without('cancel that was accepted', trace);
  if (state === 'COMPLETED' && !isHeld(trace)) return judgement(0, [], TOO_LATE);
  if (body['isCancelPending'] === true || ['ROLLED_BACK', 'FAILED_TEMP', 'ROLLING_BACK'].includes(state))
    return judgement(1, []);
  return judgement(1, [
    observe({
      check: 'failure.cancel-pending',
      deviation: 'cancel:not-pending',
      clause: 'SOL003 5.5.2.13',
      keyword: 'shall',
      message: 'isCancelPending is true from the acceptance of cancel until it has taken effect',
      expected: 'true',
      observed: `${String(body['isCancelPending'])} in ${state}`,
      pointer: '/isCancelPending',
      exchange: [asked, seen],
    }),
  ]);
}

/** A payload where the API defines none means nothing; a server error is no answer to it. */
export function emptyObject(trace: Trace): Judgement {
  const all = steps(trace, EMPTY_OBJECT).filter((exchange) => exchange.response !== undefined);
  if (all.length === 0) return without('a task with a meaningless payload', trace);
  return judgement(
    all.length,
    all.flatMap((exchange) => {
      const status = statusOf(exchange);
      if (status < 500) return [];
      return [
        observe({
          check: 'failure.empty-object',
          deviation: `unusual:needless-body:${status}`,
          clause: 'SOL013 6.4',
          keyword: 'shall',
          message: 'A payload {} where none is defined does not cause a server error',
          expected: 'no server error',
          observed: answerText(exchange),
          pointer: 'status',
          exchange,
        }),
      ];
    }),
  );
}

/** The instance after an operation that failed and was dealt with. */
export function instanceAfter(label: string, instantiationState: string, after: string): TraceCheck {
  return (trace) => {
    const seen = step(trace, label);
    const state = textAt(answered(seen), 'instantiationState');
    if (seen === undefined || state === undefined) return without(`the instance after ${after}`, trace);
    if (state === instantiationState) return judgement(1, []);
    return judgement(1, [
      observe({
        check: 'failure.instance',
        deviation: `instance-after:${after}`,
        clause: 'SOL003 5.6.2.2',
        keyword: 'shall',
        message: `A VNF instance is ${instantiationState} after ${after}`,
        expected: instantiationState,
        observed: state,
        pointer: '/instantiationState',
        exchange: seen,
      }),
    ]);
  };
}

const CLAUSE = 'SOL003 5.5.2.17';

/**
 * Subscribers hear of a failure as of a success: each state that was entered, RESULT where the operation rests, and the error
 * in FAILED_TEMP and FAILED. `pushes`: steps whose operation occurrence was followed to a state in which it rests, in order.
 */
export function failureNotified(label: string, pushes: readonly string[]): TraceCheck {
  return (trace) => {
    const [first, ...later] = pushes.flatMap((push) => steps(trace, `${push}.op_occ`).at(-1) ?? []);
    const id = textAt(answered(first), 'id');
    if (first === undefined || id === undefined) return without(`the end of ${label}`, trace);
    const subscribed = step(trace, `${label}.subscribe`);
    if (subscribed?.response?.status !== 201) return without('a subscription', trace);
    const subscription = textAt(answered(subscribed), 'id');
    const ends = [first, ...later.filter((one) => textAt(answered(one), 'id') === id)];
    const rested = ends.flatMap((one) => textAt(answered(one), 'operationState') ?? []);
    // Filters that let too much through bring the same event to the other subscribers of the run, too.
    const mine = notifications(trace).filter(
      (one) =>
        one.body['vnfLcmOpOccId'] === id && [subscription, undefined].includes(textAt(one.body, 'subscriptionId')),
    );
    const counted = missing(mine, ['STARTING', ...rested], ends);
    return judgement(1, [
      ...(pushes.some((push) => wentOnUnseen(trace, push)) ? counted.filter((one) => !isRepeated(one)) : counted),
      ...mine.flatMap((one) => failureContent(one, trace)),
    ]);
  };
}

/** What was not refused, and not followed because its answer was odd, may have brought the operation anywhere. */
function wentOnUnseen(trace: Trace, push: string): boolean {
  const asked = step(trace, push);
  return asked !== undefined && statusOf(asked) < 300 && steps(trace, `${push}.op_occ`).length === 0;
}

const REPEATED = 'notification:op-occ:repeated:';

function isRepeated({ deviation }: Observation): boolean {
  return deviation.startsWith(REPEATED);
}

function missing(
  mine: readonly Notification[],
  wanted: readonly string[],
  ends: readonly Exchange[],
): readonly Observation[] {
  const states = mine.map((one) => textAt(one.body, 'operationState') ?? '');
  return [...new Set(wanted)].flatMap((state) => {
    const due = wanted.filter((one) => one === state).length;
    const times = states.filter((one) => one === state).length;
    if (times === due) return [];
    return [
      observe({
        check: 'failure.notified',
        deviation: times < due ? `notification:op-occ:missing:${state}` : `${REPEATED}${state}`,
        clause: 'SOL003 5.3.9',
        keyword: 'shall',
        message: `Entering ${state} is notified once`,
        expected: `${due} in ${wanted.join(', ')}`,
        observed: states.join(', ') || 'no notification',
        pointer: '/operationState',
        exchange: [...ends, ...mine.map((one) => one.exchange)],
      }),
    ];
  });
}

function failureContent(one: Notification, trace: Trace): readonly Observation[] {
  const state = textAt(one.body, 'operationState') ?? '';
  const status = textAt(one.body, 'notificationStatus');
  // START tells of the start; whether a state on the way is a start or an intermediate result is read in both ways.
  const wanted = state === 'STARTING' ? 'START' : ['PROCESSING', 'ROLLING_BACK'].includes(state) ? status : 'RESULT';
  const seen = { clause: CLAUSE, keyword: 'shall', exchange: one.exchange } as const;
  const found: Observation[] = [];
  if (status !== undefined && wanted !== undefined && status !== wanted)
    found.push(
      observe({
        ...seen,
        check: 'failure.notification-status',
        deviation: `notification:op-occ:status:${state}`,
        message: `notificationStatus in ${state} is ${wanted}`,
        expected: wanted,
        observed: status,
        pointer: '/notificationStatus',
      }),
    );
  const due = ['FAILED_TEMP', 'FAILED', 'ROLLED_BACK'].includes(state);
  if (due && one.body['error'] === undefined)
    found.push(
      observe({
        ...seen,
        // ROLLED_BACK joined the other two on the way to 3.7.1.
        keyword: state === 'ROLLED_BACK' && compareVersions(trace.model.release, '3.7.1') < 0 ? 'should' : 'shall',
        check: 'failure.notification-error',
        deviation: `notification:op-occ:error:missing:${state}`,
        message: `A notification of ${state} gives the reason in error`,
        expected: 'error: ProblemDetails',
        observed: 'no such attribute',
        pointer: '/error',
      }),
    );
  if (!due && one.body['error'] !== undefined)
    found.push(
      observe({
        ...seen,
        check: 'failure.notification-error',
        deviation: 'notification:op-occ:error:out-of-place',
        message: `A notification of ${state} has no error`,
        expected: 'no error',
        observed: one.body['error'],
        pointer: '/error',
      }),
    );
  return found;
}

/** Only a SUT that fetched its grant was refused; one that gives up before shows nothing of it. */
export function whenGrantRefused(check: TraceCheck): TraceCheck {
  return (trace) =>
    trace.exchanges.some(
      ({ direction, api, request, response }) =>
        direction === 'inbound' && api === 'grant' && request.method === 'GET' && response?.status === 403,
    )
      ? check(trace)
      : without('a grant that is refused when it is fetched', trace);
}
