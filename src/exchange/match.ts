import type { AnyApi, Method, Operation, AnyModel, Resource } from '../model/release-model.ts';
import type { Exchange } from './exchange.ts';
import { decoded } from './uri.ts';

/** What an exchange is about, in the words of the model. */
export interface Match {
  readonly api: AnyApi;
  readonly resource: Resource;
  /** Absent when the resource does not have the method in this release. */
  readonly operation?: Operation;
  /** Values of the path variables, decoded, in order. */
  readonly variables: readonly string[];
}

/** URI prefixes by `apiName/major`, e.g. `vnflcm/v1` -> http://host/vnflcm/v1. */
export type Roots = Readonly<Record<string, string>>;

/** What it takes to find out. */
type Asked = Pick<Exchange, 'api'> & { readonly request: Pick<Exchange['request'], 'method' | 'url'> };

/** Finds the resource of an exchange; `undefined` when no resource of the release fits (an unknown path, a foreign API). */
export function matchExchange(exchange: Asked, model: AnyModel, roots: Roots): Match | undefined {
  const api = model.apis.get(exchange.api);
  if (api === undefined) return undefined;
  const found = api.name.endsWith('-notification') ? onlyResource(api) : byPath(api, exchange.request.url, roots);
  if (found === undefined) return undefined;
  const operation = found.resource.operations.get(exchange.request.method as Method);
  return operation === undefined ? { api, ...found } : { api, ...found, operation };
}

type Found = Pick<Match, 'resource' | 'variables'>;

/** A notification endpoint has whatever URI the subscriber named. */
function onlyResource(api: AnyApi): Found | undefined {
  const resource = api.resources[0];
  return resource === undefined ? undefined : { resource, variables: [] };
}

function byPath(api: AnyApi, url: string, roots: Roots): Found | undefined {
  const { below, belowName } = stepsBelow(url, roots[`${api.name}/${api.major}`] ?? `/${api.name}/${api.major}`);
  const { ofMajor, ofName } = templatesOf(api);
  return firstFit(ofMajor, below) ?? firstFit(ofName, belowName);
}

function firstFit(templates: ByLength, steps: readonly string[]): Found | undefined {
  for (const template of templates.get(steps.length) ?? []) {
    const variables = fit(template, steps);
    if (variables !== undefined) return { resource: template.resource, variables };
  }
  return undefined;
}

/** Names in the path of a URL below the root of an API of one major version, and below the API itself. */
interface Steps {
  readonly url: string;
  readonly root: string;
  readonly below: readonly string[];
  readonly belowName: readonly string[];
}

let last: Steps = { url: '', root: '', below: [], belowName: [] };

/** Each release asks this of the same URL, one after the other. */
function stepsBelow(url: string, root: string): Steps {
  if (last.url === url && last.root === root) return last;
  const [path, prefix] = [pathOf(url), pathOf(root)];
  const belowName = stepsOf(path, prefix.slice(0, prefix.lastIndexOf('/')));
  last = { url, root, below: stepsOf(path, prefix), belowName };
  return last;
}

function pathOf(url: string): string {
  const origin = url.startsWith('/') ? 0 : (/^[a-z]+:\/\/[^/]*/i.exec(url)?.[0].length ?? 0);
  const path = url.slice(origin);
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

/** Names below the prefix; a slash at the end is none. */
function stepsOf(path: string, prefix: string): readonly string[] {
  if (!path.startsWith(`${prefix}/`)) return [];
  return path.slice(prefix.length + 1, path.endsWith('/') ? -1 : undefined).split('/');
}

/** The path of a resource by its names; a variable is `undefined`. */
interface Template {
  readonly resource: Resource;
  readonly steps: readonly (string | undefined)[];
}

/** Values of the variables; nothing where the names are others. Both have so many steps. */
function fit({ steps: template }: Template, steps: readonly string[]): readonly string[] | undefined {
  if (!template.every((name, i) => (name === undefined ? steps[i] !== '' : name === steps[i]))) return undefined;
  return steps.filter((_step, i) => template[i] === undefined).map(decoded);
}

/** By how many steps they have; those with more fixed text come first. */
type ByLength = ReadonlyMap<number, readonly Template[]>;

/** Of resources below a major version, and of those that are the same for all. */
interface Templates {
  readonly ofMajor: ByLength;
  readonly ofName: ByLength;
}

const templates = new WeakMap<AnyApi, Templates>();

/** Made once an API. */
function templatesOf(api: AnyApi): Templates {
  const known = templates.get(api);
  if (known !== undefined) return known;
  const isOfName = ({ root }: Resource): boolean => root === 'apiName';
  const made = {
    ofMajor: byLength(api.resources.filter((resource) => !isOfName(resource))),
    ofName: byLength(api.resources.filter(isOfName)),
  };
  templates.set(api, made);
  return made;
}

function byLength(resources: readonly Resource[]): ByLength {
  const all = resources
    .map((resource) => ({ resource, steps: resource.path.split('/').slice(1).map(fixed) }))
    .sort((a, b) => fixedLength(b.resource.path) - fixedLength(a.resource.path));
  return new Map(all.map(({ steps: { length } }) => [length, all.filter(({ steps }) => steps.length === length)]));
}

function fixed(step: string): string | undefined {
  return step.startsWith('{') ? undefined : step;
}

function fixedLength(path: string): number {
  return path.replace(/\{[^}]+\}/g, '').length;
}
