import { FORMATS } from './formats.ts';
import { discriminatorValues } from './json-schema.ts';
import { ModelError } from './errors.ts';
import type { Attribute, DataType, ReleaseModel, SimpleSchema, TypeRef } from './release-model.ts';
import { isObject } from './json.ts';
import type { Mutation } from './mutation.ts';
import { pointerOf } from './pointer.ts';

export interface Mutant {
  readonly mutation: Mutation;
  readonly body: unknown;
}

/** A value that no enumeration of the GS has. */
const FOREIGN = 'NFV_TST_NO_SUCH_VALUE';

/**
 * Every body one step away from the valid one that the data type forbids: each mandatory attribute dropped, each value of a
 * wrong type, null, a foreign enum value, a broken cardinality, a broken format, and a body that is no object. Nested
 * attributes too; of a list or map the first entry. Optional attributes are bent only where the valid body has them.
 */
export function mutations(model: ReleaseModel, type: string, valid: unknown): Mutant[] {
  const whole: Mutant[] = [[], 'text', 17, null].map((body) => ({ mutation: notAnObject(type), body }));
  return [
    ...whole,
    ...stepsFrom(model, type, valid).map((step) => ({ mutation: step.mutation, body: applied(valid, step) })),
  ];
}

/** Ways in which `mutations` breaks the body, without the broken bodies. */
export function mutationOps(model: ReleaseModel, type: string, valid: unknown): ReadonlySet<Mutation['op']> {
  return new Set([notAnObject(type).op, ...stepsFrom(model, type, valid).map(({ mutation }) => mutation.op)]);
}

function notAnObject(type: string): Mutation {
  return { op: 'not-an-object', pointer: '', attribute: type };
}

function stepsFrom(model: ReleaseModel, type: string, valid: unknown): readonly Step[] {
  const walk = new Walk(model);
  walk.named(type, type, valid, []);
  return walk.steps;
}

interface Step {
  readonly mutation: Mutation;
  readonly path: readonly string[];
  readonly change: { readonly to: unknown } | 'drop';
}

class Walk {
  readonly steps: Step[] = [];
  readonly #model: ReleaseModel;

  constructor(model: ReleaseModel) {
    this.#model = model;
  }

  named(name: string, place: string, value: unknown, path: readonly string[]): void {
    const type = this.#model.types.get(name);
    if (!type) throw new ModelError(`type ${name} is not in ${this.#model.release}`, '', 0);
    switch (type.kind) {
      case 'object':
        this.#structure(type.attributes, type.name, value, path);
        break;
      case 'enum':
        this.#enum(place, path);
        break;
      case 'simple':
        this.#simple(type.schema, place, value, path);
        break;
      case 'union': {
        const member = memberOf(this.#model, type, value);
        if (member !== undefined) this.named(member, place, value, path);
      }
    }
  }

  #structure(attributes: readonly Attribute[], place: string, value: unknown, path: readonly string[]): void {
    if (!isObject(value)) return;
    for (const attribute of attributes) {
      if (value[attribute.name] === undefined) continue;
      const here = [...path, attribute.name];
      const name = `${place}.${attribute.name}`;
      if (isNeeded(attribute, attributes, value)) this.#add('drop-required', name, here, 'drop');
      if (!attribute.nullable && this.#refusesNull(attribute)) this.#add('null', name, here, { to: null });
      this.#attribute(attribute, name, value[attribute.name], here);
    }
  }

  #attribute(attribute: Attribute, name: string, value: unknown, path: readonly string[]): void {
    if (attribute.collection === 'one') {
      if (value !== null) this.#value(attribute.type, name, value, path);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const items = Array.isArray(value) ? (value as unknown[]) : Object.values(value);
    this.#add('wrong-type', name, path, { to: 'text' });
    this.#size(attribute, name, items, path);
    const [key, first] = Object.entries(value)[0] ?? [];
    if (key !== undefined && first !== null) this.#value(attribute.type, name, first, [...path, key]);
  }

  #size(attribute: Attribute, name: string, items: readonly unknown[], path: readonly string[]): void {
    const { collection, max, nonEmpty, min } = attribute;
    const least = nonEmpty === true ? 1 : min;
    const make = (list: readonly unknown[]): unknown =>
      collection === 'array' ? list : Object.fromEntries(list.map((item, i) => [`k${i}`, item]));
    if (least > 0) this.#add('too-few', name, path, { to: make(items.slice(0, least - 1)) });
    const first = items[0];
    if (max !== 'N' && first !== undefined)
      this.#add('too-many', name, path, { to: make(Array.from({ length: max + 1 }, () => first)) });
  }

  #value(type: TypeRef, place: string, value: unknown, path: readonly string[]): void {
    switch (type.kind) {
      case 'named': {
        const known = this.#model.types.get(type.name);
        if (known?.kind === 'object' || known?.kind === 'union') this.#add('wrong-type', place, path, { to: 'text' });
        this.named(type.name, place, value, path);
        break;
      }
      case 'enum':
        this.#enum(place, path);
        break;
      case 'object':
        this.#add('wrong-type', place, path, { to: 'text' });
        this.#structure(type.attributes, place, value, path);
    }
  }

  #enum(place: string, path: readonly string[]): void {
    this.#add('foreign-enum', place, path, { to: FOREIGN });
    this.#add('wrong-type', place, path, { to: 17 });
  }

  #simple(schema: SimpleSchema, place: string, value: unknown, path: readonly string[]): void {
    const wrong = schema.type === undefined ? undefined : WRONG_TYPE[schema.type];
    if (wrong) this.#add('wrong-type', place, path, wrong);
    // In quotes, as parsers of forms and queries take it for the value; where any value goes, a text goes, too.
    if (schema.type !== undefined && (typeof value === 'number' || typeof value === 'boolean'))
      this.#add('as-text', place, path, { to: String(value) });
    const broken = brokenFormat(schema);
    if (broken !== undefined) this.#add('wrong-format', place, path, { to: broken });
    if (typeof value === 'number' && schema.minimum !== undefined)
      this.#add('wrong-format', place, path, { to: schema.minimum - 1 });
    if (typeof value === 'number' && schema.maximum !== undefined)
      this.#add('wrong-format', place, path, { to: schema.maximum + 1 });
  }

  #refusesNull(attribute: Attribute): boolean {
    if (attribute.collection !== 'one' || attribute.type.kind !== 'named') return true;
    const type = this.#model.types.get(attribute.type.name);
    return type?.kind !== 'simple' || type.schema.type !== undefined;
  }

  #add(op: Mutation['op'], attribute: string, path: readonly string[], change: Step['change']): void {
    this.steps.push({ mutation: { op, pointer: pointerOf(path), attribute }, path, change });
  }
}

const WRONG_TYPE: Readonly<Record<NonNullable<SimpleSchema['type']>, { readonly to: unknown }>> = {
  string: { to: 17 },
  integer: { to: 'text' },
  number: { to: 'text' },
  boolean: { to: 'text' },
  object: { to: 'text' },
  array: { to: 'text' },
};

/** A text that the format or the pattern refuses. */
function brokenFormat(schema: SimpleSchema): string | undefined {
  const accepts = schema.format === undefined ? undefined : FORMATS.get(schema.format);
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
  return ['not in the <format>', ''].find((t) => accepts?.(t) === false || pattern?.test(t) === false);
}

/** Whether the body breaks a rule without the attribute. */
function isNeeded(attribute: Attribute, siblings: readonly Attribute[], value: Record<string, unknown>): boolean {
  if (attribute.only !== undefined) return false;
  if (attribute.min > 0) return true;
  const rule = attribute.presentIf;
  if (rule && rule.values.includes(String(value[rule.attribute]))) return true;
  const { group } = attribute;
  if (!group || group.kind === 'most') return false;
  const present = siblings.filter(
    (s) => s.group?.name === group.name && s.group.kind === group.kind && value[s.name] !== undefined,
  );
  return present.length === 1;
}

export function memberOf(
  model: ReleaseModel,
  union: Extract<DataType, { kind: 'union' }>,
  value: unknown,
): string | undefined {
  const tag = union.discriminator !== undefined && isObject(value) ? value[union.discriminator] : undefined;
  return typeof tag === 'string' ? discriminatorValues(model, union).get(tag) : undefined;
}

function applied(body: unknown, { path, change }: Pick<Step, 'path' | 'change'>): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change === 'drop' ? undefined : change.to;
  const deeper = (at: unknown): unknown => applied(at, { path: rest, change });
  if (Array.isArray(body)) return body.map((item: unknown, i) => (String(i) === key ? deeper(item) : item));
  if (!isObject(body)) return body;
  const entries = Object.entries(body).map(([k, v]) => [k, k === key ? deeper(v) : v] as const);
  return Object.fromEntries(entries.filter(([k]) => !(k === key && rest.length === 0 && change === 'drop')));
}

export { generate } from './generate.ts';
