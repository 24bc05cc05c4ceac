import { type Documents, type Node } from './documents.ts';
import type { Attribute, GroupKind } from './release-model.ts';
import { isObject, type JsonObject } from './json.ts';

/** Structure of a body, whatever language described it. */
export type Shape = (
  | {
      readonly kind: 'object';
      readonly attributes: ReadonlyMap<string, ShapeAttribute>;
      readonly groups: readonly Group[];
    }
  | { readonly kind: 'array'; readonly items: () => Shape; readonly min: number; readonly max: number | 'N' }
  | { readonly kind: 'map'; readonly values: () => Shape; readonly min: number; readonly max: number | 'N' }
  | {
      readonly kind: 'scalar';
      readonly type: string;
      readonly format?: string;
      readonly pattern?: string;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly values?: readonly string[];
    }
  | { readonly kind: 'union'; readonly members: readonly (() => Shape)[]; readonly discriminator?: string }
  /** Any JSON value; `type: object` without attributes is a scalar of type object. */
  | { readonly kind: 'any' }
) &
  About;

/** What stands beside the structure. */
export interface About {
  readonly nullable: boolean;
  /** Last step of the `$ref` that led here, and the whole of it. */
  readonly name?: string;
  readonly ref?: string;
  /** Includes the specification in our own documents; otherwise only the number. */
  readonly clause?: string;
  /** Only our own documents say these: x-present-if, readOnly and writeOnly. */
  readonly presentIf?: NonNullable<Attribute['presentIf']>;
  readonly only?: NonNullable<Attribute['only']>;
}

export interface ShapeAttribute {
  readonly required: boolean;
  /** Undefined: listed as required, but described nowhere. */
  readonly shape: (() => Shape) | undefined;
}

/** Attributes of which at least one (any), exactly one (one) or at most one (most) has to be there. */
export interface Group {
  readonly kind: GroupKind;
  readonly names: readonly string[];
  /** Name that our own documents give the group (x-group). */
  readonly name?: string;
  /** One of several alternatives: not required if another one holds. */
  readonly nested?: true;
}

/** Reads a schema of OpenAPI 3.0, Swagger 2.0 or JSON Schema. References are followed when the shape is looked at. */
export function shapeOf(documents: Documents, start: Node): Shape {
  return new SchemaReader(documents, new Set()).shape(start);
}

class SchemaReader {
  readonly #documents: Documents;
  /** References that lead here through allOf alone: what contains itself that way is nothing. */
  readonly #through: ReadonlySet<string>;

  constructor(documents: Documents, through: ReadonlySet<string>) {
    this.#documents = documents;
    this.#through = through;
  }

  shape(start: Node): Shape {
    const node = this.#documents.follow(start);
    const schema = isObject(node.value) ? node.value : {};
    const about = aboutOf(schema, node);
    if (node.ref !== undefined && this.#through.has(node.ref)) return { kind: 'any', ...about };
    const values = enumOf(schema);
    const type = typeOf(schema).name;
    const union = this.#union(node, schema, about);
    if (union) return union;
    if (values) return { kind: 'scalar', type: type ?? 'string', values, ...about };
    if (type === 'array') {
      const items = this.#sub(node, 'items') ?? ((): Shape => ({ kind: 'any', nullable: false }));
      return { kind: 'array', items, ...bounds(schema, 'minItems', 'maxItems'), ...about };
    }
    const joined = this.#joined(node);
    const only = joined[0];
    // allOf of one is how OpenAPI 3.0 lets something stand beside a $ref
    if (only && joined.length === 1 && schema['properties'] === undefined)
      return { ...only, ...about, ...nameOf(only) };
    const structure = this.#structure(node, schema, joined, about);
    if (structure) return structure;
    const mapped = this.#documents.child(node, 'additionalProperties')?.value;
    const entry =
      isObject(mapped) && Object.keys(mapped).length > 0 ? this.#sub(node, 'additionalProperties') : undefined;
    if (entry) return { kind: 'map', values: entry, ...bounds(schema, 'minProperties', 'maxProperties'), ...about };
    return type === undefined ? { kind: 'any', ...about } : { ...scalar(schema, type), ...about };
  }

  #sub(node: Node, key: string): (() => Shape) | undefined {
    const child = this.#documents.child(node, key);
    return child && isObject(child.value) ? this.#lazy(child) : undefined;
  }

  #lazy(node: Node): () => Shape {
    let shape: Shape | undefined;
    return () => (shape ??= shapeOf(this.#documents, node));
  }

  #joined(node: Node): Shape[] {
    const inner = new SchemaReader(
      this.#documents,
      new Set([...this.#through, ...(node.ref === undefined ? [] : [node.ref])]),
    );
    return this.#documents
      .entries(this.#documents.child(node, 'allOf'))
      .filter(([, n]) => !isCondition(n.value))
      .map(([, n]) => inner.shape(n));
  }

  #union(node: Node, schema: JsonObject, about: About): Shape | undefined {
    if (schema['properties'] !== undefined) return undefined;
    const members = (['oneOf', 'anyOf'] as const)
      .flatMap((key) => this.#documents.entries(this.#documents.child(node, key)))
      .filter(([, n]) => !isCondition(n.value))
      .map(([, n]) => this.#lazy(n));
    return members.length === 0 ? undefined : { kind: 'union', members, ...discriminatorOf(schema), ...about };
  }

  #structure(node: Node, schema: JsonObject, joined: readonly Shape[], about: About): Shape | undefined {
    const properties = this.#documents.entries(this.#documents.child(node, 'properties'));
    const inherited = joined.filter((s) => s.kind === 'object');
    if (properties.length === 0 && inherited.length === 0) return undefined;
    const required = stringsOf(schema['required']);
    const attributes = new Map<string, ShapeAttribute>(inherited.flatMap((s) => [...s.attributes]));
    for (const [key, child] of properties)
      attributes.set(key, { required: required.includes(key), shape: this.#lazy(child) });
    for (const key of required) if (!attributes.has(key)) attributes.set(key, { required: true, shape: undefined });
    const groups = [...inherited.flatMap((s) => s.groups), ...conditions(this.#documents, node)];
    return { kind: 'object', attributes, groups, ...about };
  }
}

function aboutOf(schema: JsonObject, node: Node): About {
  const { ref } = node;
  const clause = schema['x-clause'] ?? citedIn(schema['description']);
  const rule = schema['x-present-if'];
  const attribute = isObject(rule) ? rule['attribute'] : undefined;
  return {
    nullable: typeOf(schema).nullable,
    ...(ref === undefined ? {} : { name: ref.split('/').at(-1) ?? ref, ref }),
    ...(typeof clause === 'string' ? { clause } : {}),
    ...(isObject(rule) && typeof attribute === 'string'
      ? { presentIf: { attribute, values: stringsOf(rule['values']) } }
      : {}),
    ...(schema['readOnly'] === true ? { only: 'response' as const } : {}),
    ...(schema['writeOnly'] === true ? { only: 'request' as const } : {}),
  };
}

/** Clause of the table that ETSI's description of a data type cites. */
function citedIn(description: unknown): string | undefined {
  if (typeof description !== 'string') return undefined;
  return /provisions\s+(?:defined|specified)\s+in\s+(?:table|clause)\s+(\d+(?:\.\d+[a-z]?)+)/i.exec(description)?.[1];
}

function nameOf(shape: Shape): Pick<About, 'name' | 'ref' | 'clause'> {
  const { name, ref, clause } = shape;
  return {
    ...(name === undefined ? {} : { name }),
    ...(ref === undefined ? {} : { ref }),
    ...(clause === undefined ? {} : { clause }),
  };
}

function scalar(schema: JsonObject, type: string): Omit<Extract<Shape, { kind: 'scalar' }>, keyof About> {
  const number = (key: string): number | undefined => (typeof schema[key] === 'number' ? schema[key] : undefined);
  const text = (key: string): string | undefined => (typeof schema[key] === 'string' ? schema[key] : undefined);
  const [format, pattern] = [text('format'), text('pattern')];
  const [minimum, maximum] = [number('minimum'), number('maximum')];
  return {
    kind: 'scalar',
    type,
    ...(format === undefined ? {} : { format }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function typeOf(schema: JsonObject): { name: string | undefined; nullable: boolean } {
  const written = schema['type'];
  const names = Array.isArray(written) ? written.map(String) : typeof written === 'string' ? [written] : [];
  return {
    name: names.find((n) => n !== 'null'),
    nullable: schema['nullable'] === true || names.includes('null'),
  };
}

function enumOf(schema: JsonObject): string[] | undefined {
  const values: unknown = schema['enum'];
  return Array.isArray(values) ? values.filter((v) => v !== null).map(String) : undefined;
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function bounds(schema: JsonObject, least: string, most: string): { min: number; max: number | 'N' } {
  const [min, max] = [schema[least], schema[most]];
  return { min: typeof min === 'number' ? min : 0, max: typeof max === 'number' ? max : 'N' };
}

function discriminatorOf(schema: JsonObject): { discriminator?: string } {
  const value = schema['discriminator'];
  const name = isObject(value) ? value['propertyName'] : value;
  return typeof name === 'string' ? { discriminator: name } : {};
}

/** A branch that only says which attributes are required, or which of further branches holds. */
function isCondition(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.keys(value).every((key) =>
    ['required', 'oneOf', 'anyOf', 'not', 'description', 'x-group'].includes(key),
  );
}

function conditions(documents: Documents, node: Node): Group[] {
  const value = isObject(node.value) ? node.value : {};
  const joined = documents.entries(documents.child(node, 'allOf')).map(([, n]) => n);
  const own = joined.filter((n) => isCondition(n.value)).flatMap((n) => conditions(documents, n));
  const branched = (['oneOf', 'anyOf'] as const).flatMap((key) => {
    if (!Array.isArray(value[key])) return [];
    const branches = documents.entries(documents.child(node, key)).map(([, n]) => n);
    const names = branches.flatMap((b) => (isObject(b.value) ? stringsOf(b.value['required']) : []));
    const deeper = branches.flatMap((b) => conditions(documents, b));
    const name = value['x-group'];
    const named = typeof name === 'string' ? { name } : {};
    // none of them, or exactly one
    const may = branches.some((b) => isObject(b.value) && b.value['not'] !== undefined);
    const kind = key === 'anyOf' ? 'any' : may ? 'most' : 'one';
    const own: Group[] = names.length > 0 ? [{ kind, names: names.sort(), ...named }] : [];
    return deeper.length === 0 ? own : [...own, ...deeper].map((group) => ({ ...group, nested: true as const }));
  });
  return [...own, ...branched];
}
