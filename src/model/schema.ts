import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { ModelError } from './errors.ts';
import { type ItemMemory, ofItems, remembered } from './items.ts';
import { FORMATS } from './formats.ts';
import { ANNOTATIONS, bodySchema, schemasOf, type Direction, type JsonSchema } from './json-schema.ts';
import type { AnyModel, SchemaIssue } from './release-model.ts';
import { SharedSchemas, type SharedSchema } from './shared-schemas.ts';
import { unknownAttributes, type UnknownAttribute } from './unknown.ts';
import { pointerOf } from './pointer.ts';

export type { Direction } from './json-schema.ts';

export interface ValidatorOptions {
  /** The body is a list of the type; its entries may lack what only `present-if` demands. */
  readonly list?: boolean;
  /** The list was asked for with all_fields: its entries lack nothing. */
  readonly allFields?: boolean;
  readonly direction?: Direction;
}

export type Validator = (value: unknown) => SchemaIssue[];

/** More findings than this in one body tell nothing new. */
const MOST_ISSUES = 1000;

/** What a release has so far been asked for; the rest is the same for all. */
interface OfRelease {
  readonly schemas: Map<string, SharedSchemas>;
  /** By data type, and by how it is used (`useOf`). */
  readonly validators: Map<string, (Validator | undefined)[]>;
}

const releases = new WeakMap<AnyModel, OfRelease>();
const shared = new Map<string, Validator>();
const ajv = newAjv();

/**
 * A function that lists how a value deviates from a data type of the release; an empty list: it is valid.
 * Attributes that the type does not know are tolerated (see unknownAttributes). Compiled once for all releases and options
 * for which the type is the same.
 * @throws ModelError when the release lacks the type or the schema does not compile (a fault of the harness)
 */
export function validatorFor(model: AnyModel, type: string, options: ValidatorOptions = {}): Validator {
  const ofRelease: OfRelease = releases.get(model) ?? { schemas: new Map(), validators: new Map() };
  const ofType = ofRelease.validators.get(type) ?? [];
  const use = useOf(options);
  const known = ofType[use];
  if (known) return known;
  releases.set(model, ofRelease);
  ofRelease.validators.set(type, ofType);
  const inList = options.list === true;
  const partial = inList && options.allFields !== true;
  const kind = `${options.direction ?? 'any'}${partial ? ' partial' : ''}`;
  const body = `${type}${inList ? '[]' : ''}`;
  const schemas = ofRelease.schemas.get(kind) ?? new SharedSchemas(schemasOf(model, options.direction, partial));
  ofRelease.schemas.set(kind, schemas);
  const schema = schemas.share(`body:${body}`, bodySchema(model, type, inList));
  const validator = shared.get(schema.address) ?? newValidator(schema, type, `${model.release} ${type}`, inList);
  shared.set(schema.address, validator);
  ofType[use] = validator;
  return validator;
}

const DIRECTIONS: readonly (Direction | undefined)[] = [undefined, 'request', 'response'];

/** A number for the options: this is asked for every payload there is. */
function useOf({ direction, list, allFields }: ValidatorOptions): number {
  return DIRECTIONS.indexOf(direction) * 3 + (list === true ? (allFields === true ? 2 : 1) : 0);
}

/** A payload of the record that was looked at last, and what was found. */
interface Looked {
  readonly payload: unknown;
  readonly issues: readonly SchemaIssue[];
  unknown?: readonly UnknownAttribute[];
}

/** Releases for which a type is the same have the same validator: asked for the next one, a payload is not gone through again. */
const last = new WeakMap<Validator, Looked>();

function looked(validator: Validator, payload: unknown): Looked {
  const before = last.get(validator);
  if (before !== undefined && before.payload === payload) return before;
  const now: Looked = { payload, issues: validator(payload) };
  last.set(validator, now);
  return now;
}

/** What the validator says of a payload of the record. */
export function issuesOf(validator: Validator, payload: unknown): readonly SchemaIssue[] {
  return looked(validator, payload).issues;
}

/** By validator: what was found in items, which come again in other payloads. */
type Memories<T> = WeakMap<Validator, ItemMemory<T>>;

function memoryOf<T>(memories: Memories<T>, validator: Validator): ItemMemory<T> {
  const known = memories.get(validator);
  if (known !== undefined) return known;
  const made: ItemMemory<T> = new WeakMap();
  memories.set(validator, made);
  return made;
}

const issuesOfItems: Memories<SchemaIssue> = new WeakMap();

/** What the validator says of an item of lists of the record. */
export function issuesOfItem(validator: Validator, item: unknown): readonly SchemaIssue[] {
  return remembered(item, memoryOf(issuesOfItems, validator), validator);
}

/** What the items of lists have that the type does not know. */
const unknownOfItems: Memories<UnknownAttribute> = new WeakMap();

/** Attributes in a payload of the record that the type of the validator does not know. */
export function unknownOf(
  validator: Validator,
  model: AnyModel,
  type: string,
  payload: unknown,
): readonly UnknownAttribute[] {
  const now = looked(validator, payload);
  if (now.unknown !== undefined) return now.unknown;
  now.unknown = Array.isArray(payload)
    ? ofItems(payload, memoryOf(unknownOfItems, validator), (item) => unknownAttributes(model, type, item), MOST_ISSUES)
    : unknownAttributes(model, type, payload);
  return now.unknown;
}

function newValidator({ address, schemas }: SharedSchema, type: string, what: string, isList: boolean): Validator {
  for (const [id, schema] of schemas) if (ajv.schemas[id] === undefined) ajv.addSchema(schema, id);
  const validate = compile(address, what);
  const whole = (value: unknown): SchemaIssue[] => judge(validate, type, value);
  if (!isList) return whole;
  // One at a time: items come again (see json-text.ts), and Ajv takes quadratic time over a list whose items are all wrong.
  const memory: ItemMemory<SchemaIssue> = new WeakMap();
  const one = (item: unknown): readonly SchemaIssue[] =>
    whole([item]).map((issue) => ({ ...issue, pointer: issue.pointer.slice('/0'.length) }));
  return (value) => (Array.isArray(value) ? ofItems(value, memory, one, MOST_ISSUES) : whole(value));
}

function newAjv(): Ajv2020 {
  // strictTypes and strictRequired ask for a style, not for sense: conditions name attributes that are declared beside them
  const made = new Ajv2020({
    allErrors: true,
    verbose: true,
    // Findings have words of their own (`expectation`): the text of messages is a tenth of the time that compiling takes.
    messages: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    validateFormats: true,
    validateSchema: false,
    // It is a quarter of the time that compiling takes, and validating is as quick without it.
    code: { optimize: false },
    // Written out wherever they are referred to, small types take longer to compile than to call.
    inlineRefs: false,
    logger: false,
  });
  made.addVocabulary([...ANNOTATIONS]);
  for (const [name, validate] of FORMATS) made.addFormat(name, { type: 'string', validate });
  return made;
}

function compile(address: string, what: string): ValidateFunction {
  try {
    const validate = ajv.getSchema(address);
    if (validate === undefined) throw new Error('it is not there');
    return validate;
  } catch (error) {
    throw new ModelError(`schema of ${what} does not compile: ${error instanceof Error ? error.message : ''}`, '', 0);
  }
}

function judge(validate: ValidateFunction, type: string, value: unknown): SchemaIssue[] {
  let errors: readonly ErrorObject[];
  try {
    errors = validate(value) ? [] : (validate.errors ?? []);
  } catch (error) {
    // a type that contains itself, and a body nested deeper than the stack: the body is at fault
    if (!(error instanceof RangeError)) throw error;
    return [
      { pointer: '', attribute: type, keyword: 'depth', expected: 'a body of bounded depth', observed: 'deeper' },
    ];
  }
  return essential(errors).slice(0, MOST_ISSUES).map(issue);
}

/** One error a deviation: conditions repeat what their branch says, and a value of a wrong type breaks everything else. */
function essential(errors: readonly ErrorObject[]): ErrorObject[] {
  const told = errors.filter((e) => e.keyword !== 'if' && annotation(e, 'x-branch') === undefined);
  const wrongType = new Set(told.filter((e) => e.keyword === 'type').map((e) => e.instancePath));
  const noMember = told.filter((e) => e.keyword === 'anyOf' && annotation(e, 'x-says') === undefined);
  const seen = new Set<string>();
  return told.filter((e) => {
    if (e.keyword !== 'type' && wrongType.has(e.instancePath)) return false;
    if (noMember.some((u) => u !== e && within(e.instancePath, u.instancePath))) return false;
    const key = `${e.instancePath} ${e.keyword} ${missing(e) ?? ''} ${annotation(e, 'x-says') ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function within(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function issue(error: ErrorObject): SchemaIssue {
  const name = missing(error);
  const place = annotation(error, 'x-attribute') ?? '';
  return {
    pointer: name === undefined ? error.instancePath : `${error.instancePath}${pointerOf([name])}`,
    attribute: name === undefined ? place : `${place}.${name}`,
    keyword: error.keyword,
    expected: annotation(error, 'x-says') ?? expectation(error),
    observed: name === undefined ? shown(error.data) : undefined,
  };
}

function missing(error: ErrorObject): string | undefined {
  const name: unknown = error.keyword === 'required' ? error.params['missingProperty'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function annotation(error: ErrorObject, key: (typeof ANNOTATIONS)[number]): string | undefined {
  const schema: JsonSchema | undefined = error.parentSchema;
  const value = schema?.[key];
  return value === undefined ? undefined : String(value);
}

function expectation(error: ErrorObject): string {
  const wanted: unknown = error.schema;
  const text = Array.isArray(wanted) ? wanted.map(String).join(' or ') : String(wanted);
  switch (error.keyword) {
    case 'required':
      return 'present';
    case 'type':
      return text;
    case 'enum':
      return `one of ${Array.isArray(wanted) ? wanted.map(String).join(', ') : text}`;
    case 'format':
      return FORMAT_WORDS[text] ?? text;
    case 'pattern':
      return `text that matches ${text}`;
    case 'minItems':
      return `at least ${text} item(s)`;
    case 'maxItems':
      return `at most ${text} item(s)`;
    case 'minProperties':
      return `at least ${text} entry(ies)`;
    case 'maxProperties':
      return `at most ${text} entry(ies)`;
    case 'minimum':
      return `at least ${text}`;
    case 'maximum':
      return `at most ${text}`;
    case 'anyOf':
      return 'one of the types of the union';
    default:
      return error.message ?? error.keyword;
  }
}

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  'date-time': 'RFC 3339 date-time with offset or Z',
  uri: 'absolute URI (RFC 3986)',
  'uri-reference': 'URI reference (RFC 3986)',
  ip: 'IPv4 or IPv6 address',
  cidr: 'IP prefix in CIDR notation',
  mac: 'MAC address',
};

/** Scalars as they are, containers in short: a finding is kept and printed many times. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return `object with ${keys.length === 0 ? 'nothing' : keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', …' : ''}`;
  }
  return typeof value === 'string' && value.length > 500 ? `${value.slice(0, 500)}…` : value;
}
