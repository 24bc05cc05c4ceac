import type { Driver } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { attributeAt, isSelectable } from '../../../src/model/attribute-path.ts';
import { ITEM_TYPES, type Collection } from './collections.ts';
import { distinctLeaves } from './filter-terms.ts';

/** How many paths within structures are asked for. */
const MOST_NESTED = 12;
/** How many attributes are left out at once: each such answer is nearly the whole list. */
const AT_ONCE = 4;

const WRONG = [
  'fields=noSuchAttribute',
  'exclude_fields=noSuchAttribute',
  'fields=',
  'fields=id,',
  'exclude_fields=id/below',
  'all_fields&exclude_fields=metadata',
  'fields=id&exclude_fields=metadata',
];

/** Asks a collection with every attribute selector, for what its data type and its items have. */
export async function selectors(
  driver: Driver,
  collection: Collection,
  items: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const ask = (query: string, valid = true): Promise<Exchange> =>
    driver.send({ method: 'GET', path: `/${collection}`, query }, { kind: 'selector', query, valid, step: collection });
  const names = namesOf(driver, collection);
  const nested = nestedIn(driver, collection, items);
  const some = nested.slice(0, MOST_NESTED);
  await ask('all_fields');
  await driver.send({ method: 'GET', path: `/${collection}` }, { kind: 'observe', step: `default.${collection}` });
  await ask('exclude_default');
  for (const path of [...names, ...some]) await ask(`fields=${path}`);
  for (const alike of [...alikeIn(driver, collection, names), some]) await exclude(ask, alike);
  // A structure and a part of it: together the whole structure.
  for (const path of nested.slice(0, 2)) await ask(`fields=${path.split('/')[0] ?? ''},${path}`);
  await ask(`fields=${names.slice(0, 3).join(',')}`);
  await ask('fields=_links');
  await ask('exclude_fields=_links');
  for (const wrong of WRONG) await ask(wrong, false);
}

/** The first of the paths alone, the others together; each of them alone where the SUT does not answer to several. */
async function exclude(ask: (query: string) => Promise<Exchange>, paths: readonly string[]): Promise<void> {
  const [first, ...others] = paths;
  if (first !== undefined) await ask(`exclude_fields=${first}`);
  for (const together of portions(others, AT_ONCE)) {
    const answer = await ask(`exclude_fields=${together.join(',')}`);
    if (answer.response?.status === 200 || together.length === 1) continue;
    for (const path of together) await ask(`exclude_fields=${path}`);
  }
}

function namesOf({ model }: Driver, collection: Collection): readonly string[] {
  const type = model.types.get(ITEM_TYPES[collection]);
  return type?.kind === 'object' ? type.attributes.map(({ name }) => name).filter((name) => name !== '_links') : [];
}

/** Paths into structures of the items. */
function nestedIn({ model }: Driver, collection: Collection, items: readonly unknown[]): readonly string[] {
  const paths = distinctLeaves(items, 400)
    .map((leaf) => leaf.path)
    // Within free-form structures nobody knows what a path leads through.
    .filter((path) => (attributeAt(model, ITEM_TYPES[collection], path)?.scalar ?? 'any') !== 'any')
    .filter((path) => path.length === 2 || path.length === 3);
  return [...new Set(paths.map((path) => path.join('/')))];
}

/** The mandatory ones, those that a selector may be refused for, and the others: an answer to several says what it would to each. */
function alikeIn({ model }: Driver, collection: Collection, names: readonly string[]): readonly (readonly string[])[] {
  const type = ITEM_TYPES[collection];
  const isMandatory = (name: string): boolean => (attributeAt(model, type, [name])?.attribute.min ?? 0) > 0;
  const optional = names.filter((name) => !isMandatory(name));
  return [
    names.filter(isMandatory),
    optional.filter((name) => isSelectable(model, type, [name])),
    optional.filter((name) => !isSelectable(model, type, [name])),
  ];
}

function portions(items: readonly string[], size: number): readonly (readonly string[])[] {
  return items.length === 0 ? [] : [items.slice(0, size), ...portions(items.slice(size), size)];
}
