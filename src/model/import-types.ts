import { FORMATS } from './formats.ts';
import type { Group, Shape } from './import-schema.ts';
import type { Attribute, DataType, SimpleSchema, TypeRef } from './release-model.ts';
import { qualified } from './spans.ts';

/** Turns shapes into data types; what has a name of its own keeps it, anything else is named by its place. */
export class ImportedTypes {
  /** Specification of the documents; cited as a whole if they cite no clause. */
  readonly #spec: string;
  readonly #types = new Map<string, DataType>();
  /** Reference -> name, so that two definitions of one name in different files stay apart. */
  readonly #names = new Map<string, string>();
  /** Content of a type without a reference -> the name it was given. */
  readonly #contents = new Map<string, string>();

  constructor(spec: string) {
    this.#spec = spec;
  }

  /** A union of known types; it has the discriminator if each of them has an enumeration of its values. */
  union(name: string, members: readonly string[], discriminator: string): string {
    const own = (member: string): boolean => {
      const type = this.#types.get(member);
      const tag = type?.kind === 'object' ? type.attributes.find((one) => one.name === discriminator) : undefined;
      return tag !== undefined && tag.min > 0 && tag.type.kind === 'enum';
    };
    const union = { kind: 'union', name, clause: this.#spec, members: [...new Set(members)] } as const;
    this.#types.set(name, union.members.every(own) ? { ...union, discriminator } : union);
    return name;
  }

  all(): ReadonlyMap<string, DataType> {
    return new Map([...this.#types].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  body(shape: Shape, place: string): { readonly type: string; readonly list: boolean } {
    if (shape.kind === 'array') return { type: this.#named(shape.items(), place), list: true };
    return { type: this.#named(shape, place), list: false };
  }

  #named(shape: Shape, place: string): string {
    const clause = shape.clause === undefined ? this.#spec : qualified(shape.clause, this.#spec);
    const { ref } = shape;
    if (ref === undefined || shape.name === undefined) return this.#unnamed(this.#type(shape, place, clause));
    const known = this.#names.get(ref);
    if (known !== undefined) return known;
    const name = this.#free(shape.name);
    this.#names.set(ref, name);
    // held while its attributes are read: a type may contain itself
    this.#types.set(name, { kind: 'simple', name, clause, schema: {} });
    this.#types.set(name, this.#type(shape, name, clause));
    return name;
  }

  /** Bundled documents repeat a type wherever it is used: equal content is one type. */
  #unnamed(type: DataType): string {
    const content = JSON.stringify({ ...type, name: '' });
    const known = this.#contents.get(content);
    if (known !== undefined) return known;
    const name = this.#free(plainName(type));
    this.#contents.set(content, name);
    this.#types.set(name, { ...type, name });
    return name;
  }

  #free(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#types.has(name); n++) name = `${wanted}_${n}`;
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
    const groups = groupsOf(shape);
    return [...shape.attributes].flatMap(([name, { required, shape: lazy }]): Attribute[] => {
      // required and described nowhere: nothing can be said of it, and a SUT cannot be blamed for the slip
      if (!lazy) return [];
      const value = lazy();
      const { nullable, presentIf, only } = value;
      const group = groups.find((g) => g.names.includes(name));
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

/** Groups that always apply and that the model can express: all attributes are described, and none is in two groups. */
function groupsOf({ attributes, groups }: Extract<Shape, { kind: 'object' }>): readonly Group[] {
  const taken = new Set<string>();
  return groups.filter(({ names, nested }) => {
    if (nested === true || !names.every((name) => attributes.get(name)?.shape !== undefined && !taken.has(name)))
      return false;
    for (const name of names) taken.add(name);
    return true;
  });
}

const PROBLEM_DETAILS = ['detail', 'instance', 'status', 'title', 'type'].join();

/** Name of a type without a reference: its content if that is short, else its place. */
function plainName(type: DataType): string {
  if (type.kind === 'object') {
    const names = type.attributes.map(({ name }) => name).sort();
    return names.join() === PROBLEM_DETAILS ? 'ProblemDetails' : type.name;
  }
  if (type.kind !== 'simple') return type.name;
  const { type: json, format, ...rest } = type.schema;
  return Object.keys(rest).length > 0 ? type.name : [json ?? 'any', format ?? []].flat().join('-');
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
