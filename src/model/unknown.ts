import { discriminatorValues } from './json-schema.ts';
import type { Attribute, ReleaseModel, TypeRef } from './release-model.ts';

/** A place in a body that the release does not name: information, not a deviation. */
export interface UnknownAttribute {
  readonly pointer: string;
  /** Data type and path, as in SchemaIssue. */
  readonly attribute: string;
}

/** Attributes of the value (or of each item of a list) that its data type does not know. */
export function unknownAttributes(model: ReleaseModel, type: string, value: unknown): UnknownAttribute[] {
  const found: UnknownAttribute[] = [];
  const todo: { attributes: readonly Attribute[]; path: string; pointer: string; value: object }[] = [];
  const push = (ref: TypeRef, path: string, pointer: string, at: unknown): void => {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return;
    if (ref.kind === 'object') todo.push({ attributes: ref.attributes, path, pointer, value: at });
    if (ref.kind !== 'named') return;
    const structure = structureOf(model, ref.name, at);
    if (structure) todo.push({ attributes: structure.attributes, path: structure.name, pointer, value: at });
  };
  entries(value, Array.isArray(value)).forEach(([step, item]) => push({ kind: 'named', name: type }, type, step, item));
  for (let at = todo.pop(); at; at = todo.pop()) {
    const known = byName(at.attributes);
    for (const name of Object.keys(at.value)) {
      const attribute = known.get(name);
      const item: unknown = Reflect.get(at.value, name);
      // A scalar that is known: most of all there is.
      if (attribute !== undefined && (typeof item !== 'object' || item === null)) continue;
      const pointer = `${at.pointer}/${escaped(name)}`;
      const path = `${at.path}.${name}`;
      if (!attribute) found.push({ pointer, attribute: path });
      else
        for (const [step, one] of entries(item, attribute.collection !== 'one'))
          push(attribute.type, path, `${pointer}${step}`, one);
    }
  }
  return found;
}

const named = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

function byName(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  const known = named.get(attributes) ?? new Map([...attributes].reverse().map((one) => [one.name, one]));
  named.set(attributes, known);
  return known;
}

function entries(value: unknown, many: boolean): (readonly [step: string, value: unknown])[] {
  if (!many) return [['', value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, item]) => [`/${escaped(key)}`, item] as const);
}

function escaped(step: string): string {
  return step.replace(/~/g, '~0').replace(/\//g, '~1');
}

function structureOf(
  model: ReleaseModel,
  name: string,
  value: object,
): { readonly name: string; readonly attributes: readonly Attribute[] } | undefined {
  const type = model.types.get(name);
  if (type?.kind === 'object') return type;
  if (type?.kind !== 'union') return undefined;
  if (type.discriminator === undefined) {
    const members = type.members.flatMap((m) => structureOf(model, m, value)?.attributes ?? []);
    return { name, attributes: members };
  }
  const tag: unknown = Reflect.get(value, type.discriminator);
  const member = typeof tag === 'string' ? discriminatorValues(model, type).get(tag) : undefined;
  return member === undefined ? undefined : structureOf(model, member, value);
}
