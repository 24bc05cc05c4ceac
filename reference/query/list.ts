import { faulty } from '../faults/seeded.ts';
import type { Handler, Reply } from '../http/message.ts';
import type { JsonObject } from '../json.ts';
import { omit } from '../omit.ts';
import { takes } from '../manners/taken.ts';
import { Problem } from '../problem.ts';
import { type World, hasSol013 } from '../world.ts';
import { placeOf } from './attributes.ts';
import { parse241 } from './filter-241.ts';
import { parseSol013 } from './filter-sol013.ts';
import { matches } from './match.ts';
import { type Walk, Walks } from './paging.ts';
import { type Parameter, decoded, parametersOf } from './parameters.ts';
import { SELECTORS, selectorOf } from './selectors.ts';
import type { Term } from './term.ts';

export interface Listed {
  /** In order of creation. */
  ids(): readonly string[];
  /** Whole representation; `undefined`: it is gone. */
  view(id: string): JsonObject | undefined;
}

/** Fault: what once had an instance with an odd name. */
export const stumbling = new WeakSet<World['store']>();

const MARKER = 'nextpage_opaque_marker';

/** GET of a list: attribute-based filter, attribute selectors, paging, as far as the operation has them. */
export function listReply(
  world: World,
  type: string,
  path: string,
  leftOut: readonly string[],
  listed: Listed,
): Handler {
  const walks = new Walks();
  const furtherSelect = (select: Walk['select']): Walk['select'] => {
    if (faulty('pages-forget-the-selector')) return (value) => value;
    return faulty('pages-forget-the-fields') ? selectorOf(world.model, type, leftOut, []) : select;
  };
  const page = ({ ids, select }: Walk, paged: boolean): Reply => {
    const size = paged ? world.pageSize : ids.length;
    const here = faulty('page-overlaps') && ids.length > size ? ids.slice(0, size + 1) : ids.slice(0, size);
    const items = here.flatMap((id) => {
      const value = listed.view(id);
      return value ? [select(value)] : [];
    });
    const isLast = ids.length < size || (ids.length === size && !takes('empty-last-page')) || ids.length === 0;
    if (isLast || (faulty('last-page-lost') && ids.length <= 2 * size)) return { status: 200, json: items };
    const rest = ids.slice(faulty('item-lost-between-pages') ? size + 1 : size);
    const further = faulty('pages-forget-the-filter') ? [...listed.ids()].slice(size) : rest;
    const marker = faulty('next-page-dangling')
      ? 'gone'
      : walks.remember({ ids: further, select: furtherSelect(select) });
    const relation = faulty('next-link-without-relation') ? 'following' : 'next';
    const next = `<${takes('next-link-relative') ? '' : `${world.uris.api}/${path}`}?${MARKER}=${marker}>`;
    return { status: 200, headers: { Link: linkTo(next, relation) }, json: items };
  };
  return ({ operation, query }) => {
    if (stumbling.has(world.store) && /op_occs|subscriptions/.test(path))
      throw new Error("'NoneType' object has no attribute 'lower'");
    const parameters = parametersOf(query);
    const known = new Set<string>(operation.query);
    const filters = filterParameters(world, parameters, known);
    refuseRepeated(parameters.filter((p) => !filters.includes(p)));
    const marker = parameters.find((p) => p.name === MARKER);
    if (marker) return page(walks.find(decoded(marker.raw ?? '')), true);
    const select = asText(type, parameters, selectorOf(world.model, type, leftOut, parameters));
    const terms = faulty('filter-ignored') ? [] : termsOf(world, type, filters);
    const ids = inOrder(listed.ids()).filter((id) => terms.length === 0 || matches(listed.view(id), terms));
    return page({ ids, select }, known.has(MARKER));
  };
}

/** Faults: VNF snapshots are texts, or missing, where a selector is used. */
function asText(type: string, parameters: readonly Parameter[], select: Walk['select']): Walk['select'] {
  const asked = (name: string): boolean => parameters.some((one) => one.name === name);
  const isText =
    (faulty('snapshots-as-text-in-exclude-fields') && asked('exclude_fields')) ||
    (faulty('snapshots-as-text-in-exclude-default') && asked('exclude_default'));
  if (type === 'VnfSnapshotInfo' && faulty('all-fields-without-snapshots') && asked('all_fields'))
    return (value) => omit(select(value), 'vnfSnapshot');
  if (!isText || type !== 'VnfSnapshotInfo') return select;
  return (value) => {
    const { vnfSnapshot, ...rest } = select(value);
    return vnfSnapshot === undefined ? rest : { ...rest, vnfSnapshot: JSON.stringify(vnfSnapshot) };
  };
}

function linkTo(next: string, relation: string): string | readonly string[] {
  if (takes('links-in-their-own-fields'))
    return ['</start>; rel=first', `${next}; title="a; b, c"; rel = "prefetch ${relation.toUpperCase()}"`];
  if (takes('links-beside-next'))
    return `</start>; rel="first up"; title="a, b; rel=next", ${next};title="rest" ; REL=${relation}, </help>; rel=help`;
  return `${next}; rel="${relation}"`;
}

function inOrder(ids: readonly string[]): readonly string[] {
  if (!takes('lists-in-any-order')) return ids;
  const places = new Map(ids.map((id) => [id, Math.random()]));
  return [...ids].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** @throws Problem 400 for a parameter that the operation does not have */
function filterParameters(
  world: World,
  parameters: readonly Parameter[],
  known: ReadonlySet<string>,
): readonly Parameter[] {
  const unknown = parameters.filter((p) => !known.has(p.name));
  if (!hasSol013(world.api)) {
    const reserved = unknown.find((p) => [...SELECTORS, MARKER].includes(p.name));
    if (reserved) throw new Problem(400, `${reserved.name} is not supported here`);
    return unknown;
  }
  const first = unknown[0];
  if (first) throw new Problem(400, `there is no query parameter ${first.name}`);
  return parameters.filter((p) => p.name === 'filter');
}

function refuseRepeated(parameters: readonly Parameter[]): void {
  const twice = parameters.find((p, index) => parameters.findIndex((q) => q.name === p.name) !== index);
  if (twice) throw new Problem(400, `${twice.name} is given more than once`);
}

function ordersBy({ operator }: Term): boolean {
  return ['gt', 'gte', 'lt', 'lte'].includes(operator);
}

function termsOf(world: World, type: string, filters: readonly Parameter[]): readonly Term[] {
  if (hasSol013(world.api) && filters.length > 1) throw new Problem(400, 'filter is given more than once');
  const terms = hasSol013(world.api)
    ? filters.flatMap((p) => parseSol013(decoded(p.raw ?? '')))
    : filters.map((p) => parse241(p));
  if (faulty('order-of-metadata-is-500') && terms.some((one) => one.path[0] === 'metadata' && ordersBy(one)))
    throw new Error('operator does not exist: jsonb < text');
  for (const { path } of terms)
    if (!faulty('filter-on-unknown-attribute-taken') && placeOf(world.model, type, path)?.leaf !== true)
      throw new Problem(400, `filter: ${path.join('/')} is no attribute that can be compared`);
  return terms;
}
