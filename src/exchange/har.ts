import { isObject, type JsonObject } from '../model/json.ts';
import { toBody } from './body.ts';
import type { Exchange, HeaderList } from './exchange.ts';
import { Redactor } from './redact.ts';

/**
 * The exchanges of an HTTP archive (HAR 1.2), which browsers and proxies write. Entries without a response are left out, as the
 * archive does not say why they have none. Secrets are redacted.
 * @returns undefined if the text is not such an archive
 */
export function fromHar(text: string): readonly Exchange[] | undefined {
  const log = objectAt(parsed(text), 'log');
  const entries = log?.['entries'];
  if (!Array.isArray(entries)) return undefined;
  const redactor = new Redactor();
  return entries
    .filter((entry: unknown) => numberAt(objectAt(entry, 'response'), 'status') > 0)
    .map((entry: unknown, i) => exchange(entry, `x${i + 1}`, redactor));
}

function exchange(entry: unknown, id: string, redactor: Redactor): Exchange {
  const [request, response] = [objectAt(entry, 'request'), objectAt(entry, 'response')];
  const method = textAt(request, 'method');
  const sent = textAt(objectAt(request, 'postData'), 'text');
  const content = objectAt(response, 'content');
  const encoding = textAt(content, 'encoding') === 'base64' ? 'base64' : 'utf8';
  return {
    type: 'exchange',
    id,
    at: textAt(objectOf(entry), 'startedDateTime'),
    ms: numberAt(objectOf(entry), 'time'),
    direction: 'outbound',
    api: 'har',
    run: 'har',
    stimulus: { kind: method === 'GET' ? 'observe' : 'legal' },
    request: {
      method,
      url: redactor.text(textAt(request, 'url')),
      headers: redactor.headers(headersOf(request)),
      ...bodyOf(Buffer.from(redactor.text(sent))),
    },
    response: {
      status: numberAt(response, 'status'),
      headers: redactor.headers(headersOf(response)),
      ...bodyOf(content === undefined ? Buffer.alloc(0) : received(textAt(content, 'text'), encoding, redactor)),
    },
  };
}

/** Payloads in an archive are already decoded, whatever Content-Encoding says. */
function received(text: string, encoding: 'base64' | 'utf8', redactor: Redactor): Buffer {
  return encoding === 'base64' ? Buffer.from(text, 'base64') : Buffer.from(redactor.text(text));
}

function bodyOf(bytes: Buffer): Pick<Exchange['request'], 'body'> {
  const body = bytes.length === 0 ? undefined : toBody(bytes);
  return body === undefined ? {} : { body };
}

function headersOf(message: JsonObject | undefined): HeaderList {
  const headers = message?.['headers'];
  return Array.isArray(headers)
    ? headers.map((one: unknown) => [textAt(objectOf(one), 'name'), textAt(objectOf(one), 'value')] as const)
    : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function objectAt(value: unknown, name: string): JsonObject | undefined {
  return objectOf(objectOf(value)?.[name]);
}

function textAt(value: JsonObject | undefined, name: string): string {
  const text = value?.[name];
  return typeof text === 'string' ? text : '';
}

function numberAt(value: JsonObject | undefined, name: string): number {
  const number = value?.[name];
  return typeof number === 'number' ? number : 0;
}
