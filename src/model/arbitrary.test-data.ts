import fc, { type GeneratorValue } from 'fast-check';
import { discriminatorValues } from './json-schema.ts';
import type { Attribute, ReleaseModel, SimpleSchema, TypeRef } from './release-model.ts';

/** Any valid body of the type: optional attributes come and go, collections vary in size. For property tests. */
export function bodies(model: ReleaseModel, type: string): fc.Arbitrary<unknown> {
  return fc.gen().map((g) => new Builder(model, g).named(type, []));
}

class Builder {
  readonly #model: ReleaseModel;
  readonly #draw: GeneratorValue;

  constructor(model: ReleaseModel, draw: GeneratorValue) {
    this.#model = model;
    this.#draw = draw;
  }

  named(name: string, within: readonly string[]): unknown {
    const type = this.#model.types.get(name);
    switch (type?.kind) {
      case undefined:
        throw new Error(`no type ${name}`);
      case 'enum':
        return this.#oneOf(type.values);
      case 'simple':
        return this.#simple(type.schema);
      case 'object':
        return this.#structure(type.attributes, [...within, name]);
      case 'union': {
        const tags = [...discriminatorValues(this.#model, type)];
        const [tag, member] = this.#oneOf(tags);
        const value = this.named(member, within);
        return type.discriminator === undefined ? value : { ...(value as object), [type.discriminator]: tag };
      }
    }
  }

  #structure(attributes: readonly Attribute[], within: readonly string[]): Record<string, unknown> {
    const chosen = new Map<string, string>();
    for (const group of new Set(attributes.flatMap((a) => (a.group ? [`${a.group.kind} ${a.group.name}`] : [])))) {
      const members = attributes.filter((a) => a.group && `${a.group.kind} ${a.group.name}` === group);
      chosen.set(group, this.#oneOf(members.map((m) => m.name)));
    }
    const value: Record<string, unknown> = {};
    for (const attribute of attributes) {
      const picked = attribute.group && chosen.get(`${attribute.group.kind} ${attribute.group.name}`);
      const kind = attribute.group?.kind;
      const barred = (kind === 'one' || kind === 'most') && picked !== attribute.name;
      const deep = within.length > 6 || (attribute.type.kind === 'named' && within.includes(attribute.type.name));
      const may = !barred && !deep && this.#draw(fc.integer, { min: 0, max: 3 }) === 0;
      if (attribute.min > 0 || (picked === attribute.name && kind !== 'most') || may)
        value[attribute.name] = this.#attribute(attribute, within);
    }
    for (const attribute of attributes) {
      const rule = attribute.presentIf;
      if (rule?.values.includes(String(value[rule.attribute])) === true && value[attribute.name] === undefined)
        value[attribute.name] = this.#attribute(attribute, within);
    }
    return value;
  }

  #attribute(attribute: Attribute, within: readonly string[]): unknown {
    const { collection, min, max, nonEmpty, nullable, nullableEntries } = attribute;
    if (nullable && this.#draw(fc.boolean)) return null;
    if (collection === 'one') return this.#value(attribute.type, within);
    const least = nonEmpty === true ? 1 : min;
    const most = max === 'N' ? least + 2 : max;
    const count = this.#draw(fc.integer, { min: least, max: most });
    const items = Array.from({ length: count }, () =>
      collection === 'map' && nullableEntries === true && this.#draw(fc.boolean)
        ? null
        : this.#value(attribute.type, within),
    );
    return collection === 'array' ? items : Object.fromEntries(items.map((item, i) => [`k/${i}~`, item]));
  }

  #value(type: TypeRef, within: readonly string[]): unknown {
    switch (type.kind) {
      case 'named':
        return this.named(type.name, within);
      case 'enum':
        return this.#oneOf(type.values);
      case 'object':
        return this.#structure(type.attributes, within);
    }
  }

  #oneOf<T>(values: readonly T[]): T {
    const value = values[this.#draw(fc.nat, { max: values.length - 1 })];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  #simple(schema: SimpleSchema): unknown {
    switch (schema.type) {
      case 'string':
        return schema.format === undefined ? this.#draw(fc.string) : this.#format(schema.format);
      case 'integer':
        return this.#draw(fc.integer, { min: schema.minimum ?? -9, max: schema.maximum ?? 99 });
      case 'number':
        return this.#draw(fc.integer, { min: schema.minimum ?? -9, max: schema.maximum ?? 99 }) / 2;
      case 'boolean':
        return this.#draw(fc.boolean);
      case 'array':
        return [];
      case 'object':
        return this.#oneOf([{}, { a: 1 }, { a: { b: [null] } }]);
      case undefined:
        return this.#oneOf([1, 'x', true, {}, []]);
    }
  }

  #format(format: string): string {
    const samples = FORMAT_SAMPLES[format];
    if (!samples) throw new Error(`no samples of format ${format}`);
    return this.#oneOf(samples);
  }
}

const FORMAT_SAMPLES: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2020-01-01T00:00:00Z', '2024-02-29t23:59:60.5z', '1999-12-31T12:00:00.123456+05:45'],
  date: ['2024-02-29'],
  uri: ['http://h', 'https://a.b:8080/c/d?e=f#g', 'urn:uuid:1', 'http://[::1]/x', 'http://h/%20'],
  'uri-reference': ['', '/x', 'http://h', '../y?z', '#f', 'about:blank'],
  ipv4: ['10.0.0.1'],
  ipv6: ['::', '2001:db8::1'],
  ip: ['10.0.0.1', 'fe80::1'],
  cidr: ['10.0.0.0/8', '2001:db8::/32'],
  mac: ['00:11:22:aa:bb:CC', '00-11-22-aa-bb-cc'],
  uuid: ['123e4567-e89b-42d3-a456-426614174000'],
  binary: ['x'],
};
