import type { OpenAPIV3 } from 'openapi-types';
import { stringify } from 'yaml';
import { componentSchemas, schemaReference } from './openapi-schemas.ts';
import type { AnyApi, Operation, QueryParameter, AnyModel, Resource, ResponseModel } from './release-model.ts';

/** What OpenAPI cannot say of a resource or an operation. */
interface Notes {
  readonly 'x-clause': string;
  readonly 'x-ics'?: string;
}
type PathItem = OpenAPIV3.PathItemObject<Notes> & { readonly 'x-clause': string; readonly 'x-callback'?: true };
type Or<T> = T | OpenAPIV3.ReferenceObject;

/** First line of each generated file; `specs build` overwrites nothing that lacks it. */
export const GENERATED = '# Made from specs-versions/model by `nfv-tst specs build`. Do not edit.';

/**
 * OpenAPI 3.0.3 documents of a release: file name -> text. The same model gives the same bytes.
 * What OpenAPI cannot say stands in x-: x-clause, x-ics, x-common, x-present-if.
 */
export function openApiFiles(model: AnyModel): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const api of [...model.apis.values()].sort((a, b) => (a.name < b.name ? -1 : 1)))
    files.set(`${api.name}.yaml`, write(openApiDocument(model, api)));
  files.set('release.yaml', write(releaseDocument(model)));
  return files;
}

function write(document: object): string {
  return `${GENERATED}\n${stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 })}`;
}

function releaseDocument(model: AnyModel): object {
  return {
    release: model.release,
    apis: Object.fromEntries(
      [...model.apis.values()]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((api) => [
          api.name,
          {
            spec: api.spec,
            version: api.version,
            document: `${api.name}.yaml`,
            resources: api.resources.length,
            operations: api.resources.reduce((n, r) => n + r.operations.size, 0),
          },
        ]),
    ),
    types: model.types.size,
  };
}

/** One API as an OpenAPI 3.0.3 document. */
export function openApiDocument(model: AnyModel, api: AnyApi): OpenAPIV3.Document<Notes> {
  return new DocumentWriter(model, api).document();
}

class DocumentWriter {
  readonly #model: AnyModel;
  readonly #api: AnyApi;
  readonly #parameters = new Map<string, OpenAPIV3.ParameterObject>();
  readonly #headers = new Map<string, OpenAPIV3.HeaderObject>();
  readonly #responses = new Map<string, OpenAPIV3.ResponseObject>();
  readonly #types = new Set<string>();

  constructor(model: AnyModel, api: AnyApi) {
    this.#model = model;
    this.#api = api;
  }

  document(): OpenAPIV3.Document<Notes> {
    const { name, spec, release, version, resources, major } = this.#api;
    const paths = Object.fromEntries(resources.map((r) => [this.#path(r), this.#pathItem(r)]));
    const callback = resources.every((r) => r.root === 'callback');
    return {
      openapi: '3.0.3',
      info: {
        title: `${spec} ${release} ${name}`,
        version,
        description: `API ${name} of ${spec} ${release}, for conformance tests.`,
      },
      servers: [server(callback ? '' : `/${name}/${major}`)],
      paths,
      components: {
        parameters: sorted(this.#parameters),
        headers: sorted(this.#headers),
        responses: sorted(this.#responses),
        schemas: componentSchemas(this.#model, this.#types),
      },
    };
  }

  #path(resource: Resource): string {
    return resource.path.replace('{apiMajorVersion}', this.#api.major);
  }

  #pathItem(resource: Resource): PathItem {
    const names = [...this.#path(resource).matchAll(/\{([^}]+)\}/g)].map((m) => m[1] ?? '');
    return {
      'x-clause': resource.clause,
      ...(resource.root === 'apiName' ? { servers: [server(`/${this.#api.name}`)] } : {}),
      ...(resource.root === 'callback' ? { 'x-callback': true } : {}),
      ...(names.length > 0 ? { parameters: names.map((n) => this.#pathParameter(n)) } : {}),
      ...Object.fromEntries(
        [...resource.operations.values()].map((o) => [o.method.toLowerCase(), this.#operation(o, resource)]),
      ),
    };
  }

  #operation(operation: Operation, resource: Resource): OpenAPIV3.OperationObject<Notes> {
    const { request } = operation;
    if (request) this.#types.add(request.type);
    const parameters = [
      ...(this.#model.sol013 ? [this.#headerParameter('Version')] : []),
      ...(operation.headers ?? []).map((h) => this.#headerParameter(h)),
      ...operation.query.map((q) => this.#queryParameter(q)),
    ];
    return {
      operationId: `${operation.method.toLowerCase()}_${resource.name.replace(/[^A-Za-z_]+/g, '_').replace(/_$/, '')}`,
      description: `${operation.method} of ${resource.name}, ${operation.clause}.`,
      'x-clause': operation.clause,
      ...(operation.ics === undefined ? {} : { 'x-ics': operation.ics }),
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(request
        ? {
            requestBody: {
              required: true,
              content: { [request.mediaType]: { schema: schemaReference(request.type) } },
            },
          }
        : {}),
      responses: Object.fromEntries([...operation.responses].map(([s, r]) => [String(s), this.#response(s, r)])),
    };
  }

  #response(status: number, response: ResponseModel): Or<OpenAPIV3.ResponseObject> {
    const { type, list, mediaType, alternatives, headers, optionalHeaders, common } = response;
    if (type !== undefined) this.#types.add(type);
    const one: Or<OpenAPIV3.SchemaObject> =
      type === undefined ? { type: 'string', format: 'binary' } : schemaReference(type);
    const schema: Or<OpenAPIV3.SchemaObject> = list === true ? { type: 'array', items: one } : one;
    const types = mediaType === undefined ? [] : [mediaType, ...(alternatives ?? [])];
    const named = [
      ...headers.map((h) => [h, this.#header(h, true)] as const),
      ...(optionalHeaders ?? []).map((h) => [h, this.#header(h, false)] as const),
    ];
    const written: OpenAPIV3.ResponseObject = {
      description: type === undefined ? `${status}.` : `${status} with ${list === true ? `a list of ${type}` : type}.`,
      ...(common === true ? { 'x-common': true } : {}),
      ...(named.length > 0 ? { headers: Object.fromEntries(named) } : {}),
      ...(types.length > 0 ? { content: Object.fromEntries(types.map((t) => [t, { schema }])) } : {}),
    };
    return type === 'ProblemDetails' ? this.#shared(status, written) : written;
  }

  /** Error responses recur in nearly every operation; each form of one stands once among the components. */
  #shared(status: number, response: OpenAPIV3.ResponseObject): OpenAPIV3.ReferenceObject {
    const text = JSON.stringify(response);
    for (let form = 1; ; form++) {
      const name = form === 1 ? `Error${status}` : `Error${status}_${form}`;
      const known = this.#responses.get(name);
      if (known && JSON.stringify(known) !== text) continue;
      this.#responses.set(name, response);
      return { $ref: `#/components/responses/${name}` };
    }
  }

  #header(name: string, required: boolean): OpenAPIV3.ReferenceObject {
    const key = required ? name : `${name}_optional`;
    const format = name === 'Location' ? { format: 'uri-reference' } : {};
    this.#headers.set(key, {
      description: `${name}, ${required ? 'always there' : 'may be there'}.`,
      required,
      schema: { type: 'string', ...format },
    });
    return { $ref: `#/components/headers/${key}` };
  }

  #pathParameter(name: string): OpenAPIV3.ReferenceObject {
    return this.#parameter(`path.${name}`, { name, in: 'path', required: true, schema: { type: 'string' } });
  }

  #headerParameter(name: string): OpenAPIV3.ReferenceObject {
    return this.#parameter(`header.${name}`, {
      name,
      in: 'header',
      required: name === 'Version',
      schema: { type: 'string' },
    });
  }

  #queryParameter(name: QueryParameter): OpenAPIV3.ReferenceObject {
    return this.#parameter(`query.${name}`, { name, in: 'query', required: false, schema: { type: 'string' } });
  }

  #parameter(key: string, parameter: OpenAPIV3.ParameterObject): OpenAPIV3.ReferenceObject {
    this.#parameters.set(key, parameter);
    return { $ref: `#/components/parameters/${key}` };
  }
}

function server(path: string): OpenAPIV3.ServerObject {
  return { url: `{apiRoot}${path}`, variables: { apiRoot: { default: 'http://127.0.0.1' } } };
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
