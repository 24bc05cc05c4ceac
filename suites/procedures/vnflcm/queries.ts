import { resourcePath } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { FilterTerm } from '../../../src/exchange/stimulus.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';
import { isObject } from '../../../src/model/json.ts';
import { createBody, metadataAtCreation, taskBody, vnfdId } from '../bodies.ts';
import { snapshotInfo } from '../offered.ts';
import { nextPage, walk } from '../pages.ts';
import { ask, bodyOf, complete, create, follow, text, type Instance } from '../steps.ts';
import {
  brokenFilters,
  emptyValues,
  remarkable,
  distinctLeaves,
  filterQuery,
  isDateTime,
  isUuid,
  type Leaf,
  termsFor,
} from './filter-terms.ts';
import { subscribe } from './lifecycle.ts';
import { collectionsOf, ITEM_TYPES, type Collection } from './collections.ts';
import { selectors } from './selectors.ts';

/** How many attributes of an item are asked for. A VNF snapshot holds a copy of a VnfInstance, whose attributes are asked for there. */
const MOST_PATHS: Readonly<Record<Collection, number>> = {
  vnf_lcm_op_occs: 60,
  vnf_instances: 60,
  subscriptions: 60,
  vnf_snapshots: 25,
};
/** A shared deployment may hold thousands of items: a walk that is given up proves nothing about what is missing. */
const MOST_PAGES = 12;

async function run(driver: Driver): Promise<void> {
  const mine = await provision(driver);
  for (const collection of collectionsOf(driver)) {
    if (collection === 'subscriptions') mine.add(await withoutFilter(driver));
    const before = await full(driver, collection, 'before');
    const own = await ownItems(driver, collection, before, mine);
    const items = own.length > 0 ? own : before;
    // Selectors first: they are answered with whole lists, which other procedures make longer all the time.
    if (collection !== 'subscriptions') await selectors(driver, collection, items);
    await filters(driver, collection, items);
    await full(driver, collection, 'after');
  }
}

/** What the run made, each read alone as well; pages of a list may have lost some of it. */
async function ownItems(
  driver: Driver,
  collection: Collection,
  items: readonly Readonly<Record<string, unknown>>[],
  mine: ReadonlySet<string>,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const of = (item: Readonly<Record<string, unknown>>): string =>
    resourcePath('vnf_instances', String(item['vnfInstanceId']));
  const own = new Map(
    items
      .map((item) => [resourcePath(collection, String(item['id'])), item] as const)
      .filter(([path, item]) => mine.has(path) || mine.has(of(item))),
  );
  for (const path of new Set([...own.keys(), ...[...mine].filter((one) => one.startsWith(`/${collection}/`))])) {
    const seen = await driver.send({ method: 'GET', path }, { kind: 'observe', step: `single.${collection}` });
    if (seen.response?.status === 200 && !own.has(path)) own.set(path, bodyOf(seen));
  }
  return [...own.values()];
}

/** Two instances, one of them instantiated, names that need quoting, and a subscription; paths of what was made, as things of two kinds may have the same id. */
async function provision(driver: Driver): Promise<Set<string>> {
  const sink = await driver.sink();
  const subscription = await subscribe(
    driver,
    sink,
    {
      vnfInstanceSubscriptionFilter: { vnfdIds: [vnfdId(driver)] },
      // Two, so that a filter has a list to look through.
      notificationTypes: ['VnfIdentifierCreationNotification', 'VnfIdentifierDeletionNotification'],
    },
    'subscribe',
  );
  // The same name with values of two natures: free-form structures may hold anything.
  const plainBody = { ...createBody(driver), ...metadataAtCreation(driver, { tstNumber: 'many' }) };
  const plain = await create(driver, 'create', plainBody);
  // Names that have to be quoted in a filter; when the SUT refuses them, everything else is asked all the same.
  const oddBody = {
    ...createBody(driver),
    vnfInstanceName: `tst it's (one), two ${crypto.randomUUID().slice(0, 8)}`,
    vnfInstanceDescription: "'in quotes'",
    ...metadataAtCreation(driver, { tstNumber: 5, tstFlag: false, tstList: [1, 2] }),
  };
  const odd = await driver.send(
    { method: 'POST', path: '/vnf_instances', json: oddBody },
    { kind: 'legal', task: 'create', step: 'create.odd' },
  );
  const { path } = await complete(driver, plain, 'instantiate');
  const snapshots = await snapshotsOf(driver, plain);
  const oddId = text(bodyOf(odd)['id']);
  return new Set([
    plain.path,
    path,
    ...snapshots,
    ...(oddId === undefined ? [] : [resourcePath('vnf_instances', oddId)]),
    ...(subscription === undefined ? [] : [subscription]),
  ]);
}

/** Two VNF snapshots, one of them of the instance and one that is empty; none where they are not offered. */
async function snapshotsOf(driver: Driver, instance: Instance): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let i = 0; i < 2; i++) {
    const id = await snapshotInfo(driver, 'create.snapshot');
    if (id !== undefined) ids.push(id);
  }
  const [first] = ids;
  if (first !== undefined && driver.claims('vnflcm.create_snapshot') !== false) {
    const body = { ...taskBody(driver, 'create_snapshot', instance.id), vnfSnapshotInfoId: first };
    const stimulus = { kind: 'legal', task: 'create_snapshot', step: 'create_snapshot' } as const;
    const asked = await ask(driver, instance, 'create_snapshot', stimulus, body);
    if (asked.response?.status === 202) await follow(driver, instance, asked, 'create_snapshot');
  }
  return ids.map((id) => resourcePath('vnf_snapshots', id));
}

/** A subscription without the optional filter, in which a path of attributes then leads nowhere, and with a query in its URI. */
async function withoutFilter(driver: Driver): Promise<string> {
  const sink = await driver.sink();
  const asking = { ...sink, uri: `${sink.uri}?a=1&b=2` };
  return (await subscribe(driver, asking, undefined, 'subscribe.without-filter')) ?? '';
}

/** The whole list with all attributes, as the yardstick of every query; pages are walked to the end. */
async function full(
  driver: Driver,
  collection: Collection,
  when: 'before' | 'after',
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const step = `full.${collection}.${when}`;
  const whole = collection === 'subscriptions' ? [] : await walk(driver, `/${collection}`, step, 'all_fields');
  return whole.length > 0 ? whole : walk(driver, `/${collection}`, step);
}

async function filters(driver: Driver, collection: Collection, items: readonly unknown[]): Promise<void> {
  // What the model does not name is no business of a filter's: free-form parts are asked by their own attribute at most.
  const leaves = distinctLeaves(items, 400)
    .filter((leaf) => attributeAt(driver.model, ITEM_TYPES[collection], leaf.path) !== undefined)
    .slice(0, MOST_PATHS[collection]);
  for (const term of thinnedTerms(driver, collection, leaves)) await filter(driver, collection, [term]);
  const plain = leaves.filter(({ path }) => {
    const target = attributeAt(driver.model, ITEM_TYPES[collection], path);
    return target?.scalar === 'string' && !target.throughArray;
  });
  const [first, second] = plain;
  if (first !== undefined && second !== undefined) {
    const eq = (leaf: typeof first): FilterTerm => ({ op: 'eq', path: leaf.path, values: [String(leaf.value)] });
    await filter(driver, collection, [eq(first), eq(second)]);
    await filter(driver, collection, [eq(first), { op: 'neq', path: second.path, values: [String(second.value)] }]);
  }
  for (const { path, value } of remarkable(items))
    if (attributeAt(driver.model, ITEM_TYPES[collection], path) !== undefined)
      await filter(driver, collection, [{ op: 'eq', path, values: [String(value)] }]);
  for (const foreign of enumTerms(driver, collection)) await filter(driver, collection, [foreign]);
  const link = selfLink(items[0]);
  if (link !== undefined)
    await filter(driver, collection, [{ op: 'eq', path: ['_links', 'self', 'href'], values: [link] }]);
  if (!driver.model.sol013) {
    await raw(driver, collection, 'noSuchAttribute.eq=x', 'attribute');
    return;
  }
  const [name, value] = ownText(plain);
  for (const broken of brokenFilters(name, value))
    await raw(driver, collection, `filter=${encodeURIComponent(broken)}`, 'syntax');
  for (const open of emptyValues(name, value))
    await raw(driver, collection, `filter=${encodeURIComponent(open)}`, 'empty-value');
  await raw(driver, collection, `filter=${encodeURIComponent('(eq,noSuchAttribute,x)')}`, 'attribute');
  await raw(driver, collection, 'filter=%ff', 'encoding');
  for (const leaf of leaves.filter(({ value }) => typeof value !== 'string' || isDateTime(value)))
    await raw(driver, collection, `filter=${encodeURIComponent(`(cont,${leaf.path.join('/')},1)`)}`, 'operator');
}

/** Leaves of a kind that are asked for with every operator. */
const WHOLLY = 2;

/**
 * Every operator for some attributes of each kind, and for the others equality and one more operator by turns: what an operator
 * gets wrong it gets wrong for a kind, and what is wrong with one attribute shows when it is compared at all.
 */
function thinnedTerms(driver: Driver, collection: Collection, leaves: readonly Leaf[]): readonly FilterTerm[] {
  const known = new Map<string, number>();
  return leaves.flatMap((leaf) => {
    const target = attributeAt(driver.model, ITEM_TYPES[collection], leaf.path);
    const terms = termsFor(leaf, target?.values ?? []);
    // Identifiers and free text are two kinds: the case of letters is tried with text alone.
    const nature = isUuid(leaf.value) ? 'identifier' : typeof leaf.value;
    const kind = `${target?.scalar ?? ''} ${nature} ${target?.throughArray === true} ${leaf.path.length > 1}`;
    const before = known.get(kind) ?? 0;
    known.set(kind, before + 1);
    if (before < WHOLLY) return terms;
    const [first, ...more] = terms;
    const turn = more[before % Math.max(1, more.length)];
    return [first, turn].filter((term) => term !== undefined);
  });
}

/** An attribute that holds free text and a value of it, rather than an identifier that a SUT may refuse for its form. */
function ownText(leaves: readonly Leaf[]): readonly [name: string, value: string] {
  const words = /^[\w. -]+$/;
  const free = leaves.find(({ path, value }) => path[0] !== 'id' && !isUuid(value) && words.test(String(value)));
  return free === undefined ? ['id', 'x'] : [free.path.join('/'), String(free.value)];
}

function selfLink(item: unknown): string | undefined {
  const links = isObject(item) ? item['_links'] : undefined;
  const self = isObject(links) ? links['self'] : undefined;
  return isObject(self) ? text(self['href']) : undefined;
}

/** Attributes of an enumeration with each value that is legal, and with one that is none: no item need have them. */
function enumTerms(driver: Driver, collection: Collection): readonly FilterTerm[] {
  const type = driver.model.types.get(ITEM_TYPES[collection]);
  if (type?.kind !== 'object') return [];
  return type.attributes.flatMap(({ name }): FilterTerm[] => {
    const target = attributeAt(driver.model, ITEM_TYPES[collection], [name]);
    return target === undefined || target.throughArray
      ? []
      : [...target.values, ...(target.values.length > 0 ? ['NO_SUCH_VALUE'] : [])].map((value) => ({
          op: 'eq',
          path: [name],
          values: [value],
        }));
  });
}

async function filter(driver: Driver, collection: Collection, terms: readonly FilterTerm[]): Promise<void> {
  const query = filterQuery(driver, terms);
  const stimulus = {
    kind: 'filter',
    expression: decodeURIComponent(query),
    terms,
    valid: true,
    step: collection,
  } as const;
  const first = await driver.send({ method: 'GET', path: `/${collection}`, query }, stimulus);
  let next = nextPage(first);
  for (let pages = 1; next !== undefined && pages < MOST_PAGES; pages++) {
    const page: Exchange = await driver.send({ method: 'GET', path: next.path }, { ...stimulus, pageOf: first.id });
    next = nextPage(page);
  }
}

async function raw(
  driver: Driver,
  collection: Collection,
  query: string,
  fault: 'syntax' | 'attribute' | 'operator' | 'encoding' | 'empty-value',
): Promise<void> {
  await driver.send(
    { method: 'GET', path: `/${collection}`, query },
    { kind: 'filter', expression: query, terms: null, valid: false, fault, step: collection },
  );
}

/** Every filter and attribute selector that the lists give rise to. */
export const queries: Procedure = {
  name: 'vnflcm.queries',
  api: 'vnflcm',
  purpose: 'filters and attribute selectors on every collection, compared with the full list',
  // SOL013 5.2 took the place of SOL003 2.4.1 4.3.2.
  formChangesIn: ['2.6.1'],
  run,
};
