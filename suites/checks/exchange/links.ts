import { header } from '../../../src/exchange/body.ts';
import { jsonOf } from '../../../src/exchange/body.ts';
import { leadsTo, samePath, stepsOf } from '../../../src/exchange/uri.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** Location is an absolute URI of what was made; `_links` of an individual resource lead to it and to its VNF instance. */
export function links(answer: Answer): readonly Observation[] {
  return [...location(answer), ...locationKind(answer), ...self(answer), ...instance(answer)];
}

function location({ exchange, response, match }: Answer): readonly Observation[] {
  const value = header(response.headers, 'location');
  if (value === undefined || isAbsolute(value)) return [];
  const name = `${match.resource.name}.${exchange.request.method}`;
  return [
    observe({
      check: 'answer.location',
      deviation: `location:relative:${name}`,
      clause: match.operation?.clause ?? match.resource.clause,
      keyword: 'should',
      message: 'Location contains the URI of the resource',
      expected: 'an absolute URI',
      observed: value,
      pointer: 'header:Location',
      exchange,
    }),
  ];
}

/** 201 leads to an item of the container that was asked, 202 to an operation occurrence. */
function locationKind({ exchange, response, match }: Answer): readonly Observation[] {
  const value = header(response.headers, 'location');
  if (value === undefined || match.api.name !== 'vnflcm' || (response.status !== 201 && response.status !== 202))
    return [];
  const container = response.status === 201 ? match.resource.name : 'vnf_lcm_op_occs';
  const id = response.status === 201 ? idOf(response.body) : undefined;
  const [of, named] = stepsOf(value).slice(-2);
  const isKind = of === container && named !== undefined && named !== '';
  if (isKind && (id === undefined || named === id)) return [];
  return [
    observe({
      check: 'answer.location',
      deviation: !isKind ? `location:kind:${response.status}` : `location:id:${match.resource.name}`,
      clause: match.operation?.clause ?? match.resource.clause,
      keyword: 'shall',
      message:
        response.status === 201
          ? 'Location of 201 leads to the created resource'
          : 'Location of 202 leads to the operation occurrence',
      expected: `.../${container}/${id ?? '{id}'}`,
      observed: value,
      pointer: 'header:Location',
      exchange,
    }),
  ];
}

/** `_links.vnfInstance` leads to the instance that `vnfInstanceId` names. */
function instance({ exchange, response, match }: Answer): readonly Observation[] {
  const json = jsonOf(response.body);
  const body = json.kind === 'json' ? json.value : undefined;
  const id = member(body, 'vnfInstanceId');
  const href = member(member(member(body, '_links'), 'vnfInstance'), 'href');
  if (typeof id !== 'string' || typeof href !== 'string' || leadsTo(href, 'vnf_instances', id)) return [];
  return [
    observe({
      check: 'answer.links',
      deviation: `link-vnfInstance:${match.resource.name}`,
      clause: match.resource.clause,
      keyword: 'shall',
      message: '_links.vnfInstance leads to the VNF instance',
      expected: `.../vnf_instances/${id}`,
      observed: href,
      pointer: '/_links/vnfInstance/href',
      exchange,
    }),
  ];
}

function self({ exchange, response, match }: Answer): readonly Observation[] {
  if (exchange.request.method !== 'GET' || match.variables.length !== 1 || response.status !== 200) return [];
  const href = selfOf(response.body);
  const path = exchange.request.url.split(/[?#]/, 1)[0] ?? '';
  if (href === undefined || samePath(href, path)) return [];
  return [
    observe({
      check: 'answer.self',
      deviation: `link-self:${match.resource.name}`,
      clause: match.resource.clause,
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

function idOf(body: Answer['response']['body']): string | undefined {
  const json = jsonOf(body);
  const id = json.kind === 'json' ? member(json.value, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(uri);
}
