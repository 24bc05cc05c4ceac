import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../http/message.ts';
import { faulty } from '../faults/seeded.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { OutboundRequest } from '../outbound.ts';
import type { MannerName } from './catalogue.ts';
import { takes } from './taken.ts';

/** Statuses whose ProblemDetails shall or should be there (SOL013 6.4). */
const EXPLAINED = [400, 403, 409, 412, 422, 429, 500];

/** Milliseconds that an answer takes which takes its time. */
const SLOW = 10;

/** Milliseconds in which most operations come to their end. */
const OVER = 120;

/** An answer as the manner has it, before it is written. */
export async function inOtherWords(reply: Reply): Promise<Reply> {
  if (takes('slow-answers')) await sleep(SLOW);
  if (takes('accepted-late') && reply.status === 202) await sleep(OVER);
  if (takes('more-attributes') && reply.status === 200 && isObject(reply.json))
    return { ...reply, json: withMore(reply.json) };
  if (reply.status < 400) return reply;
  if (takes('problem-details-only-where-needed') && !EXPLAINED.includes(reply.status))
    return { ...reply, json: undefined };
  if (takes('problem-details-with-more') && isObject(reply.json))
    return {
      ...reply,
      json: {
        type: 'about:blank',
        title: 'Not so',
        instance: '/errors/1',
        ...reply.json,
        'tst-code': 17,
        hints: ['none'],
      },
    };
  return reply;
}

function withMore(json: JsonObject): JsonObject {
  return { ...json, 'x-tst': { now: performance.now(), of: [1, null] }, tstFlag: true };
}

/** JSON text of what is sent to others. */
export function sentText(json: unknown): string {
  return JSON.stringify(takes('more-attributes-sent') && isObject(json) ? withMore(json) : json);
}

/** JSON text of a payload. */
export function textOf(json: unknown): string {
  if (takes('json-spread-out')) return `\n${JSON.stringify(turned(json), null, 3)}\r\n`;
  if (faulty('huge-number-shown-as-infinity')) return withInfinity(json);
  if (takes('json-escaped')) return JSON.stringify(json).replace(/[/\u0080-\uffff]/g, escape);
  return JSON.stringify(json);
}

/** Fault: numbers are written as the programming language does. */
function withInfinity(json: unknown): string {
  const huge = crypto.randomUUID();
  const marked = JSON.stringify(json, (_, value: unknown) => (value === Infinity ? huge : value));
  return marked.replaceAll(`"${huge}"`, 'Infinity');
}

function escape(character: string): string {
  return character === '/' ? '\\/' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
}

/** The names of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, one]) => [name, turned(one)]),
  );
}

/** Header fields that are there without a need. */
export function furtherFields(): Readonly<Record<string, string | readonly string[]>> {
  if (!takes('more-header-fields')) return {};
  return {
    Server: 'tst/1.0 (right)',
    'Set-Cookie': ['a=b; Path=/', 'session=; HttpOnly'],
    'Cache-Control': 'no-store',
    'X-Request-Id': '1, 2',
    'X-Empty': '',
  };
}

/** Validators of a representation, and a clock, are good to have and no duty. */
const NO_DUTY: Readonly<Record<string, MannerName>> = {
  ETag: 'no-validators',
  'Last-Modified': 'no-validators',
  Date: 'no-date',
};

/** Whether a header field is there that may be missing. */
export function isSaid(name: string): boolean {
  const missing = NO_DUTY[name];
  return missing === undefined || !takes(missing);
}

/** Path that stands before that of the API. */
export function prefixOf(manner: MannerName | undefined): string {
  return manner === 'root-with-path' ? '/orchestration/site-1' : '';
}

export function fieldName(name: string): string {
  return takes('header-names-in-lower-case') ? name.toLowerCase() : name;
}

export function contentType(mediaType: string): string {
  return takes('content-type-with-charset') ? `${mediaType}; charset=UTF-8` : mediaType;
}

/** A call of the orchestrator as the manner has it. */
export function asCalled(call: OutboundRequest): OutboundRequest {
  if (!takes('calls-in-other-words')) return call;
  const headers = Object.entries(call.headers ?? {})
    .filter(([name, value]) => name !== 'Accept' || value !== 'application/json')
    .map(([name, value]): [string, string] => [name.toLowerCase(), inLowerCase(name, value)]);
  const body = call.body === undefined ? {} : { body: Readable.from([call.body]) };
  return { ...call, headers: Object.fromEntries<string>(headers), ...body };
}

function inLowerCase(name: string, value: string): string {
  if (name === 'Authorization') return value.replace(/^\w+/, (scheme) => scheme.toLowerCase());
  return name === 'Content-Type' ? `${value}; charset=UTF-8` : value;
}
