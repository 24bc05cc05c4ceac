import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { at, textAt } from './reading.ts';
import { judgeReads, wasRushed, type Read } from './sightings.ts';

const CLAUSE = 'SOL003 5.5.2.13';

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

/** Each operation occurrence goes only where its state machine leads. */
export function stateMachine(trace: Trace): Judgement {
  return judgeReads(trace, (read) => (wasRushed(trace, read.id) ? undefined : transition(read)));
}

function transition({ body, exchange, reads, i }: Read): readonly Observation[] | undefined {
  const to = textAt(body, 'operationState');
  if (to === undefined) return undefined;
  const before = reads[i - 1];
  const from = textAt(before?.body, 'operationState');
  if (before === undefined || from === undefined || from === to || NEXT[from]?.includes(to) !== false) return [];
  return [
    observe({
      check: 'op-occ.states',
      deviation: `op-occ:transition:${from}:${to}`,
      clause: 'SOL003 5.6.2.2',
      keyword: 'shall',
      message: `An operation occurrence does not go from ${from} to ${to}`,
      expected: (NEXT[from] ?? []).join(' or ') || 'no further state',
      observed: to,
      pointer: '/operationState',
      exchange: [before.exchange, exchange],
    }),
  ];
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
  return judgeReads(trace, (read) => {
    const state = textAt(read.body, 'operationState');
    if (state === undefined) return undefined;
    return Object.entries(LINK_STATES).flatMap(([task, states]) => {
      const isThere = at(read.body, '_links', task) !== undefined;
      if (!states.includes(state)) return isThere ? wrongLink(read, task, state) : [];
      const isDue = task !== 'cancel' && trace.target.claims(`vnflcm.${task}`, trace.api.major) === true;
      return isDue && !isThere ? missingLink(read, task, state) : [];
    });
  });
}

function wrongLink({ body, exchange }: Read, task: string, state: string): readonly Observation[] {
  return [
    observe({
      check: 'op-occ.links',
      deviation: 'op-occ:task-links:offered-wrongly',
      clause: CLAUSE,
      keyword: 'shall',
      message: `_links.${task} is present only while the task is possible`,
      expected: `no link in ${state}`,
      observed: at(body, '_links', task),
      pointer: `/_links/${task}`,
      exchange,
    }),
  ];
}

function missingLink({ exchange }: Read, task: string, state: string): readonly Observation[] {
  return [
    observe({
      check: 'op-occ.links',
      deviation: `op-occ:link:${task}:missing`,
      clause: CLAUSE,
      keyword: 'shall',
      message: `_links.${task} is present while the task is possible`,
      expected: `a link in ${state}`,
      observed: 'no such link',
      pointer: `/_links/${task}`,
      exchange,
    }),
  ];
}

const FAILED = ['FAILED_TEMP', 'FAILED', 'ROLLED_BACK'];

/** `error` tells why: laid down for FAILED_TEMP and FAILED (5.5.2.13), and of use in ROLLED_BACK, where a grant was refused, say. */
export function opOccError(trace: Trace): Judgement {
  const look = ({ body, exchange }: Read): readonly Observation[] | undefined => {
    const state = textAt(body, 'operationState') ?? '';
    if (!FAILED.includes(state)) return state === 'COMPLETED' ? [] : undefined;
    if (body['error'] !== undefined) return [];
    return [
      observe({
        check: 'op-occ.error',
        deviation: `op-occ:error:missing:${state}`,
        clause: CLAUSE,
        keyword: state === 'ROLLED_BACK' ? 'should' : 'shall',
        message: `An operation occurrence in ${state} gives the reason in error`,
        expected: 'error: ProblemDetails',
        observed: 'no such attribute',
        pointer: '/error',
        exchange,
      }),
    ];
  };
  return judgeReads(trace, look, 'an operation occurrence that has ended or waits in FAILED_TEMP');
}
