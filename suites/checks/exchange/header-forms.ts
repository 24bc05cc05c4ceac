import type { HeaderList } from '../../../src/exchange/exchange.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

type Answered = Pick<Answer, 'exchange' | 'response'>;

/** 401 says how to authenticate (RFC 9110 15.5.2), in the form of a challenge (11.6.1). */
export function challenge({ exchange, response }: Answered): readonly Observation[] {
  if (response.status !== 401) return [];
  const said = valuesOf(response.headers, 'www-authenticate');
  if (said.length > 0 && said.every(isChallenge)) return [];
  const isMissing = said.length === 0;
  return [
    observe({
      check: 'answer.challenge',
      deviation: isMissing ? '401-without-challenge' : '401-challenge-ill-formed',
      clause: isMissing ? 'RFC 9110 15.5.2' : 'RFC 9110 11.6.1',
      keyword: 'shall',
      message: 'A 401 response has a challenge in WWW-Authenticate',
      expected: isMissing ? 'header WWW-Authenticate' : 'a scheme, and parameters whose quotes are closed',
      observed: isMissing ? 'no such header' : said.join(', '),
      pointer: 'header:WWW-Authenticate',
      exchange,
    }),
  ];
}

function valuesOf(headers: HeaderList, name: string): readonly string[] {
  return headers.flatMap(([field, value]) => (field.toLowerCase() === name ? [value] : []));
}

const SCHEME = /^[\w!#$%&'*+.^`|~-]+(?:\s|,|$)/;

/** Parameters are free but for their quotes: schemes define them, and several challenges may stand in one field. */
function isChallenge(value: string): boolean {
  const quotes = value.replaceAll(/\\./g, '').split('"').length - 1;
  return SCHEME.test(value.trim()) && quotes % 2 === 0;
}

/** 206 to a single range says which part it is (RFC 9110 14.4, 15.3.7.1). */
export function contentRange({ exchange, response }: Answered): readonly Observation[] {
  const said = header(response.headers, 'content-range');
  // That it is missing is told with the other headers that the operation has to have.
  if (response.status !== 206 || said === undefined || isRange(said)) return [];
  return [
    observe({
      check: 'answer.content-range',
      deviation: 'content-range-ill-formed',
      clause: 'RFC 9110 14.4',
      keyword: 'shall',
      message: 'Content-Range of a 206 response names the first and last byte of the part, and the length of the whole',
      expected: 'bytes FIRST-LAST/LENGTH',
      observed: said,
      pointer: 'header:Content-Range',
      exchange,
    }),
  ];
}

function isRange(value: string): boolean {
  const [, first, last, length] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(value.trim()) ?? [];
  return first !== undefined && Number(first) <= Number(last) && (length === '*' || Number(last) < Number(length));
}
