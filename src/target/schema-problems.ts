import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest } from '../model/nearest.ts';
import type { LocatedYaml, Path, Problem } from './located-yaml.ts';
import { stepsOfPointer } from '../model/pointer.ts';

const ajv = new Ajv({ allErrors: true, discriminator: true, strict: true, strictTypes: false, verbose: true });
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * What a schema finds wrong, each at its place in the file, in words.
 * Values from variables are text; those the schema wants as numbers or booleans are turned into such first.
 */
export function schemaProblems(yaml: LocatedYaml, schema: object): Problem[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(yaml.value())) return [];
  const coerced = (validate.errors ?? []).filter(
    (error) => error.keyword === 'type' && yaml.coerce(pathOf(error), wantedTypes(error)),
  );
  if (coerced.length > 0 && validate(yaml.value())) return [];
  return (validate.errors ?? []).flatMap((error) => problemOf(yaml, error));
}

function problemOf(yaml: LocatedYaml, error: ErrorObject): Problem[] {
  const path = pathOf(error);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = keysOf(error.parentSchema);
      const near = nearest(key, known);
      const hint = near === undefined ? `expected ${known.join(', ')}` : `did you mean ${near}?`;
      return [yaml.at([...path, key], `${key}: unknown key, ${hint}`, 'key')];
    }
    case 'required':
      return [yaml.at(path, `${inside(path)}${String(params['missingProperty'])} is missing`, 'key')];
    case 'discriminator':
      return [yaml.at([...path, String(params['tag'])], discriminatorMessage(path, error))];
    case 'enum':
      return [yaml.at(path, choiceMessage(path, error.data, params['allowedValues']))];
    case 'type':
      return [
        yaml.at(path, `${nameOf(path)}: expected ${wantedTypes(error).join(' or ')}, found ${kindOf(error.data)}`),
      ];
    case 'oneOf':
    case 'const':
      return [];
    default:
      return [yaml.at(path, `${nameOf(path)}: ${limitMessage(error)}`)];
  }
}

function discriminatorMessage(path: Path, error: ErrorObject): string {
  const kinds = listOf(recordOf(error.parentSchema)['oneOf']).flatMap((member) => {
    const kind = recordOf(recordOf(recordOf(member)['properties'])['kind'])['const'];
    return typeof kind === 'string' ? [kind] : [];
  });
  return choiceMessage([...path, 'kind'], (error.params as { tagValue?: unknown }).tagValue, kinds);
}

function choiceMessage(path: Path, found: unknown, allowed: unknown): string {
  const choices = listOf(allowed).map(String);
  const written = typeof found === 'string' || typeof found === 'number' ? String(found) : kindOf(found);
  const near = nearest(written, choices);
  const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
  return `${nameOf(path)}: ${written} is not one of ${choices.join(', ')}${hint}`;
}

function limitMessage(error: ErrorObject): string {
  const limit = String((error.params as { limit?: unknown }).limit);
  switch (error.keyword) {
    case 'minLength':
      return 'may not be empty';
    case 'minItems':
    case 'minProperties':
      return `needs at least ${limit} entry`;
    case 'minimum':
      return `may not be less than ${limit}`;
    case 'maximum':
      return `may not be more than ${limit}`;
    case 'uniqueItems':
      return 'contains the same entry twice';
    case 'pattern':
      return isDuration(error) ? 'expected a duration such as 10s, 200ms, 5m' : 'is not a valid name here';
    default:
      return error.message ?? error.keyword;
  }
}

function isDuration(error: ErrorObject): boolean {
  return String((error.params as { pattern?: unknown }).pattern).includes('ms|s|m|h');
}

function pathOf(error: ErrorObject): string[] {
  return stepsOfPointer(error.instancePath);
}

function wantedTypes(error: ErrorObject): string[] {
  const type: unknown = (error.params as { type?: unknown }).type;
  return (Array.isArray(type) ? type : [type]).map(String);
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function inside(path: Path): string {
  return path.length === 0 ? '' : `${path.join('.')}.`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

function keysOf(schema: unknown): string[] {
  return Object.keys(recordOf(recordOf(schema)['properties']));
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
