import type { ApiModel, Method, Operation, ReleaseModel, Resource } from '../model/release-model.ts';
import type { Exchange } from './exchange.ts';

/** What an exchange is about, in the words of the model. */
export interface Match {
  readonly api: ApiModel;
  readonly resource: Resource;
  /** Absent when the resource does not have the method in this release. */
  readonly operation?: Operation;
  /** Values of the path variables, in order. */
  readonly variables: readonly string[];
}

/** URI prefixes by `apiName/major`, e.g. `vnflcm/v1` -> http://host/vnflcm/v1. */
export type Roots = Readonly<Record<string, string>>;

/** Finds the resource of an exchange; `undefined` when no resource of the release fits (an unknown path, a foreign API). */
export function matchExchange(exchange: Exchange, model: ReleaseModel, roots: Roots): Match | undefined {
  const api = model.apis.get(exchange.api);
  if (api === undefined) return undefined;
  const found = api.name.endsWith('-notification') ? onlyResource(api) : byPath(api, exchange.request.url, roots);
  if (found === undefined) return undefined;
  const operation = found.resource.operations.get(exchange.request.method as Method);
  return operation === undefined ? { api, ...found } : { api, ...found, operation };
}

type Found = Pick<Match, 'resource' | 'variables'>;

/** A notification endpoint has whatever URI the subscriber named. */
function onlyResource(api: ApiModel): Found | undefined {
  const resource = api.resources[0];
  return resource === undefined ? undefined : { resource, variables: [] };
}

function byPath(api: ApiModel, url: string, roots: Roots): Found | undefined {
  const path = pathOf(url);
  const root = roots[`${api.name}/${api.major}`];
  const prefix = root === undefined ? `/${api.name}/${api.major}` : pathOf(root);
  const below = tail(path, prefix);
  const belowName = tail(path, prefix.slice(0, prefix.lastIndexOf('/')));
  for (const { resource, pattern } of patternsOf(api)) {
    const variables = pattern.exec(resource.root === 'apiName' ? (belowName ?? '') : (below ?? ''));
    if (variables !== null) return { resource, variables: variables.slice(1) };
  }
  return undefined;
}

function pathOf(url: string): string {
  const withoutOrigin = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  return withoutOrigin.split(/[?#]/, 1)[0] ?? '';
}

function tail(path: string, prefix: string): string | undefined {
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
}

interface Pattern {
  readonly resource: Resource;
  readonly pattern: RegExp;
}

const patterns = new WeakMap<ApiModel, readonly Pattern[]>();

/** Templates as expressions, made once an API; those with more fixed text come first. */
function patternsOf(api: ApiModel): readonly Pattern[] {
  const known = patterns.get(api);
  if (known !== undefined) return known;
  const made = api.resources
    .map((resource) => ({ resource, pattern: new RegExp(`^${resource.path.replace(/\{[^}]+\}/g, '([^/]+)')}/?$`) }))
    .sort((a, b) => fixedLength(b.resource.path) - fixedLength(a.resource.path));
  patterns.set(api, made);
  return made;
}

function fixedLength(path: string): number {
  return path.replace(/\{[^}]+\}/g, '').length;
}
