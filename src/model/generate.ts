import { ModelError } from './errors.ts';
import { discriminatorValues } from './json-schema.ts';
import type { Attribute, ReleaseModel, SimpleSchema, TypeRef } from './release-model.ts';

export interface GenerateOptions {
  /** Optional attributes too (each once, as deep as the type goes before it meets itself). */
  readonly full?: boolean;
  /** Numbers from 0 to 1 that decide over optional attributes, enumeration values and texts. */
  readonly random?: () => number;
}

/**
 * A small valid value of the data type: mandatory attributes, and what conditions and groups ask for.
 * @throws ModelError when the release lacks the type, or the type demands itself
 */
export function generate(model: ReleaseModel, type: string, options: GenerateOptions = {}): unknown {
  return new Generator(model, options).named(type, [], type);
}

class Generator {
  readonly #model: ReleaseModel;
  readonly #full: boolean;
  readonly #random: (() => number) | undefined;

  constructor(model: ReleaseModel, { full, random }: GenerateOptions) {
    this.#model = model;
    this.#full = full === true;
    this.#random = random;
  }

  /** Whether an optional attribute is there. */
  #may(): boolean {
    return this.#random === undefined ? this.#full : this.#random() < 0.5;
  }

  /** The first one, or any. */
  #pick<T>(all: readonly T[]): T | undefined {
    return all[this.#random === undefined ? 0 : Math.floor(this.#random() * all.length)];
  }

  named(name: string, within: readonly string[], hint: string): unknown {
    const type = this.#model.types.get(name);
    if (!type) throw new ModelError(`type ${name} is not in ${this.#model.release}`, '', 0);
    switch (type.kind) {
      case 'enum':
        return this.#pick(type.values);
      case 'simple':
        return simple(type.schema, this.#random === undefined ? hint : `${hint}-${this.#random()}`);
      case 'union': {
        const [member] = type.members;
        if (member === undefined) throw new ModelError(`union ${name} is empty`, '', 0);
        const value = this.named(member, [...within, name], hint);
        const [tag] = type.discriminator === undefined ? [] : [...discriminatorValues(this.#model, type)];
        return tag && type.discriminator !== undefined ? { ...(value as object), [type.discriminator]: tag[0] } : value;
      }
      case 'object':
        if (within.filter((n) => n === name).length > 1) throw new ModelError(`type ${name} demands itself`, '', 0);
        return this.#structure(type.attributes, [...within, name]);
    }
  }

  #structure(attributes: readonly Attribute[], within: readonly string[]): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    const groups = new Set<string>();
    for (const attribute of attributes) {
      const group = attribute.group && `${attribute.group.kind} ${attribute.group.name}`;
      const kind = attribute.group?.kind;
      const first = group !== undefined && !groups.has(group);
      const barred = (kind === 'one' || kind === 'most') && !first;
      const wanted =
        attribute.min > 0 ||
        (first && kind !== 'most') ||
        (this.#may() && !barred && !this.#leadsBack(attribute.type, within));
      if (!wanted) continue;
      if (group !== undefined) groups.add(group);
      value[attribute.name] = this.#attribute(attribute, within);
    }
    for (const attribute of attributes) {
      const rule = attribute.presentIf;
      if (rule?.values.includes(String(value[rule.attribute])) && value[attribute.name] === undefined)
        value[attribute.name] = this.#attribute(attribute, within);
    }
    return value;
  }

  #leadsBack(type: TypeRef, within: readonly string[]): boolean {
    return type.kind === 'named' && within.includes(type.name);
  }

  #attribute(attribute: Attribute, within: readonly string[]): unknown {
    const { collection, min, name } = attribute;
    const one = (): unknown => this.#value(attribute.type, within, name);
    if (collection === 'one') return one();
    const count = Math.max(min, 1);
    const items = Array.from({ length: count }, one);
    return collection === 'array' ? items : Object.fromEntries(items.map((item, i) => [`key${i + 1}`, item]));
  }

  #value(type: TypeRef, within: readonly string[], hint: string): unknown {
    switch (type.kind) {
      case 'named':
        return this.named(type.name, within, hint);
      case 'enum':
        return this.#pick(type.values);
      case 'object':
        return this.#structure(type.attributes, within);
    }
  }
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2024-02-29T12:30:45Z',
  date: '2024-02-29',
  uri: 'http://127.0.0.1/generated',
  'uri-reference': '/generated',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  ip: '192.0.2.1',
  cidr: '192.0.2.0/24',
  mac: '00:00:5e:00:53:01',
  uuid: '00000000-0000-4000-8000-000000000001',
};

function simple(schema: SimpleSchema, hint: string): unknown {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
    case 'boolean':
      return true;
    case 'object':
      return {};
    case 'array':
      return [];
    case 'string':
    case undefined:
      return (schema.format === undefined ? undefined : BY_FORMAT[schema.format]) ?? `generated-${hint}`;
  }
}
