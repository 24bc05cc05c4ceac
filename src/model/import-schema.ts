import { isJson, type Documents, type Json, type Node } from './documents.ts';

/** Structure of a body, whatever language described it. */
export type Shape =
  | {
      readonly kind: 'object';
      readonly name?: string;
      readonly attributes: ReadonlyMap<string, ShapeAttribute>;
      readonly groups: readonly Group[];
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'array';
      readonly items: () => Shape;
      readonly min: number;
      readonly max: number | 'N';
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'map';
      readonly values: () => Shape;
      readonly min: number;
      readonly max: number | 'N';
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'scalar';
      readonly type: string;
      readonly format?: string;
      readonly pattern?: string;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly values?: readonly string[];
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'union';
      readonly name?: string;
      readonly members: readonly (() => Shape)[];
      readonly discriminator?: string;
      readonly nullable: boolean;
    }
  /** Any JSON value; `type: object` without attributes is a scalar of type object. */
  | { readonly kind: 'any'; readonly nullable: boolean };

export interface ShapeAttribute {
  readonly required: boolean;
  /** Undefined: listed as required, but described nowhere. */
  readonly shape: (() => Shape) | undefined;
}

/** Attributes of which at least one (any) or exactly one (one) has to be there. */
export interface Group {
  readonly kind: 'any' | 'one';
  readonly names: readonly string[];
}

/** Reads a schema of OpenAPI 3.0, Swagger 2.0 or JSON Schema. References are followed when the shape is looked at. */
export function shapeOf(documents: Documents, start: Node): Shape {
  const node = documents.follow(start);
  const schema = isJson(node.value) ? node.value : {};
  const name = node.ref?.split('/').at(-1);
  const type = typeOf(schema);
  const lazy = (value: Node): (() => Shape) => {
    let shape: Shape | undefined;
    return () => (shape ??= shapeOf(documents, value));
  };
  const sub = (key: string): (() => Shape) | undefined => {
    const child = documents.child(node, key);
    return child && isJson(child.value) ? lazy(child) : undefined;
  };
  const all = documents.entries(documents.child(node, 'allOf')).map(([, n]) => shapeOf(documents, n));
  const choices = (['oneOf', 'anyOf'] as const).flatMap((key) =>
    documents.entries(documents.child(node, key)).map(([, n]) => ({ key, node: n })),
  );
  const structures = choices.filter((c) => !isCondition(c.node.value));
  const nullable = type.nullable;
  if (structures.length > 0 && !schema['properties'])
    return {
      kind: 'union',
      ...(name === undefined ? {} : { name }),
      members: structures.map((c) => lazy(c.node)),
      ...discriminatorOf(schema),
      nullable,
    };
  const values = enumOf(schema);
  if (values) return { kind: 'scalar', type: type.name ?? 'string', values, nullable };
  if (type.name === 'array') {
    const items = sub('items') ?? ((): Shape => ({ kind: 'any', nullable: false }));
    return { kind: 'array', items, ...bounds(schema, 'minItems', 'maxItems'), nullable };
  }
  const properties = documents.entries(documents.child(node, 'properties'));
  const required = stringsOf(schema['required']);
  const inherited = all.filter((s) => s.kind === 'object');
  if (properties.length > 0 || inherited.length > 0) {
    const attributes = new Map<string, ShapeAttribute>(inherited.flatMap((s) => [...s.attributes]));
    for (const [key, child] of properties)
      attributes.set(key, { required: required.includes(key), shape: lazy(child) });
    for (const key of required) if (!attributes.has(key)) attributes.set(key, { required: true, shape: undefined });
    const groups = [...inherited.flatMap((s) => s.groups), ...conditions(documents, node)];
    return { kind: 'object', ...(name === undefined ? {} : { name }), attributes, groups, nullable };
  }
  const only = all[0];
  if (only && all.length === 1) return { ...only, nullable: only.nullable || nullable };
  const mapped = sub('additionalProperties');
  if (mapped && Object.keys(documents.child(node, 'additionalProperties')?.value ?? {}).length > 0)
    return { kind: 'map', values: mapped, ...bounds(schema, 'minProperties', 'maxProperties'), nullable };
  if (type.name === undefined) return { kind: 'any', nullable };
  const number = (key: string): number | undefined => (typeof schema[key] === 'number' ? schema[key] : undefined);
  const text = (key: string): string | undefined => (typeof schema[key] === 'string' ? schema[key] : undefined);
  const [format, pattern] = [text('format'), text('pattern')];
  const [minimum, maximum] = [number('minimum'), number('maximum')];
  return {
    kind: 'scalar',
    type: type.name,
    ...(format === undefined ? {} : { format }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    nullable,
  };
}

function typeOf(schema: Json): { name: string | undefined; nullable: boolean } {
  const written = schema['type'];
  const names = Array.isArray(written) ? written.map(String) : typeof written === 'string' ? [written] : [];
  return {
    name: names.find((n) => n !== 'null'),
    nullable: schema['nullable'] === true || names.includes('null'),
  };
}

function enumOf(schema: Json): string[] | undefined {
  const values: unknown = schema['enum'];
  return Array.isArray(values) ? values.filter((v) => v !== null).map(String) : undefined;
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function bounds(schema: Json, least: string, most: string): { min: number; max: number | 'N' } {
  const [min, max] = [schema[least], schema[most]];
  return { min: typeof min === 'number' ? min : 0, max: typeof max === 'number' ? max : 'N' };
}

function discriminatorOf(schema: Json): { discriminator?: string } {
  const value = schema['discriminator'];
  const name = isJson(value) ? value['propertyName'] : value;
  return typeof name === 'string' ? { discriminator: name } : {};
}

/** A branch that only says which attributes are required, or which of further branches holds. */
function isCondition(value: unknown): boolean {
  if (!isJson(value)) return false;
  return Object.keys(value).every((key) => ['required', 'oneOf', 'anyOf', 'not', 'description'].includes(key));
}

function conditions(documents: Documents, node: Node): Group[] {
  const value = isJson(node.value) ? node.value : {};
  const joined = documents.entries(documents.child(node, 'allOf')).map(([, n]) => n);
  const own = joined.filter((n) => isCondition(n.value)).flatMap((n) => conditions(documents, n));
  const branched = (['oneOf', 'anyOf'] as const).flatMap((key) => {
    if (!Array.isArray(value[key])) return [];
    const branches = documents.entries(documents.child(node, key)).map(([, n]) => n);
    const names = branches.flatMap((b) => (isJson(b.value) ? stringsOf(b.value['required']) : []));
    const deeper = branches.flatMap((b) => conditions(documents, b));
    const own: Group[] = names.length > 0 ? [{ kind: key === 'oneOf' ? 'one' : 'any', names: names.sort() }] : [];
    return [...own, ...deeper];
  });
  return [...own, ...branched];
}
