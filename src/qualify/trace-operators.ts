import { jsonOf } from '../exchange/body.ts';
import type { Body, Exchange } from '../exchange/exchange.ts';
import { isObject } from '../model/json.ts';
import { bodyOf } from './payloads.ts';
import type { RecordMutant } from './mutant.ts';
import type { RecordedRun } from './record.ts';

/** Runs that are one step from the recorded one as a whole: notifications lost, doubled or overtaken, reads in another order. */
export function traceMutantsOf(run: RecordedRun, exchange: Exchange): readonly RecordMutant[] {
  return exchange.direction === 'inbound'
    ? [...lostAndDoubled(run, exchange), ...overtaken(run, exchange)]
    : [...swappedReads(run, exchange)];
}

/** Notifications that a case has to miss, or to count. */
function isWatched(run: RecordedRun, exchange: Exchange): boolean {
  const told = toldBy(exchange);
  const { procedure } = run.begin;
  if (told === undefined) return false;
  // Filters by VNFD let the instances of other runs through, which have their own subscribers.
  if (!isOfRun(run, told['vnfInstanceId'] ?? '')) return false;
  // Notifications of modifications are judged where nothing else happens.
  if ((told['operation'] === 'MODIFY_INFO') !== (procedure === 'vnflcm.modify')) return false;
  // The others do not wait for what has no state, so that a record without it proves nothing.
  return told['operationState'] !== undefined || procedure === 'vnflcm.lifecycle';
}

function toldBy(exchange: Exchange): Readonly<Record<string, string>> | undefined {
  const json = jsonOf(exchange.request.body);
  return exchange.api === 'vnflcm-notification' && json.kind === 'json' && isObject(json.value)
    ? (json.value as Record<string, string>)
    : undefined;
}

function isOfRun(run: RecordedRun, vnfInstanceId: string): boolean {
  const path = `/vnf_instances/${vnfInstanceId}`;
  return run.exchanges.some((one) => one.direction === 'outbound' && one.request.url.endsWith(path));
}

function* lostAndDoubled(run: RecordedRun, exchange: Exchange): Generator<RecordMutant> {
  const told = toldBy(exchange);
  if (told === undefined || !isWatched(run, exchange)) return;
  const what = [told['notificationType'], told['operation'], told['operationState']].filter(Boolean).join(' ');
  // STARTING and PROCESSING both tell the start of an operation that needs no grant.
  const spare = told['operation'] === 'MODIFY_INFO' && told['notificationStatus'] === 'START';
  yield {
    run,
    exchange,
    rule: `lost ${what}`,
    mutate: (all) => all.filter((one) => one !== exchange),
    ...(spare ? { harmless: 'the start of a modification is also notified with its other state' } : {}),
  };
  if (spare) return;
  yield {
    run,
    exchange,
    rule: `doubled ${what}`,
    mutate: (all) => all.flatMap((one) => (one === exchange ? [one, one] : one)),
  };
}

/** Two notifications of one operation for one subscriber come the other way round, time stamps and all. */
function* overtaken(run: RecordedRun, exchange: Exchange): Generator<RecordMutant> {
  const told = toldBy(exchange);
  if (told?.['operationState'] === undefined || told['operation'] === 'MODIFY_INFO' || !isWatched(run, exchange))
    return;
  const next = run.exchanges
    .slice(run.exchanges.indexOf(exchange) + 1)
    .find((one) => one.request.url === exchange.request.url && sameOperation(toldBy(one), told));
  if (next === undefined) return;
  const states = `${told['operationState']} ${toldBy(next)?.['operationState'] ?? ''}`;
  const before = { ...exchange, request: { ...exchange.request, ...sayingAt(toldBy(next), told['timeStamp']) } };
  const after = { ...next, request: { ...next.request, ...sayingAt(told, toldBy(next)?.['timeStamp']) } };
  yield { run, exchange, rule: `overtaken ${states}`, mutate: exchanged([exchange, before], [next, after]) };
}

function sayingAt(told: Readonly<Record<string, string>> | undefined, timeStamp: string | undefined): { body?: Body } {
  return bodyOf({ ...told, timeStamp });
}

function sameOperation(
  one: Readonly<Record<string, string>> | undefined,
  other: Readonly<Record<string, string>>,
): boolean {
  return ['vnfLcmOpOccId', 'subscriptionId'].every((name) => one?.[name] === other[name]);
}

function exchanged(...pairs: readonly (readonly [Exchange, Exchange])[]): RecordMutant['mutate'] {
  const by = new Map(pairs);
  return (all) => all.map((one) => by.get(one) ?? one);
}

/** Two reads of one operation occurrence show its states the other way round. */
function* swappedReads(run: RecordedRun, exchange: Exchange): Generator<RecordMutant> {
  if (stateRead(exchange) === undefined) return;
  const next = run.exchanges
    .slice(run.exchanges.indexOf(exchange) + 1)
    .find((one) => one.request.url === exchange.request.url && stateRead(one) !== undefined);
  const [was, is] = [stateRead(exchange), next === undefined ? undefined : stateRead(next)];
  if (next === undefined || was === is) return;
  const before = { ...exchange, ...(next.response === undefined ? {} : { response: next.response }) };
  const after = { ...next, ...(exchange.response === undefined ? {} : { response: exchange.response }) };
  yield {
    run,
    exchange,
    rule: `swapped ${was ?? ''} ${is ?? ''}`,
    mutate: exchanged([exchange, before], [next, after]),
    ...([was, is].includes('FAILED_TEMP') && [was, is].some((one) => LEFT_AND_ENTERED.includes(one ?? ''))
      ? { harmless: 'there are transitions from FAILED_TEMP and back' }
      : {}),
  };
}

const LEFT_AND_ENTERED = ['PROCESSING', 'ROLLING_BACK'];

/** The state that a read of an operation occurrence shows. */
function stateRead({ direction, request, response }: Exchange): string | undefined {
  if (direction !== 'outbound' || request.method !== 'GET' || response?.status !== 200) return undefined;
  if (!/\/vnf_lcm_op_occs\/[^/?]+$/.test(request.url)) return undefined;
  const json = jsonOf(response.body);
  const state = json.kind === 'json' && isObject(json.value) ? json.value['operationState'] : undefined;
  return typeof state === 'string' ? state : undefined;
}
