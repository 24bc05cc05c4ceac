import type { Exchange } from '../../../src/exchange/exchange.ts';
import { leadsTo } from '../../../src/exchange/uri.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { answered, listed, oncePerTrace, steps, textAt, type Entity } from './reading.ts';

/**
 * Items of this run that both full lists show alike in everything a filter may look at. Those of others prove nothing: what
 * is the same before and after may have been another meanwhile. One that a list leaves out, because pages lose it, is taken
 * from the other list, or as it was read alone.
 */
export const stableItems = oncePerTrace((trace, collection: string): readonly Entity[] | undefined => {
  const before = wholeList(steps(trace, `full.${collection}.before`));
  const after = wholeList(steps(trace, `full.${collection}.after`));
  if (before === undefined || after === undefined) return undefined;
  const own = made(trace, collection);
  const instances = made(trace, 'vnf_instances');
  const byId = (items: readonly Entity[]): ReadonlyMap<string, Entity> =>
    new Map(
      items.flatMap((item) => {
        const id = textAt(item, 'id');
        const mine = own.has(id) || instances.has(textAt(item, 'vnfInstanceId'));
        return mine && id !== undefined ? [[id, item] as const] : [];
      }),
    );
  const earlier = byId(before);
  const later = byId(after);
  const alone = byId(
    steps(trace, `single.${collection}`).flatMap((one): readonly Entity[] => {
      const body = one.response?.status === 200 ? answered(one) : undefined;
      return body === undefined ? [] : [body];
    }),
  );
  return [...new Set([...earlier.keys(), ...later.keys(), ...alone.keys()])].flatMap((id): readonly Entity[] => {
    const [was, is] = [earlier.get(id), later.get(id)];
    if (was !== undefined && is !== undefined) return JSON.stringify(was) === JSON.stringify(is) ? [was] : [];
    const one = was ?? is ?? alone.get(id);
    return one === undefined ? [] : [one];
  });
});

/** Ids of what the run created in a collection: something of another kind may have the same. */
function made(trace: Trace, collection: string): ReadonlySet<string | undefined> {
  const creations = trace.exchanges.filter(
    ({ direction, request, response }) =>
      direction === 'outbound' &&
      request.method === 'POST' &&
      response?.status === 201 &&
      leadsTo(request.url, collection),
  );
  return new Set(creations.flatMap((exchange) => textAt(answered(exchange), 'id') ?? []));
}

/** Items of all pages; `undefined` where there is no list. */
export function wholeList(pages: readonly Exchange[]): readonly Entity[] | undefined {
  const lists = pages.filter((page) => page.response?.status === 200).map(listed);
  return lists.length === 0 || lists.some((list) => list === undefined)
    ? undefined
    : lists.flatMap((list) => list ?? []);
}
