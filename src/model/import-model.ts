import { isSupported, type ImportedDocument, type ImportedOperation, type ImportedResponse } from './import.ts';
import { ImportedTypes } from './import-types.ts';
import {
  majorOf,
  QUERY_PARAMETERS,
  type ApiModel,
  type Major,
  type Method,
  type Operation,
  type ReleaseModel,
  type Resource,
  type ResponseModel,
} from './release-model.ts';
import { hasSol013, qualified } from './spans.ts';

/** A document and the API that it describes. */
export interface ImportedApi {
  /** {apiName}, or `vnflcm-notification` for notification endpoints. */
  readonly name: string;
  readonly document: ImportedDocument;
}

/** Request headers that every operation has. */
const COMMON_HEADERS = ['accept', 'authorization', 'content-type', 'version'];

/**
 * A model of imported documents of one specification, for an API or a release without rows; it serves the generic checks.
 * It has ICS items and conditions only if the documents are our own, and clauses only if the descriptions cite them. A type without a name is
 * named after its place: `POST_vnf_instances_201`.
 */
export function modelFromDocuments<R extends string>(release: R, apis: readonly ImportedApi[]): ReleaseModel<R> {
  const types = new ImportedTypes(apis[0]?.document.spec ?? 'SOL003');
  const models = apis.map((api): ApiModel<R> => {
    const { spec, version } = api.document;
    return { name: api.name, spec, release, version, major: majorIn(api.document), resources: resourcesOf(api, types) };
  });
  const byName = new Map(models.map((m) => [m.name, m]));
  return { release, sol013: hasSol013(release), apis: byName, types: types.all() };
}

function resourcesOf({ name, document }: ImportedApi, types: ImportedTypes): readonly Resource[] {
  const resources = new Map<string, Resource>();
  for (const operation of document.operations.filter(isSupported)) {
    const made = resourceOf(name, document, operation);
    const known = resources.get(made.name) ?? made;
    const read = operationOf(operation, types, document.spec);
    resources.set(made.name, {
      ...known,
      operations: new Map([...known.operations, [operation.method, read] as const]),
    });
  }
  const all = [...resources.values()];
  const endpoints = all.filter(({ root }) => root === 'callback');
  return endpoints.length > 1 ? [oneEndpoint(endpoints, types), ...all.filter((one) => !endpoints.includes(one))] : all;
}

/**
 * ETSI describes an endpoint for each kind of notification, but a subscriber gives a single URI: `notificationType` says which
 * kind is sent.
 */
function oneEndpoint(endpoints: readonly Resource[], types: ImportedTypes): Resource {
  const merged = new Map<Method, Operation>();
  for (const { operations } of endpoints)
    for (const [method, operation] of operations) {
      const known = merged.get(method) ?? operation;
      merged.set(method, { ...known, responses: new Map([...operation.responses, ...known.responses]) });
    }
  const notify = merged.get('POST');
  const sent = endpoints.flatMap(({ operations }) => operations.get('POST')?.request ?? []);
  if (notify?.request !== undefined && sent.length > 1) {
    const members = sent.map(({ type }) => type);
    const type = types.union('Notification', members, 'notificationType');
    merged.set('POST', { ...notify, request: { ...notify.request, type } });
  }
  const name = 'notification_endpoint';
  return { name, path: `/${name}`, root: 'callback', clause: endpoints[0]?.clause ?? '', operations: merged };
}

/** Taken from the version, as some documents have a wrong one in their server URL. */
function majorIn({ version, basePath }: ImportedDocument): Major {
  return version === '' && basePath.endsWith('/v2') ? 'v2' : majorOf(version);
}

function resourceOf(api: string, document: ImportedDocument, operation: ImportedOperation): Resource {
  const major = majorIn(document);
  const unversioned = operation.basePath === `/${api}`;
  const path = unversioned ? operation.path.replace(`/${major}/`, '/{apiMajorVersion}/') : operation.path;
  const callback = operation.callback === true || (operation.basePath ?? document.basePath).startsWith('/callback/');
  const root = callback ? 'callback' : unversioned ? 'apiName' : 'apiMajorVersion';
  // 5.4.2.3.1 -> 5.4.2
  const clause = operation.resourceClause ?? operation.clause?.replace(/\.3\.\w+$/, '');
  return {
    name: path.slice(1),
    path,
    root,
    clause: clauseOr(clause, document.spec),
    operations: new Map(),
  };
}

function clauseOr(clause: string | undefined, spec: string): string {
  return clause === undefined ? spec : qualified(clause, spec);
}

function operationOf(operation: ImportedOperation, types: ImportedTypes, spec: string): Operation {
  const { method, request, ics } = operation;
  const place = `${method}_${operation.path.replace(/[^A-Za-z]+/g, '_').replace(/^_|_$/g, '')}`;
  const headers = operation.requestHeaders.map((h) => h.name).filter((h) => !COMMON_HEADERS.includes(h.toLowerCase()));
  const responses = [...operation.responses]
    .sort(([a], [b]) => a - b)
    .map(([status, response]): [number, ResponseModel] => [status, responseOf(response, types, `${place}_${status}`)]);
  return {
    method,
    clause: clauseOr(operation.clause, spec),
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
