import type { Exchange } from '../src/exchange/exchange.ts';
import { REDACTED } from '../src/exchange/redact.ts';

/** Fields that curl makes itself from the URL and the body. */
const MADE_BY_CURL = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);
/** Fields that curl adds where nobody asked, and that the recorded request may have left out on purpose. */
const ADDED_BY_CURL = ['Accept', 'User-Agent'];
const LONGEST_BODY = 8_192;

/**
 * A command for a POSIX shell with bash quoting that sends the recorded request again; what was redacted is a $VARIABLE to set.
 * `undefined` where the SUT was the client, or the body is not in the record as a whole.
 */
export function curlLine(exchange: Exchange): string | undefined {
  if (exchange.direction === 'inbound') return undefined;
  const { method, url, headers, body } = exchange.request;
  if (body?.truncated === true || (body !== undefined && body.data.length > LONGEST_BODY)) return undefined;
  const parts = ['curl -i -g', `-X ${/^[A-Z]+$/.test(method) ? method : quote(method, 'METHOD')}`];
  for (const [name, value] of headers) {
    if (MADE_BY_CURL.has(name.toLowerCase())) continue;
    // curl drops a field without value; a semicolon sends it empty.
    const field = value === '' ? `${name};` : `${name}: ${value}`;
    parts.push(`-H ${quote(field, variableName(name))}`);
  }
  const sent = new Set(headers.map(([name]) => name.toLowerCase()));
  const unwanted = body === undefined ? ADDED_BY_CURL : [...ADDED_BY_CURL, 'Content-Type'];
  for (const name of unwanted) if (!sent.has(name.toLowerCase())) parts.push(`-H '${name}:'`);
  if (body?.encoding === 'utf8') parts.push(`--data-raw ${quote(body.data, 'SECRET')}`);
  if (body?.encoding === 'base64') parts.push('--data-binary @-');
  parts.push(`--url ${quote(url, 'SECRET')}`);
  const command = parts.join(' \\\n  ');
  return body?.encoding === 'base64' ? `printf %s '${body.data}' | base64 -d | ${command}` : command;
}

/** One shell word: literal text in quotes in which nothing is expanded, secrets as variables in between. */
function quote(text: string, secret: string): string {
  const pieces = text.split(REDACTED);
  return pieces
    .map((piece, i) => {
      const before = pieces[i - 1];
      const variable = before === undefined ? '' : `"$${memberBefore(before) ?? secret}"`;
      return `${variable}${piece === '' && pieces.length > 1 ? '' : literal(piece)}`;
    })
    .join('');
}

/** Name for the variable from the JSON member or form field whose value was redacted. */
function memberBefore(text: string): string | undefined {
  const name = /"([A-Za-z_]\w*)"\s*:\s*"$/.exec(text)?.[1] ?? /(?:^|[?&])([A-Za-z_]\w*)=$/.exec(text)?.[1];
  return name === undefined ? undefined : variableName(name);
}

function variableName(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase();
}

function literal(text: string): string {
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/[\\']/g, (char) => `\\${char}`).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, bytesOf);
  return `$'${escaped}'`;
}

/** As UTF-8 bytes in octal, which takes at most three digits and so never swallows what follows. */
function bytesOf(char: string): string {
  return [...Buffer.from(char, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
