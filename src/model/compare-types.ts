import type { Shape } from './import-schema.ts';
import { discriminatorValues } from './json-schema.ts';
import type { Attribute, DataType, ReleaseModel, SimpleSchema, TypeRef } from './release-model.ts';

/** One disagreement of the model with another description of the same release. */
export interface Difference {
  /** What disagrees: `attribute-missing`, `required`, `type`, `enum`, `status-missing`, ... */
  readonly facet: string;
  /** `VnfInstance.vnfPkgId`, `POST /vnf_instances 201`. */
  readonly where: string;
  readonly model: string;
  readonly other: string;
  /** Where it was seen first. */
  readonly first: string;
  /** In how many places. */
  readonly places: number;
}

/** Collects differences; the same one in several places counts once. */
export class Differences {
  readonly #found = new Map<string, Difference>();

  add(facet: string, where: string, model: string, other: string, first: string): void {
    const key = [facet, where, model, other].join('\n');
    const known = this.#found.get(key);
    this.#found.set(
      key,
      known ? { ...known, places: known.places + 1 } : { facet, where, model, other, first, places: 1 },
    );
  }

  list(): Difference[] {
    return [...this.#found.values()];
  }
}

/** Compares a data type of the model with a shape of the other description, all the way down. */
export class TypeComparison {
  readonly #model: ReleaseModel;
  readonly #differences: Differences;
  readonly #first: string;
  readonly #within: string[] = [];

  /** `first`: the operation or file from which the comparison starts, for the report. */
  constructor(model: ReleaseModel, differences: Differences, first: string) {
    this.#model = model;
    this.#differences = differences;
    this.#first = first;
  }

  named(name: string, where: string, shape: Shape): void {
    const type = this.#model.types.get(name);
    if (!type) {
      this.#add('type', where, `${name} (not in the model)`, worded(shape));
      return;
    }
    switch (type.kind) {
      case 'simple':
        this.#simple(type.schema, where, shape);
        break;
      case 'enum':
        this.#enum(type.values, where, shape);
        break;
      case 'union':
        this.#union(type, where, shape);
        break;
      case 'object':
        if (this.#within.includes(name)) return;
        this.#within.push(name);
        this.#structure(type.attributes, name, where, shape);
        this.#within.pop();
    }
  }

  #structure(attributes: readonly Attribute[], name: string, where: string, shape: Shape): void {
    if (shape.kind !== 'object') {
      this.#add('type', where, `structure ${name}`, worded(shape));
      return;
    }
    for (const attribute of attributes) {
      const place = `${name}.${attribute.name}`;
      const other = shape.attributes.get(attribute.name);
      if (!other) {
        this.#add('attribute-extra', place, 'there', 'not there');
        continue;
      }
      const required = attribute.min > 0;
      if (required !== other.required)
        this.#add('required', place, required ? 'required' : 'optional', other.required ? 'required' : 'optional');
      if (!other.shape) this.#add('required-undefined', place, 'there', 'required, but described nowhere');
      else this.#attribute(attribute, place, other.shape());
    }
    for (const [key, other] of shape.attributes) {
      if (attributes.some((a) => a.name === key)) continue;
      if (!other.shape)
        this.#add('required-undefined', `${name}.${key}`, 'not there', 'required, but described nowhere');
      else this.#add('attribute-missing', `${name}.${key}`, 'not there', other.required ? 'required' : 'optional');
    }
    this.#groups(attributes, name, shape);
  }

  #groups(attributes: readonly Attribute[], name: string, shape: Extract<Shape, { kind: 'object' }>): void {
    const own = new Map<string, string[]>();
    for (const { group, name: attribute } of attributes) {
      if (!group) continue;
      const key = `${group.kind} ${group.name}`;
      own.set(key, [...(own.get(key) ?? []), attribute].sort());
    }
    const mine = [...own].map(([key, names]) => `${key.split(' ')[0] ?? ''} of ${names.join(', ')}`);
    const theirs = shape.groups.map((g) => `${g.kind} of ${g.names.join(', ')}`);
    for (const group of mine) if (!theirs.includes(group)) this.#add('group', name, group, 'no such condition');
    for (const group of theirs) if (!mine.includes(group)) this.#add('group', name, 'no such condition', group);
  }

  #attribute(attribute: Attribute, where: string, shape: Shape): void {
    const { collection } = attribute;
    if (attribute.nullable !== shape.nullable)
      this.#add(
        'nullable',
        where,
        attribute.nullable ? 'nullable' : 'not nullable',
        shape.nullable ? 'nullable' : 'not nullable',
      );
    if (collection === 'one') {
      this.#value(attribute.type, where, shape);
      return;
    }
    if (shape.kind !== collection) {
      this.#add('type', where, `${collection} of ${refWord(attribute.type)}`, worded(shape));
      return;
    }
    const least = attribute.nonEmpty === true ? 1 : attribute.min;
    if (least !== shape.min) this.#add('min-items', where, String(least), String(shape.min));
    if (attribute.max !== shape.max) this.#add('max-items', where, String(attribute.max), String(shape.max));
    const inner = shape.kind === 'array' ? shape.items() : shape.values();
    const [own, other] = [attribute.nullableEntries === true, inner.nullable];
    if (own !== other)
      this.#add('nullable', where, `entries ${own ? '' : 'not '}nullable`, `entries ${other ? '' : 'not '}nullable`);
    this.#value(attribute.type, where, inner);
  }

  #value(type: TypeRef, where: string, shape: Shape): void {
    switch (type.kind) {
      case 'named':
        this.named(type.name, where, shape);
        break;
      case 'enum':
        this.#enum(type.values, where, shape);
        break;
      case 'object':
        this.#structure(type.attributes, where, where, shape);
    }
  }

  #simple(schema: SimpleSchema, where: string, shape: Shape): void {
    if (shape.kind === 'scalar' && shape.values) {
      this.#add('enum', where, `any ${schema.type ?? 'value'}`, shape.values.join(', '));
      return;
    }
    const type = shape.kind === 'scalar' ? shape.type : shape.kind === 'any' ? undefined : shape.kind;
    const described =
      type === schema.type || (schema.type === 'object' && shape.kind === 'map' && shape.values().kind === 'any');
    if (!described) {
      this.#add('type', where, schema.type ?? 'any value', worded(shape));
      return;
    }
    if (shape.kind !== 'scalar') return;
    const mine = schema.format === undefined ? 'none' : schema.format;
    const theirs = shape.format === undefined ? 'none' : (SAME_FORMAT.get(shape.format) ?? shape.format);
    if (mine !== theirs) this.#add('format', where, mine, theirs);
    for (const key of ['minimum', 'maximum', 'pattern'] as const)
      if (schema[key] !== shape[key])
        this.#add(key, where, String(schema[key] ?? 'none'), String(shape[key] ?? 'none'));
  }

  #enum(values: readonly string[], where: string, shape: Shape): void {
    if (shape.kind !== 'scalar' || !shape.values) {
      this.#add(
        shape.kind === 'scalar' && shape.type === 'string' ? 'enum' : 'type',
        where,
        values.join(', '),
        worded(shape),
      );
      return;
    }
    const theirs = shape.values;
    const [missing, extra] = [theirs.filter((v) => !values.includes(v)), values.filter((v) => !theirs.includes(v))];
    if (missing.length > 0) this.#add('enum', where, 'not there', missing.join(', '));
    if (extra.length > 0) this.#add('enum', where, extra.join(', '), 'not there');
  }

  #union(type: Extract<DataType, { kind: 'union' }>, where: string, shape: Shape): void {
    const theirs = shape.kind === 'union' ? shape.members.map((m) => m()) : [shape];
    const taken = new Set<string>();
    for (const member of theirs) {
      const name = this.#memberFor(type, member);
      if (name === undefined) this.#add('union', where, type.members.join(', '), worded(member));
      else this.named(name, where, member);
      if (name !== undefined) taken.add(name);
    }
    // a description with one document or path a member shows one at a time
    const left = type.members.filter((m) => !taken.has(m));
    if (shape.kind === 'union' && left.length > 0) this.#add('union', where, left.join(', '), 'not there');
  }

  #memberFor(type: Extract<DataType, { kind: 'union' }>, shape: Shape): string | undefined {
    if ('name' in shape && type.members.includes(shape.name ?? '')) return shape.name;
    const tag =
      shape.kind === 'object' && type.discriminator !== undefined
        ? shape.attributes.get(type.discriminator)
        : undefined;
    const values = tag?.shape?.();
    const value = values?.kind === 'scalar' ? values.values?.[0] : undefined;
    if (value !== undefined) return discriminatorValues(this.#model, type).get(value);
    return shape.kind === 'object' ? nearestMember(this.#model, type.members, shape) : undefined;
  }

  #add(facet: string, where: string, model: string, other: string): void {
    this.#differences.add(facet, where, model, other, this.#first);
  }
}

/** The member that shares most attributes with the shape. */
function nearestMember(
  model: ReleaseModel,
  members: readonly string[],
  shape: Extract<Shape, { kind: 'object' }>,
): string | undefined {
  const scored = members.map((name) => {
    const type = model.types.get(name);
    const own = type?.kind === 'object' ? type.attributes.map((a) => a.name) : [];
    const shared = own.filter((n) => shape.attributes.has(n)).length;
    return { name, score: 2 * shared - own.length - shape.attributes.size };
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.name;
}

/** Spellings that ETSI's files use for one format. */
const SAME_FORMAT: ReadonlyMap<string, string> = new Map([
  ['URI', 'uri'],
  ['url', 'uri'],
  ['MAC', 'mac'],
  ['IP', 'ip'],
]);

function refWord(type: TypeRef): string {
  return type.kind === 'named' ? type.name : type.kind;
}

function worded(shape: Shape): string {
  switch (shape.kind) {
    case 'scalar':
      return shape.values ? `enum ${shape.values.join(', ')}` : shape.type;
    case 'array':
      return `array of ${worded(shape.items())}`;
    case 'map':
      return `map of ${worded(shape.values())}`;
    case 'object':
      return `structure${shape.name === undefined ? '' : ` ${shape.name}`}`;
    case 'union':
    case 'any':
      return shape.kind;
  }
}
