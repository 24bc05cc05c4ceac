import type { OpenAPIV3 } from 'openapi-types';
import { discriminatorValues } from './json-schema.ts';
import { ModelError } from './errors.ts';
import type { Attribute, DataType, GroupKind, AnyModel, TypeRef } from './release-model.ts';

/** With what OpenAPI cannot say. */
type Schema = OpenAPIV3.SchemaObject & {
  readonly 'x-clause'?: string;
  readonly 'x-group'?: string;
  readonly 'x-present-if'?: { readonly attribute: string; readonly values: readonly string[] };
};
type Or<T> = T | OpenAPIV3.ReferenceObject;

/** OpenAPI 3.0 schemas of the types named and of all that they reach, by name. */
export function componentSchemas(model: AnyModel, roots: ReadonlySet<string>): Record<string, Schema> {
  const written = new Map<string, Schema>();
  const todo = [...roots];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (written.has(name)) continue;
    const type = model.types.get(name);
    if (!type) throw new ModelError(`type ${name} is not in ${model.release}`, '', 0);
    written.set(name, schemaOf(model, type));
    todo.push(...namesIn(type));
  }
  return Object.fromEntries([...written].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function schemaOf(model: AnyModel, type: DataType): Schema {
  const about = { description: `${type.name}, ${type.clause}.`, 'x-clause': type.clause };
  switch (type.kind) {
    case 'object':
      return { ...about, ...structure(type.attributes) };
    case 'enum':
      return { ...about, type: 'string', enum: [...type.values] };
    case 'simple': {
      const { type: json, ...rest } = type.schema;
      if (json === 'array') return { ...about, type: json, items: {}, ...rest };
      return { ...about, ...(json === undefined ? {} : { type: json }), ...rest };
    }
    case 'union': {
      const { discriminator, members } = type;
      const oneOf = members.map(schemaReference);
      if (discriminator === undefined) return { ...about, anyOf: oneOf };
      const mapping = Object.fromEntries(
        [...discriminatorValues(model, type)].map(([tag, member]) => [tag, `#/components/schemas/${member}`]),
      );
      return { ...about, oneOf, discriminator: { propertyName: discriminator, mapping } };
    }
  }
}

function structure(attributes: readonly Attribute[]): Schema {
  const required = attributes.filter((a) => a.min > 0).map((a) => a.name);
  const rules = groupRules(attributes);
  return {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(attributes.map((a) => [a.name, attributeSchema(a)])),
    ...(rules.length > 0 ? { allOf: rules } : {}),
  };
}

function groupRules(attributes: readonly Attribute[]): Schema[] {
  const groups = new Map<string, { kind: GroupKind; group: string; names: string[] }>();
  for (const { group, name } of attributes) {
    if (!group) continue;
    const key = `${group.kind} ${group.name}`;
    const known = groups.get(key) ?? { kind: group.kind, group: group.name, names: [] };
    known.names.push(name);
    groups.set(key, known);
  }
  return [...groups.values()].map(({ kind, group, names }) => {
    const branches = names.map((name) => ({ required: [name] }));
    const choices = kind === 'most' ? [{ not: { anyOf: branches } }, ...branches] : branches;
    return { 'x-group': group, [kind === 'any' ? 'anyOf' : 'oneOf']: choices };
  });
}

function attributeSchema(attribute: Attribute): Or<Schema> {
  const { presentIf, only } = attribute;
  const plain = collectionSchema(attribute);
  const notes = {
    ...(attribute.nullable ? { nullable: true } : {}),
    // OpenAPI asks for a required readOnly attribute in responses only, for a writeOnly one in requests only
    ...(only === undefined ? {} : only === 'response' ? { readOnly: true } : { writeOnly: true }),
    ...(presentIf ? { 'x-present-if': { attribute: presentIf.attribute, values: [...presentIf.values] } } : {}),
  };
  return beside(plain, notes);
}

/** OpenAPI 3.0 ignores what stands beside a $ref; allOf makes it count. */
function beside(schema: Or<Schema>, notes: Schema): Or<Schema> {
  if (Object.keys(notes).length === 0) return schema;
  return '$ref' in schema ? { allOf: [schema], ...notes } : { ...schema, ...notes };
}

function collectionSchema(attribute: Attribute): Or<Schema> {
  const { collection, min, max, nonEmpty, nullableEntries } = attribute;
  if (collection === 'one') return valueSchema(attribute.type);
  const least = nonEmpty === true ? 1 : min;
  const value = valueSchema(attribute.type);
  if (collection === 'array')
    return {
      type: 'array',
      items: value,
      ...(least > 0 ? { minItems: least } : {}),
      ...(max === 'N' ? {} : { maxItems: max }),
    };
  return {
    type: 'object',
    additionalProperties: nullableEntries === true ? beside(value, { nullable: true }) : value,
    ...(least > 0 ? { minProperties: least } : {}),
    ...(max === 'N' ? {} : { maxProperties: max }),
  };
}

function valueSchema(type: TypeRef): Or<Schema> {
  switch (type.kind) {
    case 'named':
      return schemaReference(type.name);
    case 'enum':
      return { type: 'string', enum: [...type.values] };
    case 'object':
      return structure(type.attributes);
  }
}

export function schemaReference(name: string): OpenAPIV3.ReferenceObject {
  return { $ref: `#/components/schemas/${name}` };
}

function namesIn(type: DataType): string[] {
  if (type.kind === 'union') return [...type.members];
  return type.kind === 'object' ? attributeNames(type.attributes) : [];
}

function attributeNames(attributes: readonly Attribute[]): string[] {
  return attributes.flatMap(({ type }) =>
    type.kind === 'named' ? [type.name] : type.kind === 'object' ? attributeNames(type.attributes) : [],
  );
}
