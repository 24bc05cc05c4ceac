import { discriminatorValues } from './json-schema.ts';
import type { Attribute, AnyModel, TypeRef } from './release-model.ts';
import { pointerOf, stepsOfPointer } from './pointer.ts';

/** A place in a body that the release does not name: information, not a deviation. */
export interface UnknownAttribute {
  readonly pointer: string;
  /** Data type and path, as in SchemaIssue. */
  readonly attribute: string;
}

/** Attributes of the value (or of each item of a list) that its data type does not know. */
export function unknownAttributes(model: AnyModel, type: string, value: unknown): UnknownAttribute[] {
  const search = new Search(model);
  const ref: TypeRef = { kind: 'named', name: type };
  if (Array.isArray(value)) search.items(ref, type, '', value);
  else search.item(ref, type, '', value);
  return search.found;
}

/** A value without the attributes that its data type does not know; the value itself where there are none. */
export function knownPart(model: AnyModel, type: string, value: unknown): unknown {
  const unknown = unknownAttributes(model, type, value);
  if (unknown.length === 0) return value;
  const part: unknown = structuredClone(value);
  for (const { pointer } of unknown) remove(part, pointer);
  return part;
}

function remove(value: unknown, pointer: string): void {
  const steps = stepsOfPointer(pointer);
  const last = steps.pop() ?? '';
  const holder = steps.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
  if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, last);
}

/** This goes through every payload there is: where it is, is put together only for what is found. */
class Search {
  readonly found: UnknownAttribute[] = [];
  readonly #model: AnyModel;
  readonly #steps: string[] = [];

  constructor(model: AnyModel) {
    this.#model = model;
  }

  /** @param name of the attribute in `path`; empty for the whole value */
  item(ref: TypeRef, path: string, name: string, value: unknown): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    if (ref.kind === 'object') this.#members(ref.attributes, `${path}.${name}`, value);
    if (ref.kind !== 'named') return;
    const structure = structureOf(this.#model, ref.name, value);
    if (structure) this.#members(structure.attributes, structure.name, value);
  }

  /** Of a list or a map. */
  items(ref: TypeRef, path: string, name: string, value: object): void {
    for (const key of Object.keys(value)) {
      this.#steps.push(key);
      this.item(ref, path, name, Reflect.get(value, key));
      this.#steps.pop();
    }
  }

  #members(attributes: readonly Attribute[], path: string, value: object): void {
    const known = byName(attributes);
    for (const name of Object.keys(value)) {
      const attribute = known.get(name);
      const item: unknown = Reflect.get(value, name);
      const isScalar = typeof item !== 'object' || item === null;
      // A scalar that is known: most of all there is.
      if (attribute !== undefined && isScalar) continue;
      this.#steps.push(name);
      if (attribute === undefined) this.found.push({ pointer: pointerOf(this.#steps), attribute: `${path}.${name}` });
      else if (attribute.collection === 'one') this.item(attribute.type, path, name, item);
      else if (!isScalar) this.items(attribute.type, path, name, item);
      this.#steps.pop();
    }
  }
}

const named = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

function byName(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  const known = named.get(attributes) ?? new Map([...attributes].reverse().map((one) => [one.name, one]));
  named.set(attributes, known);
  return known;
}

function structureOf(
  model: AnyModel,
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
