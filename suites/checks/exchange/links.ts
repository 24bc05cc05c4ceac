import { header } from '../../../src/exchange/body.ts';
import { jsonOf } from '../../../src/exchange/body.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** Location is an absolute URI; `_links.self` of an individual resource leads to that resource. */
export function links(answer: Answer): readonly Observation[] {
  return [...location(answer), ...self(answer)];
}

function location({ exchange, response, match }: Answer): readonly Observation[] {
  const value = header(response.headers, 'location');
  if (value === undefined || isAbsolute(value)) return [];
  const name = `${match.resource.name}.${exchange.request.method}`;
  return [
    observe({
      check: 'answer.location',
      deviation: `location:relative:${name}`,
      clause: `SOL003 ${match.operation?.clause ?? match.resource.clause}`,
      keyword: 'should',
      message: 'Location holds the URI of the resource',
      expected: 'an absolute URI',
      observed: value,
      pointer: 'header:Location',
      exchange,
    }),
  ];
}

function self({ exchange, response, match }: Answer): readonly Observation[] {
  if (exchange.request.method !== 'GET' || match.variables.length !== 1 || response.status !== 200) return [];
  const href = selfOf(response.body);
  const path = exchange.request.url.split(/[?#]/, 1)[0] ?? '';
  if (href === undefined || pathOf(href) === pathOf(path)) return [];
  return [
    observe({
      check: 'answer.self',
      deviation: `link-self:${match.resource.name}`,
      clause: `SOL003 ${match.resource.clause}`,
      keyword: 'shall',
      message: '_links.self leads to the resource itself',
      expected: path,
      observed: href,
      pointer: '/_links/self/href',
      exchange,
    }),
  ];
}

function selfOf(body: Answer['response']['body']): string | undefined {
  const json = jsonOf(body);
  const links = json.kind === 'json' ? member(json.value, '_links') : undefined;
  const href = member(member(links, 'self'), 'href');
  return typeof href === 'string' ? href : undefined;
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(uri);
}

function pathOf(uri: string): string {
  return uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '');
}
