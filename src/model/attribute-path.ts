import type { Attribute, ReleaseModel, TypeRef } from './release-model.ts';

/** What a path of attribute names leads to, as filters and selectors name it (SOL013 5.2.2: through arrays, list indices left out). */
export interface PathTarget {
  readonly throughArray: boolean;
  /** Scalar kind: string, enum, date-time, boolean, integer, number; `structure` for objects; `any` where the GS opens the type. */
  readonly scalar: string;
  /** Values of an enumeration. */
  readonly values: readonly string[];
  /** Attribute of the last step that the model knows. */
  readonly attribute: Attribute;
}

/** Follows a path from a data type; `undefined` where the release has no such attribute. Below free-form structures everything is `any`. */
export function attributeAt(model: ReleaseModel, type: string, path: readonly string[]): PathTarget | undefined {
  let ref: TypeRef = { kind: 'named', name: type };
  let throughArray = false;
  let last: Attribute | undefined;
  for (const name of path) {
    const attributes = attributesOf(model, ref);
    if (attributes === undefined)
      return last === undefined || scalarOf(model, ref) !== 'any'
        ? undefined
        : { throughArray, scalar: 'any', values: [], attribute: last };
    const attribute: Attribute | undefined = attributes.find((one) => one.name === name);
    if (attribute === undefined) return undefined;
    last = attribute;
    if (attribute.collection === 'array') throughArray = true;
    // The keys of a map are whatever the SUT chose; what they lead to is not named by the model's own words any more.
    if (attribute.collection === 'map') return { throughArray, scalar: 'any', values: [], attribute };
    ref = attribute.type;
  }
  return last === undefined
    ? undefined
    : { throughArray, scalar: scalarOf(model, ref), values: valuesOf(model, ref), attribute: last };
}

/** Whether an attribute selector may name it: a complex attribute that may be absent; others may be refused (SOL013 5.3.2). */
export function isSelectable(model: ReleaseModel, type: string, path: readonly string[]): boolean {
  const target = attributeAt(model, type, path);
  // _links are mandatory by the tables of the GS.
  if (target === undefined || path[0] === '_links' || target.attribute.min > 0) return false;
  return target.attribute.collection !== 'one' || target.scalar === 'structure' || target.scalar === 'any';
}

/** Whether the data type of the release has the attribute. */
export function hasAttribute(model: ReleaseModel, type: string, name: string): boolean {
  return attributeAt(model, type, [name]) !== undefined;
}

function attributesOf(model: ReleaseModel, ref: TypeRef): readonly Attribute[] | undefined {
  if (ref.kind === 'object') return ref.attributes;
  const named = ref.kind === 'named' ? model.types.get(ref.name) : undefined;
  return named?.kind === 'object' ? named.attributes : undefined;
}

function scalarOf(model: ReleaseModel, ref: TypeRef): string {
  if (ref.kind === 'enum') return 'enum';
  const named = ref.kind === 'named' ? model.types.get(ref.name) : undefined;
  if (named?.kind === 'enum') return 'enum';
  if (named?.kind !== 'simple') return 'structure';
  if (named.schema.format === 'date-time') return 'date-time';
  return named.schema.type === undefined || named.schema.type === 'object' ? 'any' : named.schema.type;
}

function valuesOf(model: ReleaseModel, ref: TypeRef): readonly string[] {
  if (ref.kind === 'enum') return ref.values;
  const named = ref.kind === 'named' ? model.types.get(ref.name) : undefined;
  return named?.kind === 'enum' ? named.values : [];
}
