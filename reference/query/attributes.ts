import type { Attribute, ReleaseModel, TypeRef } from '../../src/model/release-model.ts';

export interface Place {
  /** Nothing stands below it. */
  readonly leaf: boolean;
}

/** Where a path of attribute names leads in a data type; `undefined`: the type has no such attribute. */
export function placeOf(model: ReleaseModel, type: string, path: readonly string[]): Place | undefined {
  return inNamed(model, type, path);
}

/** Attributes of a data type; of a union those of all members. */
export function attributesOf(model: ReleaseModel, type: string): readonly Attribute[] {
  const found = model.types.get(type);
  if (found?.kind === 'object') return found.attributes;
  if (found?.kind === 'union') return found.members.flatMap((member) => attributesOf(model, member));
  return [];
}

function inNamed(model: ReleaseModel, name: string, path: readonly string[]): Place | undefined {
  const type = model.types.get(name);
  if (type?.kind === 'simple' && isOpen(type.schema)) return { leaf: path.length > 0 };
  if (type?.kind === 'object' || type?.kind === 'union') return inAttributes(model, attributesOf(model, name), path);
  return path.length === 0 ? { leaf: true } : undefined;
}

/** Any object, e.g. KeyValuePairs: its keys are not known. */
function isOpen(schema: { readonly type?: string }): boolean {
  return schema.type === undefined || schema.type === 'object';
}

function inAttributes(
  model: ReleaseModel,
  attributes: readonly Attribute[],
  path: readonly string[],
): Place | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return { leaf: false };
  const attribute = attributes.find((a) => a.name === first);
  if (!attribute) return undefined;
  if (attribute.collection !== 'map') return inType(model, attribute.type, rest);
  const [key, ...below] = rest;
  if (key === undefined) return { leaf: false };
  return key === '@key' ? (below.length === 0 ? { leaf: true } : undefined) : inType(model, attribute.type, below);
}

function inType(model: ReleaseModel, type: TypeRef, path: readonly string[]): Place | undefined {
  if (type.kind === 'named') return inNamed(model, type.name, path);
  if (type.kind === 'object') return inAttributes(model, type.attributes, path);
  return path.length === 0 ? { leaf: true } : undefined;
}
