import { stepsOf } from '../../../src/exchange/uri.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { answered, judgement, listed, ofHarness, oncePerTrace, textAt, without, type Entity } from './reading.ts';

/** An operation occurrence as an answer showed it; `single`: by itself, not in a list. */
export interface Sighting {
  readonly body: Entity;
  readonly exchange: Exchange;
  readonly single: boolean;
}

/** Every representation of an operation occurrence in the trace, lists included, by id in order. */
export const sightings = oncePerTrace((trace): ReadonlyMap<string, readonly Sighting[]> => {
  const all = new Map<string, Sighting[]>();
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

/** A read of an operation occurrence, among all reads of the same one. */
export interface Read extends Sighting {
  readonly id: string;
  readonly reads: readonly Sighting[];
  /** Its place among them. */
  readonly i: number;
}

/**
 * What is said of each read of an operation occurrence by itself.
 * @param look `undefined` where there is nothing to judge
 * @param what is missing where nothing could be judged
 */
export function judgeReads(
  trace: Trace,
  look: (read: Read) => readonly Observation[] | undefined,
  what = 'an operation occurrence',
): Judgement {
  const said = [...sightings(trace)].flatMap(([id, seen]) => {
    const reads = seen.filter((one) => one.single);
    return reads.flatMap((one, i) => {
      const found = look({ ...one, id, reads, i });
      return found === undefined ? [] : [found];
    });
  });
  return said.length === 0 ? without(what, trace) : judgement(said.length, said.flat());
}

/** Two tasks on the operation occurrence that exclude each other were accepted: that is judged there, not what comes of it. */
export function wasRushed(trace: Trace, id: string): boolean {
  return ofHarness(trace).some(
    ({ stimulus, request, response }) =>
      stimulus.kind === 'wrong-state' &&
      stimulus.step?.startsWith('rushed.') === true &&
      stepsOf(request.url).at(-2) === id &&
      (response?.status ?? 500) < 300,
  );
}
