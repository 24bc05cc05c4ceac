import { jsonOf, toBody } from '../exchange/body.ts';
import type { Body } from '../exchange/exchange.ts';
import { attributeAt } from '../model/attribute-path.ts';
import { isObject } from '../model/json.ts';
import { mutations } from '../model/mutate.ts';
import type { ReleaseModel } from '../model/release-model.ts';

/** A payload that is to be of a data type. */
export interface Payload {
  readonly type: string;
  /** A list of the type, of which the first item is touched. */
  readonly list?: boolean;
  /** Items may lack what their state makes mandatory (SOL013 5.3): the list was not asked for with all_fields. */
  readonly partial?: boolean;
  /** Attribute selectors may have left anything out. */
  readonly selected?: boolean;
}

export interface ChangedPayload {
  readonly rule: string;
  readonly body: unknown;
  readonly harmless?: string;
}

const LEFT_OUT = 'lists without all_fields may leave this out';

const UNSELECTED = 'attribute selectors may leave it out';

/** Payloads one step from the given one, each of which breaks its data type. */
export function* payloads(model: ReleaseModel, about: Payload, body: Body | undefined): Generator<ChangedPayload> {
  const json = jsonOf(body);
  if (json.kind !== 'json') return;
  const items = about.list === true && Array.isArray(json.value) ? (json.value as unknown[]) : undefined;
  const subject = items === undefined ? json.value : items[0];
  if (subject === undefined || (about.list === true && items === undefined)) return;
  const whole = (one: unknown): unknown => (items === undefined ? one : [one, ...items.slice(1)]);
  for (const { mutation, body: mutated } of mutations(model, about.type, subject)) {
    const path = mutation.pointer.split('/').slice(1);
    const dropped = mutation.op === 'drop-required';
    const free = dropped && about.partial === true && isConditional(model, about.type, path);
    const unselected = about.selected === true && (dropped || mutation.op === 'too-few');
    const harmless = unselected ? { harmless: UNSELECTED } : free ? { harmless: LEFT_OUT } : {};
    yield { rule: `${mutation.op} ${mutation.attribute}`, body: whole(mutated), ...harmless };
    if (dropped) yield { rule: `rename ${mutation.attribute}`, body: whole(renamed(subject, path)), ...harmless };
    const value = mutation.op === 'wrong-format' ? at(subject, path) : undefined;
    if (typeof value === 'string')
      for (const { how, text } of wrongTexts(value))
        yield { rule: `${how} ${mutation.attribute}`, body: whole(set(subject, path, text)) };
  }
}

interface WrongText {
  readonly how: string;
  readonly text: string;
}

/** Texts that look like the value, and are none of its kind: times (RFC 3339 5.6) and URIs (RFC 3986). */
function wrongTexts(value: string): readonly WrongText[] {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return WRONG_TIMES.map(([how, of]) => ({ how, text: of(value) }));
  return /^https?:\/\//.test(value) ? WRONG_URIS.map(([how, of]) => ({ how, text: of(value) })) : [];
}

type Wrong = readonly [how: string, of: (value: string) => string];

const WRONG_TIMES: readonly Wrong[] = [
  ['offset', (time) => time.replace(/(Z|[+-]\d\d:\d\d)$/, '')],
  ['offset-without-colon', (time) => time.replace(/(Z|[+-]\d\d:\d\d)$/, '+0000')],
  ['space-for-T', (time) => time.replace('T', ' ')],
  ['month-13', (time) => time.replace(/^(\d{4})-\d\d/, '$1-13')],
  ['february-30', (time) => time.replace(/^(\d{4})-\d\d-\d\d/, '$1-02-30')],
  ['hour-24', (time) => time.replace(/T\d\d/, 'T24')],
  ['without-seconds', (time) => time.replace(/T(\d\d:\d\d):[\d.]+/, 'T$1')],
  ['comma-in-seconds', (time) => time.replace(/:(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/, ':$1,5$2')],
  ['HTTP-date', (time) => new Date(time).toUTCString()],
  ['seconds-since-1970', (time) => String(Math.floor(Date.parse(time) / 1000))],
];

const WRONG_URIS: readonly Wrong[] = [
  ['space-in-URI', (uri) => `${uri}/a b`],
  ['broken-escape', (uri) => `${uri}/%zz`],
  ['placeholder-in-URI', (uri) => `${uri}/{id}`],
  ['backslash-in-URI', (uri) => `${uri}\\a`],
  ['letter-beyond-ASCII', (uri) => `${uri}/ä`],
  ['port-that-is-none', (uri) => uri.replace(/^(https?:\/\/[^/:]+)(:\d+)?/, '$1:port')],
];

/** Mandatory in some states only. */
function isConditional(model: ReleaseModel, type: string, path: readonly string[]): boolean {
  const names = path.filter((step) => !/^\d+$/.test(step));
  return attributeAt(model, type, names)?.attribute.presentIf !== undefined;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function set(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === key ? set(item, rest, to) : item));
  return isObject(value) ? { ...value, [key]: set(value[key], rest, to) } : value;
}

function renamed(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === key ? renamed(item, rest) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name !== key ? [name, inner] : rest.length === 0 ? [`${name}Renamed`, inner] : [name, renamed(inner, rest)],
    ),
  );
}

/** A value as what crosses the wire. */
export function bodyOf(value: unknown): { readonly body?: Body } {
  const body = toBody(Buffer.from(JSON.stringify(value)));
  return body === undefined ? {} : { body };
}
