import { jsonOf } from '../exchange/body.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { isObject } from '../model/json.ts';
import { replaced, type RecordMutant } from './mutant.ts';
import { bodyOf } from './payloads.ts';
import type { RecordedRun } from './record.ts';

/** Lists that show something else than what is there: an item of the run lost, doubled, or one that nobody has made added. */
export function listMutantsOf(run: RecordedRun, exchange: Exchange): readonly RecordMutant[] {
  const { direction, request, response } = exchange;
  const json = jsonOf(response?.body);
  if (direction !== 'outbound' || request.method !== 'GET' || response?.status !== 200 || json.kind !== 'json')
    return [];
  const step = exchange.stimulus.kind === 'observe' ? exchange.stimulus.step : undefined;
  // What is read to find something is judged by what is found; cases look at the reads that have a name.
  if (step === undefined) return [];
  const make = (rule: string, body: unknown, harmless?: string): RecordMutant =>
    replaced(run, exchange, `${step} ${rule}`, { ...exchange, response: { ...response, ...bodyOf(body) } }, harmless);
  return Array.isArray(json.value)
    ? ofList(run, json.value as readonly unknown[], make)
    : WITHIN.flatMap((path) => ofPart(json.value, path, isCompared(run, step, path), make));
}

type Make = (rule: string, body: unknown, harmless?: string) => RecordMutant;

function ofList(run: RecordedRun, items: readonly unknown[], make: Make): readonly RecordMutant[] {
  const mine = items.find((item) => isObject(item) && isOfRun(run, item['id']));
  if (!isObject(mine)) return [];
  const other = { ...mine, id: 'ffffffff-0000-4000-8000-000000000000' };
  return [
    make(
      'item lost',
      items.filter((item) => item !== mine),
    ),
    make('item doubled', [...items, mine]),
    make('item added', [...items, other], 'others may use the orchestrator, too'),
  ];
}

function isOfRun(run: RecordedRun, id: unknown): boolean {
  return (
    typeof id === 'string' &&
    run.exchanges.some(({ direction, request }) => direction === 'outbound' && request.url.endsWith(`/${id}`))
  );
}

/** Lists within a resource that say what has been done. */
const WITHIN: readonly (readonly string[])[] = [
  ['resourceChanges', 'affectedVnfcs'],
  ['instantiatedVnfInfo', 'vnfcResourceInfo'],
  ['instantiatedVnfInfo', 'scaleStatus'],
];

/**
 * Whether the GS says what has to be in the list at that time: what an operation did is held against the reads before and after
 * it. Elsewhere no rule forbids that a VNF has a VNFC more or less than some reads ago.
 */
function isCompared({ begin }: RecordedRun, step: string, [attribute, list]: readonly string[]): boolean {
  if (begin.procedure !== 'vnflcm.lifecycle') return false;
  if (attribute === 'resourceChanges') return /^(instantiate|scale\.(out|in)|terminate)\.op_occ$/.test(step);
  return list !== 'scaleStatus' && /^read\.(instantiated|scaled-(out|in)|healed)$/.test(step);
}

function ofPart(whole: unknown, path: readonly string[], isCompared: boolean, make: Make): readonly RecordMutant[] {
  const items = path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), whole);
  const first: unknown = Array.isArray(items) ? items[0] : undefined;
  if (!Array.isArray(items) || !isObject(first)) return [];
  const all = items as readonly unknown[];
  const rule = path.join('.');
  const doubled = make(`${rule} item doubled`, put(whole, path, [...all, first]));
  if (!isCompared) return [doubled];
  return [
    doubled,
    make(`${rule} item lost`, put(whole, path, all.slice(1))),
    make(`${rule} item added`, put(whole, path, [...all, { ...first, id: 'nobody', aspectId: 'nobody' }])),
  ];
}

function put(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  return isObject(whole) ? { ...whole, [name]: put(whole[name], rest, value) } : whole;
}
