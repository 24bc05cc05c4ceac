import { faulty } from '../faults/seeded.ts';
import type { Attribute, ReleaseModel } from '../../src/model/release-model.ts';
import { type JsonObject, isObject } from '../json.ts';
import { Problem } from '../problem.ts';
import { attributesOf, placeOf } from './attributes.ts';
import { type Parameter, decoded } from './parameters.ts';

export const SELECTORS = ['all_fields', 'fields', 'exclude_fields', 'exclude_default'] as const;

/** Turns the whole representation of a resource into the part that was asked for. */
export type Selector = (value: JsonObject) => JsonObject;

/** Combinations that are defined (SOL013 5.3.2); all others are bad requests. */
const DEFINED: readonly string[] = [
  '',
  'all_fields',
  'fields',
  'exclude_fields',
  'exclude_default',
  'exclude_default fields',
];

/**
 * Attribute selectors of a request (SOL013 5.3.2, in 2.4.1 SOL003 4.3.3).
 * @param leftOut attributes (paths) that are left out by default
 * @throws Problem 400
 */
export function selectorOf(
  model: ReleaseModel,
  type: string,
  leftOut: readonly string[],
  parameters: readonly Parameter[],
): Selector {
  const given = parameters.filter((p) => SELECTORS.some((name) => name === p.name));
  const names = given.map((p) => p.name).sort();
  if (!DEFINED.includes(names.join(' ')) && !faulty('selectors-that-exclude-each-other-taken'))
    throw new Problem(400, `attribute selectors do not go together: ${names.join(', ')}`);
  const list = (name: string): readonly Path[] => {
    const parameter = given.find((p) => p.name === name);
    return parameter ? pathsOf(model, type, parameter) : [];
  };
  const defaults = leftOut.map((path) => path.split('/'));
  const attributes = attributesOf(model, type);
  if (names.includes('all_fields') && !faulty('all-fields-ignored')) return (value) => value;
  if (names.includes('exclude_fields') && !faulty('exclude-fields-ignored')) {
    const excluded = list('exclude_fields');
    return (value) => without(model, attributes, value, excluded);
  }
  const wanted = faulty('fields-ignored') ? [] : list('fields');
  if (names.includes('fields') && !names.includes('exclude_default'))
    return (value) => only(model, attributes, value, wanted);
  if (faulty('defaults-not-left-out')) return (value) => value;
  if (faulty('exclude-default-ignored') && names.includes('exclude_default')) return (value) => value;
  const excluded = defaults.filter((path) => !wanted.some((w) => overlaps(w, path)));
  return (value) => without(model, attributes, value, excluded);
}

type Path = readonly string[];

function pathsOf(model: ReleaseModel, type: string, { name, raw }: Parameter): readonly Path[] {
  const paths = decoded(raw ?? '')
    .split(',')
    .map((path) => path.split('/'));
  for (const path of paths)
    if (
      !faulty('selector-of-unknown-attribute-taken') &&
      (path.some((part) => part === '') || !placeOf(model, type, path))
    )
      throw new Problem(400, `${name}: there is no attribute ${path.join('/')}`);
  return paths;
}

function overlaps(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).join('/') === b.slice(0, length).join('/');
}

/** Simple attributes, mandatory ones and links stay in any case; of the others those that are named. */
function only(
  model: ReleaseModel,
  attributes: readonly Attribute[],
  value: JsonObject,
  wanted: readonly Path[],
): JsonObject {
  const entries = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const attribute = attributes.find((a) => a.name === name);
    const below = wanted.filter((path) => path[0] === name).map((path) => path.slice(1));
    const whole = below.some((path) => path.length === 0) && !partInstead(below);
    if (whole && isObject(item) && faulty('selected-structure-as-text')) return [[name, JSON.stringify(item)]];
    if (!attribute || whole) return [[name, item]];
    if (below.length > 0)
      return [[name, within(model, attribute, item, named(below), (a, v, paths) => part(model, a, v, paths))]];
    return stays(model, attribute) ? [[name, item]] : [];
  });
  return Object.fromEntries(entries);
}

/** What stays of a structure of which parts are named. */
function part(model: ReleaseModel, attributes: readonly Attribute[], value: JsonObject, wanted: readonly Path[]) {
  const shown = only(model, attributes, value, wanted);
  if (!faulty('fields-drop-mandatory-parts')) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([name]) => wanted.some((path) => path[0] === name)));
}

const named = (below: readonly Path[]): readonly Path[] => below.filter((path) => path.length > 0);

function partInstead(below: readonly Path[]): boolean {
  return named(below).length > 0 && faulty('fields-part-for-whole');
}

/** Everything but what is named; mandatory attributes stay. */
function without(
  model: ReleaseModel,
  attributes: readonly Attribute[],
  value: JsonObject,
  excluded: readonly Path[],
): JsonObject {
  const entries = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const attribute = attributes.find((a) => a.name === name);
    const below = excluded.filter((path) => path[0] === name).map((path) => path.slice(1));
    if (below.length === 0 || !attribute) return [[name, item]];
    if (below.some((path) => path.length === 0))
      return mandatory(attribute) && !faulty('exclude-fields-drops-mandatory-attributes') ? [[name, item]] : [];
    return [[name, within(model, attribute, item, below, (a, v, paths) => without(model, a, v, paths))]];
  });
  return Object.fromEntries(entries);
}

function stays(model: ReleaseModel, attribute: Attribute): boolean {
  if (faulty('fields-drop-mandatory-attributes')) return attribute.name === 'id';
  return mandatory(attribute) || !isComplex(model, attribute) || faulty('fields-add-more');
}

function mandatory(attribute: Attribute): boolean {
  return attribute.min > 0 || attribute.name === '_links';
}

/** Lists and structures; selectors are about these (SOL013 5.3.1). */
function isComplex(model: ReleaseModel, { collection, type }: Attribute): boolean {
  if (collection !== 'one' || type.kind === 'object') return true;
  const named = type.kind === 'named' ? model.types.get(type.name) : undefined;
  if (named?.kind === 'simple') return named.schema.type === undefined || named.schema.type === 'object';
  return named?.kind === 'object' || named?.kind === 'union';
}

/** Applies a selection to the structure below an attribute, item by item of a list or map. */
function within(
  model: ReleaseModel,
  attribute: Attribute,
  value: unknown,
  paths: readonly Path[],
  select: (attributes: readonly Attribute[], value: JsonObject, paths: readonly Path[]) => JsonObject,
): unknown {
  const { type } = attribute;
  const attributes =
    type.kind === 'object' ? type.attributes : type.kind === 'named' ? attributesOf(model, type.name) : [];
  const one = (item: unknown): unknown =>
    isObject(item) && attributes.length > 0 ? select(attributes, item, paths) : item;
  return Array.isArray(value) ? value.map(one) : attribute.collection === 'map' ? value : one(value);
}
