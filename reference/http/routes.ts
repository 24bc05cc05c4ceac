import type { ApiModel, Method, Operation, ReleaseModel, Resource } from '../../src/model/release-model.ts';
import { validatorFor } from '../../src/model/schema.ts';
import type { Handler, Handlers } from './message.ts';

export interface Route {
  readonly resource: Resource;
  readonly path: Readonly<Record<string, string>>;
  readonly methods: ReadonlyMap<Method, { readonly operation: Operation; readonly handler: Handler }>;
}

/** Compiles what request payloads are held against, so that no request waits for it. */
export function warmUp(model: ReleaseModel, api: ApiModel): void {
  for (const { operations } of api.resources)
    for (const { request } of operations.values())
      if (request) validatorFor(model, request.type, { direction: 'request' });
}

/** Finds the resource of a URI path; `undefined`: there is none. */
export type Router = (pathname: string) => Route | undefined;

/**
 * Resources of the API as the model has them.
 * @throws Error when an operation of the model has no handler
 */
export function routerFor(api: ApiModel, handlers: Handlers): Router {
  const routes = api.resources.map((resource) => ({
    segments: segmentsOf(api, resource),
    resource,
    methods: new Map(
      [...resource.operations].map(([method, operation]) => {
        const handler = handlers.get(`${method} ${resource.name}`);
        if (!handler) throw new Error(`the orchestrator lacks ${method} ${resource.name}`);
        return [method, { operation, handler }];
      }),
    ),
  }));
  return (pathname) => {
    const segments = pathname.split('/').slice(1);
    for (const { segments: template, resource, methods } of routes) {
      const path = match(template, segments);
      if (path) return { resource, path, methods };
    }
    return undefined;
  };
}

function segmentsOf(api: ApiModel, resource: Resource): readonly string[] {
  const below = resource.name.replace('{apiMajorVersion}', api.major).split('/');
  return [api.name, ...(resource.root === 'apiMajorVersion' ? [api.major] : []), ...below];
}

function match(template: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (template.length !== segments.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== segment) return undefined;
    } else {
      const value = decoded(segment);
      if (value === undefined || value === '') return undefined;
      variables[part.slice(1, -1)] = value;
    }
  }
  return variables;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
