import type { ImportedDocument, ImportedOperation, ImportedResponse } from './import.ts';
import { ImportedTypes, NO_CLAUSE } from './import-types.ts';
import {
  QUERY_PARAMETERS,
  type ApiModel,
  type Major,
  type Method,
  type Operation,
  type Release,
  type ReleaseModel,
  type Resource,
  type ResponseModel,
} from './release-model.ts';
import { hasSol013 } from './spans.ts';

/** A document and the API that it describes. */
export interface ImportedApi {
  /** {apiName}, or `vnflcm-notification` for notification endpoints. */
  readonly name: string;
  readonly document: ImportedDocument;
}

/** Request headers that every operation has. */
const COMMON_HEADERS = ['accept', 'authorization', 'content-type', 'version'];

/**
 * A model made from imported documents, for an API or a release that has no rows: good for the generic checks.
 * Clauses, ICS items and conditions are there only where a document of ours says them. What a document says nowhere else is
 * named by its place: `POST_vnf_instances_201`.
 */
export function modelFromDocuments(release: Release, apis: readonly ImportedApi[]): ReleaseModel {
  const types = new ImportedTypes();
  const models = apis.map(({ name, document }): ApiModel => {
    const resources = new Map<string, Resource>();
    for (const operation of document.operations) {
      const made = resourceOf(name, document, operation);
      const known = resources.get(made.name) ?? made;
      const operations = new Map([...known.operations, [operation.method, operationOf(operation, types)] as const]);
      resources.set(made.name, { ...known, operations });
    }
    return {
      name,
      spec: document.title.includes('SOL013') && !document.title.includes('SOL003') ? 'SOL013' : 'SOL003',
      release,
      version: document.version,
      major: majorOf(document),
      resources: [...resources.values()],
    };
  });
  const byName = new Map(models.map((m) => [m.name, m]));
  return { release, sol013: hasSol013(release), apis: byName, types: types.all() };
}

function majorOf(document: ImportedDocument): Major {
  const written = /\/(v[12])$/.exec(document.basePath)?.[1] ?? `v${document.version.split('.')[0] ?? '1'}`;
  return written === 'v2' ? 'v2' : 'v1';
}

function resourceOf(api: string, document: ImportedDocument, operation: ImportedOperation): Resource {
  const major = majorOf(document);
  const unversioned = operation.basePath === `/${api}`;
  const path = unversioned ? operation.path.replace(`/${major}/`, '/{apiMajorVersion}/') : operation.path;
  const root = operation.callback === true ? 'callback' : unversioned ? 'apiName' : 'apiMajorVersion';
  const clause = operation.resourceClause ?? NO_CLAUSE;
  const operations: ReadonlyMap<Method, Operation> = new Map();
  return { name: path.slice(1), path, root, clause, operations };
}

function operationOf(operation: ImportedOperation, types: ImportedTypes): Operation {
  const { method, request, ics } = operation;
  const place = `${method}_${operation.path.replace(/[^A-Za-z]+/g, '_').replace(/^_|_$/g, '')}`;
  const headers = operation.requestHeaders.map((h) => h.name).filter((h) => !COMMON_HEADERS.includes(h.toLowerCase()));
  const responses = [...operation.responses]
    .sort(([a], [b]) => a - b)
    .map(([status, response]): [number, ResponseModel] => [status, responseOf(response, types, `${place}_${status}`)]);
  return {
    method,
    clause: operation.clause ?? NO_CLAUSE,
    ...(request
      ? {
          request: {
            type: types.body(request.shape, `${place}_request`).type,
            mediaType: request.mediaTypes[0] ?? 'application/json',
          },
        }
      : {}),
    responses: new Map(responses),
    ...(ics === undefined ? {} : { ics }),
    query: operation.query.flatMap((name) => QUERY_PARAMETERS.filter((q) => q === name)),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

function responseOf(response: ImportedResponse, types: ImportedTypes, place: string): ResponseModel {
  // the media type of a JSON body is stated with the body; only other content has to name its own
  const json = response.mediaTypes.every((t) => t.includes('json'));
  const own = response.headers.filter((h) => !json || h.name.toLowerCase() !== 'content-type');
  const optional = own.filter((h) => !h.required).map((h) => h.name);
  const { shape } = response;
  const body = shape && !isBinary(shape) ? types.body(shape, place) : undefined;
  const [mediaType, ...alternatives] =
    response.mediaTypes.length > 0 || !shape ? response.mediaTypes : ['application/json'];
  return {
    ...(body ? { type: body.type, ...(body.list ? { list: true } : {}) } : {}),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(alternatives.length === 0 ? {} : { alternatives }),
    headers: own.filter((h) => h.required).map((h) => h.name),
    ...(response.common === true ? { common: true } : {}),
    ...(optional.length === 0 ? {} : { optionalHeaders: optional }),
  };
}

/** A payload that is no JSON and has no type of its own. */
function isBinary(shape: NonNullable<ImportedResponse['shape']>): boolean {
  return shape.kind === 'scalar' && shape.format === 'binary' && shape.name === undefined;
}
