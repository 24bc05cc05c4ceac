import { FORMATS } from './formats.ts';
import type { Shape } from './import-schema.ts';
import type { Attribute, DataType, SimpleSchema, TypeRef } from './release-model.ts';

/** Turns shapes into data types; what has a name of its own keeps it, anything else is named by its place. */
export class ImportedTypes {
  readonly #types = new Map<string, DataType>();
  /** Reference -> name, so that two definitions of one name in different files stay apart. */
  readonly #names = new Map<string, string>();

  all(): ReadonlyMap<string, DataType> {
    return new Map([...this.#types].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  body(shape: Shape, place: string): { readonly type: string; readonly list: boolean } {
    if (shape.kind === 'array') return { type: this.#named(shape.items(), place), list: true };
    return { type: this.#named(shape, place), list: false };
  }

  #named(shape: Shape, place: string): string {
    const name = this.#nameOf(shape, place);
    if (this.#types.has(name)) return name;
    const clause = shape.clause ?? NO_CLAUSE;
    // held while its attributes are read: a type may contain itself
    this.#types.set(name, { kind: 'simple', name, clause, schema: {} });
    this.#types.set(name, this.#type(shape, name, clause));
    return name;
  }

  #nameOf(shape: Shape, place: string): string {
    if (shape.ref === undefined || shape.name === undefined) return place;
    const known = this.#names.get(shape.ref);
    if (known !== undefined) return known;
    const taken = new Set(this.#names.values());
    let name = shape.name;
    for (let n = 2; taken.has(name); n++) name = `${shape.name}_${n}`;
    this.#names.set(shape.ref, name);
    return name;
  }

  #type(shape: Shape, name: string, clause: string): DataType {
    switch (shape.kind) {
      case 'object':
        return { kind: 'object', name, clause, attributes: this.#attributes(shape, name) };
      case 'union': {
        const members = shape.members.map((m, i) => this.#named(m(), `${name}_${i + 1}`));
        const { discriminator } = shape;
        return { kind: 'union', name, clause, members, ...(discriminator === undefined ? {} : { discriminator }) };
      }
      case 'scalar':
        if (shape.values) return { kind: 'enum', name, clause, values: shape.values };
        return { kind: 'simple', name, clause, schema: simpleSchema(shape) };
      case 'map':
        return { kind: 'simple', name, clause, schema: { type: 'object' } };
      case 'array':
        return { kind: 'simple', name, clause, schema: { type: 'array' } };
      case 'any':
        return { kind: 'simple', name, clause, schema: {} };
    }
  }

  #attributes(shape: Extract<Shape, { kind: 'object' }>, place: string): Attribute[] {
    return [...shape.attributes].flatMap(([name, { required, shape: lazy }]): Attribute[] => {
      // required and described nowhere: nothing can be said of it, and a SUT cannot be blamed for the slip
      if (!lazy) return [];
      const value = lazy();
      const { nullable, presentIf, only } = value;
      const group = shape.groups.find((g) => g.names.includes(name));
      const size = sizeOf(value, required);
      return [
        {
          name,
          ...this.#collection(value, `${place}_${name}`),
          ...size,
          nullable,
          ...(presentIf ? { presentIf } : {}),
          ...(group ? { group: { kind: group.kind, name: group.name ?? group.names.join('-') } } : {}),
          ...(only === undefined ? {} : { only }),
        },
      ];
    });
  }

  #collection(shape: Shape, place: string): Pick<Attribute, 'type' | 'collection' | 'nullableEntries'> {
    if (shape.kind !== 'array' && shape.kind !== 'map') return { type: this.#ref(shape, place), collection: 'one' };
    const inner = shape.kind === 'array' ? shape.items() : shape.values();
    const nullableEntries = shape.kind === 'map' && inner.nullable ? { nullableEntries: true } : {};
    return { type: this.#ref(inner, place), collection: shape.kind, ...nullableEntries };
  }

  #ref(shape: Shape, place: string): TypeRef {
    if (shape.ref === undefined && shape.kind === 'object')
      return { kind: 'object', attributes: this.#attributes(shape, place) };
    if (shape.ref === undefined && shape.kind === 'scalar' && shape.values)
      return { kind: 'enum', values: shape.values };
    return { kind: 'named', name: this.#named(shape, place) };
  }
}

function sizeOf(shape: Shape, required: boolean): Pick<Attribute, 'min' | 'max' | 'nonEmpty'> {
  if (shape.kind !== 'array' && shape.kind !== 'map') return { min: required ? 1 : 0, max: 1 };
  const { min, max } = shape;
  if (required) return { min: Math.max(1, min), max };
  return min > 0 ? { min: 0, max, nonEmpty: true } : { min: 0, max };
}

/** ETSI spells some formats its own way; one that nobody knows says nothing. */
const FORMAT: Readonly<Record<string, string>> = { URI: 'uri', url: 'uri', MAC: 'mac', IP: 'ip' };

function simpleSchema(shape: Extract<Shape, { kind: 'scalar' }>): SimpleSchema {
  const types = ['string', 'integer', 'number', 'boolean', 'object', 'array'] as const;
  const type = types.find((t) => t === shape.type);
  const { format, pattern, minimum, maximum } = shape;
  const spelled = format === undefined ? undefined : (FORMAT[format] ?? format);
  const known = spelled !== undefined && FORMATS.has(spelled) ? spelled : undefined;
  return {
    ...(type ? { type } : {}),
    ...(known === undefined ? {} : { format: known }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** What is cited where a document names no clause: the specification as a whole. */
export const NO_CLAUSE = 'SOL003';
