import type { Body, Exchange, HeaderList } from '../../src/exchange/exchange.ts';
import type { Stimulus } from '../../src/exchange/stimulus.ts';
import { curlLine } from '../curl.ts';
import { clip, visible, visibleLines } from '../visible.ts';
import type { PageExchange, PageMessage } from './page-data.ts';

const BODY_SHOWN = 16_384;
const FIELDS_SHOWN = 100;
const VALUE_SHOWN = 2_048;
const URL_SHOWN = 4_096;

/** An exchange cut to what a page can bear. */
export function exchangeView(exchange: Exchange): PageExchange {
  const { request, response, failure } = exchange;
  const curl = curlLine(exchange);
  return {
    id: exchange.id,
    at: exchange.at,
    ms: Math.round(exchange.ms),
    direction: exchange.direction,
    api: [exchange.api, exchange.major, exchange.dialect].filter((part) => part !== undefined).join(' '),
    run: visible(exchange.run),
    stimulus: visible(stimulusText(exchange.stimulus)),
    request: {
      line: `${visible(clip(request.method, 64))} ${visible(clip(request.url, URL_SHOWN))}`,
      ...message(request.headers, request.body),
    },
    ...(response === undefined
      ? {}
      : { response: { line: String(response.status), ...message(response.headers, response.body) } }),
    ...(failure === undefined ? {} : { failure: visible(`${failure.kind}: ${clip(failure.message, VALUE_SHOWN)}`) }),
    ...(curl === undefined ? {} : { curl: visibleLines(curl) }),
  };
}

function message(headers: HeaderList, body: Body | undefined): Omit<PageMessage, 'line'> {
  const shown = headers
    .slice(0, FIELDS_SHOWN)
    .map(([name, value]) => [visible(clip(name, 256)), visible(clip(value, VALUE_SHOWN))] as const);
  const more = headers.length - shown.length;
  const list = more > 0 ? [...shown, ['…', `${more} more in exchanges.ndjson`] as const] : shown;
  if (body === undefined) return { headers: list };
  const notes = [
    `${body.bytes} bytes`,
    ...(body.decoded === undefined ? [] : [`${visible(body.decoded)} on the wire`]),
    ...(body.encoding === 'base64' ? ['not valid UTF-8, shown as base64'] : []),
    ...(body.truncated === true ? ['cut in the record'] : []),
    ...(body.data.length > BODY_SHOWN ? [`first ${BODY_SHOWN} characters, the rest is in exchanges.ndjson`] : []),
  ];
  return { headers: list, body: visibleLines(clip(body.data, BODY_SHOWN)), note: notes.join('; ') };
}

/** `unacceptable (accept text/plain)`. */
function stimulusText(stimulus: Stimulus): string {
  const { kind, step, ...rest } = stimulus;
  const details = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const where = step === undefined ? '' : `, step ${step}`;
  return `${kind}${details.length === 0 ? '' : ` (${clip(details.join(', '), 500)})`}${where}`;
}
