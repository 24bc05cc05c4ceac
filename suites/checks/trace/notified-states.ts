import { leadsTo } from '../../../src/exchange/uri.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { notifications, type Notification } from './notifications.ts';
import { AT_ONCE, OVERTAKEN, stampOf } from './operation-notifications.ts';
import { sightings, wasRushed } from './sightings.ts';
import { answered, judgement, ofHarness, oncePerTrace, textAt, without } from './reading.ts';

/** Arrows of the state machine (SOL003 5.6.2.2). */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  STARTING: ['PROCESSING', 'ROLLED_BACK'],
  PROCESSING: ['COMPLETED', 'FAILED_TEMP'],
  FAILED_TEMP: ['PROCESSING', 'ROLLING_BACK', 'FAILED'],
  ROLLING_BACK: ['ROLLED_BACK', 'FAILED_TEMP'],
};

/** States in which nothing waits: they may be left before anybody could be told. */
const PASSING = ['PROCESSING', 'ROLLING_BACK'];

/** What subscribers are told follows the state machine, and does not run ahead of what can be read. */
export function notifiedStates(trace: Trace): Judgement {
  const series = seriesOf(trace);
  if (series.length === 0) return without('a notification of an operation', trace);
  return judgement(
    series.length,
    series.flatMap((told) => [...arrows(told), ...ends(told, trace), ...ahead(told, trace)]),
  );
}

/** Notifications of one operation occurrence for one subscription, in the order of their time stamps. */
export function seriesOf(trace: Trace): readonly (readonly Notification[])[] {
  const series = new Map<string, Notification[]>();
  for (const one of notifications(trace)) {
    const occ = textAt(one.body, 'vnfLcmOpOccId');
    if (occ === undefined || textAt(one.body, 'operationState') === undefined) continue;
    if (isForeign(one, trace) || wasRushed(trace, occ)) continue;
    const subscription = textAt(one.body, 'subscriptionId') ?? one.exchange.request.url;
    const known = series.get(`${occ} ${subscription}`);
    if (known === undefined) series.set(`${occ} ${subscription}`, [one]);
    else known.push(one);
  }
  return [...series.values()].map((told) => {
    const timeOf = timesOf(told);
    return told.sort((a, b) => timeOf(a) - timeOf(b));
  });
}

/** Instances that this run made, by id. */
const madeIn = oncePerTrace(
  (trace) =>
    new Set(
      ofHarness(trace)
        .filter(
          ({ request, response }) =>
            request.method === 'POST' && /\/vnf_instances$/.test(request.url) && response?.status === 201,
        )
        .map((one) => textAt(answered(one), 'id')),
    ),
);

/** Of an instance of another run, whose requests this trace does not show. */
function isForeign({ body }: Notification, trace: Trace): boolean {
  const instance = textAt(body, 'vnfInstanceId');
  const made = madeIn(trace);
  return instance !== undefined && made.size > 0 && !made.has(instance);
}

/** Times by one clock, that of the SUT; by ours where a time stamp is none, as the two may be hours apart. */
function timesOf(told: readonly Notification[]): (one: Notification) => number {
  return told.some((one) => Number.isNaN(stampOf(one))) ? ({ exchange }) => Date.parse(exchange.at) : stampOf;
}

function stateOf({ body }: Notification): string {
  return textAt(body, 'operationState') ?? '';
}

/**
 * From one told state to the next there is an arrow. That a state was left out where it may be passed quickly is a warning; that
 * FAILED_TEMP was, where the operation waits for somebody's decision, is none. A filter on states leaves gaps of its own.
 */
function arrows(told: readonly Notification[]): readonly Observation[] {
  const asTheyCame = wrongSteps(told);
  if (asTheyCame.length === 0) return [];
  // Time stamps may be as coarse as a second, and what is sent at once may arrive in any order.
  const timeOf = timesOf(told);
  const inOrder = [...told].sort((a, b) => timeOf(a) - timeOf(b) || rankOf(a) - rankOf(b));
  const ordered = wrongSteps(inOrder);
  const { righted, overtakings } = rightened(ordered.length < asTheyCame.length ? inOrder : told);
  return [...overtakings, ...wrongSteps(righted)];
}

/**
 * Neighbours that stand right the other way round: each state was told, and who told it was slower. No order of sending is laid
 * down, so that is a warning.
 */
function rightened(told: readonly Notification[]): {
  readonly righted: readonly Notification[];
  readonly overtakings: readonly Observation[];
} {
  const righted = [...told];
  const timeOf = timesOf(told);
  const overtakings: Observation[] = [];
  for (let i = 1; i < righted.length; i++) {
    const [first, second] = [righted[i - 1], righted[i]];
    if (first === undefined || second === undefined || timeOf(second) - timeOf(first) > AT_ONCE) continue;
    const [from, to] = [stateOf(first), stateOf(second)];
    const before = righted[i - 2];
    if (leads(from, to) || !leads(to, from) || (before !== undefined && !leads(stateOf(before), to))) continue;
    righted.splice(i - 1, 2, second, first);
    overtakings.push(
      observe({
        check: 'notification.arrows',
        deviation: OVERTAKEN,
        clause: 'SOL003 5.6.2.2',
        keyword: 'should',
        message: 'States are notified in the order in which they were entered',
        expected: `${to}, then ${from}`,
        observed: `${from}, then ${to}`,
        pointer: '/timeStamp',
        exchange: [first.exchange, second.exchange],
      }),
    );
  }
  return { righted, overtakings };
}

function leads(from: string, to: string): boolean {
  return ARROWS[from]?.includes(to) === true;
}

const RANKS = ['STARTING', 'PROCESSING', 'FAILED_TEMP', 'ROLLING_BACK'];

function rankOf(one: Notification): number {
  const rank = RANKS.indexOf(stateOf(one));
  return rank === -1 ? RANKS.length : rank;
}

function wrongSteps(told: readonly Notification[]): readonly Observation[] {
  if (!told.some((one) => stateOf(one) === 'STARTING')) return [];
  return told.slice(1).flatMap((one, i) => {
    const before = told[i];
    if (before === undefined) return [];
    const [from, to] = [stateOf(before), stateOf(one)];
    const next = ARROWS[from] ?? [];
    if (next.includes(to)) return [];
    const between = PASSING.find((state) => next.includes(state) && ARROWS[state]?.includes(to) === true);
    return [
      observe({
        check: 'notification.arrows',
        deviation: between === undefined ? wrongNext(from, to) : `notification:op-occ:passed-over:${between}`,
        clause: 'SOL003 5.6.2.2',
        keyword: between === undefined ? 'shall' : 'should',
        message: from === to ? `Entering ${to} is notified once` : `${to} is not notified after ${from}`,
        expected: between ?? (next.join(' or ') || 'no further state'),
        observed: to,
        pointer: '/operationState',
        exchange: [before.exchange, one.exchange],
      }),
    ];
  });
}

function wrongNext(from: string, to: string): string {
  return from === to ? `notification:op-occ:repeated:${to}` : `op-occ:transition:${from}:${to}`;
}

/** An operation that was followed to where it rests is told from its start to there. */
function ends(told: readonly Notification[], trace: Trace): readonly Observation[] {
  const occ = textAt(told[0]?.body, 'vnfLcmOpOccId') ?? '';
  const last = sightings(trace)
    .get(occ)
    ?.filter(({ exchange }) => exchange.stimulus.step?.endsWith('.op_occ') === true)
    .at(-1);
  const rests = textAt(last?.body, 'operationState') ?? '';
  if (last === undefined || !RESTING.includes(rests) || !wasThere(told, occ, last.exchange, trace)) return [];
  return ['STARTING', rests].flatMap((state) => {
    const known = told.some((one) => stateOf(one) === state);
    if (known && (state === 'STARTING' || restsAgain(told, occ, last.exchange, trace))) return [];
    return [
      observe({
        check: 'notification.ends',
        deviation: `notification:op-occ:missing:${state}`,
        clause: 'SOL003 5.3.9',
        keyword: 'shall',
        message: `Entering ${state} is notified`,
        expected: state,
        observed: told.map(stateOf).join(', '),
        pointer: '/operationState',
        exchange: [last.exchange, ...told.map((one) => one.exchange)],
      }),
    ];
  });
}

/**
 * Every time that an operation goes to work it comes to rest again: before a retry or a rollback that fails, the same state was
 * told already. Tasks that were not followed may have led on.
 */
function restsAgain(told: readonly Notification[], occ: string, rested: Exchange, trace: Trace): boolean {
  const ledOn = ofHarness(trace).some(
    ({ at, request, response }) =>
      ['retry', 'rollback'].some((task) => leadsTo(request.url, 'vnf_lcm_op_occs', occ, task)) &&
      (response?.status ?? 500) < 300 &&
      Date.parse(at) >= Date.parse(rested.at),
  );
  const states = told.map(stateOf).filter((state, i, all) => state !== all[i - 1]);
  const times = (some: readonly string[]): number => states.filter((state) => some.includes(state)).length;
  return ledOn || times(RESTING) >= times(PASSING);
}

/** Milliseconds by which an exchange may seem to end too late. */
const ROUNDED = 2;

/** The subscriber came before the operation was asked for and went after it had come to rest, as far as the trace shows. */
function wasThere(told: readonly Notification[], occ: string, rested: Exchange, trace: Trace): boolean {
  const subscription = textAt(told[0]?.body, 'subscriptionId') ?? '';
  const came = ofHarness(trace).find(
    (one) => /\/subscriptions$/.test(one.request.url) && textAt(answered(one), 'id') === subscription,
  );
  const went = ofHarness(trace).find(
    ({ request }) => request.method === 'DELETE' && leadsTo(request.url, 'subscriptions', subscription),
  );
  const began = ofHarness(trace).find(({ response }) =>
    leadsTo(header(response?.headers ?? [], 'location') ?? '', 'vnf_lcm_op_occs', occ),
  );
  const since = Date.parse((began ?? told[0]?.exchange ?? rested).at);
  return (
    (came === undefined || Date.parse(came.at) + came.ms <= since + ROUNDED) &&
    (went === undefined || Date.parse(went.at) > Date.parse(rested.at))
  );
}

const RESTING = ['COMPLETED', 'FAILED_TEMP', 'FAILED', 'ROLLED_BACK'];

/** States that nothing leads out of: once told, they are what a read shows. */
const FINAL = ['COMPLETED', 'FAILED', 'ROLLED_BACK'];

function ahead(told: readonly Notification[], trace: Trace): readonly Observation[] {
  return told.flatMap((one) => {
    const state = stateOf(one);
    const occ = textAt(one.body, 'vnfLcmOpOccId') ?? '';
    const heard = Date.parse(one.exchange.at) + one.exchange.ms;
    const late = sightings(trace)
      .get(occ)
      ?.find(({ body, exchange, single }) => {
        const shown = textAt(body, 'operationState') ?? '';
        return single && Date.parse(exchange.at) > heard && isBehind(shown, state);
      });
    return late === undefined ? [] : [runsAhead(one, state, late.exchange, late.body['operationState'])];
  });
}

function isBehind(shown: string, told: string): boolean {
  return FINAL.includes(told) ? shown !== told : told !== 'STARTING' && shown === 'STARTING';
}

function runsAhead(one: Notification, state: string, read: Exchange, shown: unknown): Observation {
  return observe({
    check: 'notification.cause',
    deviation: 'notification:op-occ:before-its-cause',
    clause: 'SOL003 5.3.9',
    keyword: 'shall',
    message: 'A state is not notified before it is entered',
    expected: `${state}, or what comes after`,
    observed: shown,
    pointer: '/operationState',
    exchange: [one.exchange, read],
  });
}
