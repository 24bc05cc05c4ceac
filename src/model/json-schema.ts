import type { Attribute, DataType, AnyModel, TypeRef } from './release-model.ts';
import { ModelError } from './errors.ts';

/** Which way a body goes: attributes that hold in one direction only are required there alone. */
export type Direction = 'request' | 'response';

/**
 * The part of JSON Schema 2020-12 that the model needs. Three annotations of our own stand beside it:
 * `x-attribute` (what the GS calls this place), `x-says` (expectation in words), `x-branch` (a mere alternative).
 */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly 'x-attribute'?: string;
  readonly 'x-says'?: string;
  readonly 'x-branch'?: true;
}

export const ANNOTATIONS = ['x-attribute', 'x-says', 'x-branch'] as const;

/** Address of a named type's schema within a release. */
export function schemaId(model: AnyModel, type: string): string {
  return `nfv-sol:${model.release}:${type}`;
}

/**
 * Schemas of all structures and unions of a release, each under its `$id`. Simple types and enums are written out at the
 * place of use, so that an error there names the attribute and not the simple type.
 */
export function schemasOf(model: AnyModel, direction?: Direction, inList = false): JsonSchema[] {
  const transform = new Transform(model, direction, inList);
  return [...model.types.values()].flatMap((type) => transform.named(type));
}

/** Schema of a body: the type itself or a list of it. */
export function bodySchema(model: AnyModel, type: string, list: boolean): JsonSchema {
  const one = new Transform(model).reference(type, type, false);
  return list ? { type: 'array', items: one, 'x-attribute': type } : one;
}

class Transform {
  readonly #model: AnyModel;
  readonly #direction: Direction | undefined;
  /** Entries of a list may lack what `exclude_default` names, and that is the way of a GET without selector (SOL013 5.3). */
  readonly #inList: boolean;

  constructor(model: AnyModel, direction?: Direction, inList = false) {
    this.#model = model;
    this.#direction = direction;
    this.#inList = inList;
  }

  named(type: DataType): JsonSchema[] {
    const $id = schemaId(this.#model, type.name);
    if (type.kind === 'object') return [{ $id, ...this.#structure(type.attributes, type.name) }];
    if (type.kind === 'union') return [{ $id, ...this.#union(type) }];
    return [];
  }

  /** Schema of a place that holds a value of the named type. */
  reference(name: string, path: string, nullable: boolean): JsonSchema {
    const type = this.#model.types.get(name);
    if (!type) throw new ModelError(`type ${name} is not in ${this.#model.release}`, '', 0);
    if (type.kind === 'enum') return { ...enumSchema(type.values, nullable), 'x-attribute': path };
    if (type.kind === 'simple') {
      const { type: json, ...rest } = type.schema;
      return { ...(json === undefined ? {} : { type: orNull(json, nullable) }), ...rest, 'x-attribute': path };
    }
    // the JSON type stands here and not in the structure, so that a wrong type is reported for the attribute
    const json = this.#isStructure(type) ? { type: orNull('object', nullable) } : {};
    return { $ref: schemaId(this.#model, name), ...json, 'x-attribute': path };
  }

  #isStructure(type: DataType | undefined): boolean {
    if (type?.kind === 'union') return type.members.every((m) => this.#isStructure(this.#model.types.get(m)));
    return type?.kind === 'object';
  }

  /** Schema of a member of a union: its JSON type is stated where the union is used. */
  #member(name: string, path: string): JsonSchema {
    const whole = this.reference(name, path, false);
    return whole.$ref === undefined ? whole : { $ref: whole.$ref };
  }

  #structure(attributes: readonly Attribute[], path: string): JsonSchema {
    const required = attributes.filter((a) => this.#required(a)).map((a) => a.name);
    const conditions = this.#inList ? [] : attributes.flatMap((a) => presentIf(a, path));
    const rules = [...conditions, ...groups(attributes, path)];
    return {
      properties: Object.fromEntries(attributes.map((a) => [a.name, this.#attribute(a, `${path}.${a.name}`)])),
      ...(required.length === 0 ? {} : { required }),
      ...(rules.length === 0 ? {} : { allOf: rules }),
      'x-attribute': path,
    };
  }

  #required(attribute: Attribute): boolean {
    return attribute.min > 0 && (attribute.only === undefined || attribute.only === this.#direction);
  }

  #attribute(attribute: Attribute, path: string): JsonSchema {
    const { collection, nullable, nullableEntries, min, max, nonEmpty } = attribute;
    if (collection === 'one') return this.#value(attribute.type, path, nullable);
    const least = nonEmpty === true ? 1 : min;
    const most = max === 'N' ? undefined : max;
    const value = this.#value(attribute.type, path, collection === 'map' && nullableEntries === true);
    if (collection === 'array')
      return {
        type: orNull('array', nullable),
        items: value,
        ...(least > 0 ? { minItems: least } : {}),
        ...(most === undefined ? {} : { maxItems: most }),
        'x-attribute': path,
      };
    return {
      type: orNull('object', nullable),
      additionalProperties: value,
      ...(least > 0 ? { minProperties: least } : {}),
      ...(most === undefined ? {} : { maxProperties: most }),
      'x-attribute': path,
    };
  }

  #value(type: TypeRef, path: string, nullable: boolean): JsonSchema {
    switch (type.kind) {
      case 'named':
        return this.reference(type.name, path, nullable);
      case 'enum':
        return { ...enumSchema(type.values, nullable), 'x-attribute': path };
      case 'object':
        return { type: orNull('object', nullable), ...this.#structure(type.attributes, path) };
    }
  }

  /** With a discriminator only the member that it names is asked; without one, any member will do. */
  #union(type: Extract<DataType, { kind: 'union' }>): JsonSchema {
    const path = type.name;
    const { discriminator } = type;
    if (discriminator === undefined)
      return { anyOf: type.members.map((m) => this.#member(m, path)), 'x-attribute': path };
    const tags = discriminatorValues(this.#model, type);
    const place = `${path}.${discriminator}`;
    return {
      properties: { [discriminator]: { ...enumSchema([...tags.keys()], false), 'x-attribute': place } },
      required: [discriminator],
      allOf: [...tags].map(([tag, member]) => ({
        if: { properties: { [discriminator]: { enum: [tag] } }, required: [discriminator] },
        then: this.#member(member, path),
      })),
      'x-attribute': path,
    };
  }
}

type Union = Extract<DataType, { kind: 'union' }>;

const discriminators = new WeakMap<Union, ReadonlyMap<string, string>>();

/** Discriminator value -> member of the union; a member that does not say its value goes by its name. Worked out once a union. */
export function discriminatorValues(model: AnyModel, union: Union): ReadonlyMap<string, string> {
  const values = discriminators.get(union) ?? discriminatorsOf(model, union);
  discriminators.set(union, values);
  return values;
}

function discriminatorsOf(model: AnyModel, union: Union): ReadonlyMap<string, string> {
  return new Map(
    union.members.flatMap((member) => {
      const type = model.types.get(member);
      const tag = type?.kind === 'object' ? type.attributes.find((a) => a.name === union.discriminator) : undefined;
      const values = tag?.type.kind === 'enum' ? tag.type.values : [member];
      return values.map((value) => [value, member] as const);
    }),
  );
}

function enumSchema(values: readonly string[], nullable: boolean): JsonSchema {
  return { type: orNull('string', nullable), enum: nullable ? [...values, null] : values };
}

function orNull(type: string, nullable: boolean): string | readonly string[] {
  return nullable ? [type, 'null'] : type;
}

function presentIf(attribute: Attribute, path: string): JsonSchema[] {
  const rule = attribute.presentIf;
  if (!rule || attribute.min > 0) return [];
  // a boolean sibling is written true/false in the rows
  const values = rule.values.flatMap((v) => (v === 'true' || v === 'false' ? [v, v === 'true'] : [v]));
  return [
    {
      if: { properties: { [rule.attribute]: { enum: values } }, required: [rule.attribute] },
      then: {
        required: [attribute.name],
        'x-attribute': path,
        'x-says': `present when ${rule.attribute} is ${rule.values.join(' or ')}`,
      },
    },
  ];
}

function groups(attributes: readonly Attribute[], path: string): JsonSchema[] {
  const byName = new Map<string, Attribute[]>();
  for (const a of attributes) {
    if (!a.group) continue;
    const key = `${a.group.kind} ${a.group.name}`;
    byName.set(key, [...(byName.get(key) ?? []), a]);
  }
  return [...byName.values()].map((members) => {
    const names = members.map((m) => m.name);
    const branches = names.map((name) => ({ required: [name], 'x-branch': true as const }));
    const list = names.join(', ');
    switch (members[0]?.group?.kind) {
      case undefined:
      case 'any':
        return { anyOf: branches, 'x-attribute': path, 'x-says': `at least one of ${list}` };
      case 'one':
        return { oneOf: branches, 'x-attribute': path, 'x-says': `exactly one of ${list}` };
      case 'most': {
        // none, or exactly one
        const none = { not: { anyOf: branches, 'x-branch': true as const }, 'x-branch': true as const };
        return { oneOf: [none, ...branches], 'x-attribute': path, 'x-says': `at most one of ${list}` };
      }
    }
  });
}
