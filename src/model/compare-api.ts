import { Differences, TypeComparison, type Difference } from './compare-types.ts';
import {
  isSupported,
  type ImportedBody,
  type ImportedDocument,
  type ImportedOperation,
  type ImportedResponse,
} from './import.ts';
import type { ApiModel, Operation, ReleaseModel, Resource, ResponseModel } from './release-model.ts';

/** Headers that follow from the payload and from HTTP itself; the model does not write them down. */
const IMPLIED = ['content-type'];
/** Request headers that the model implies: Version from 2.5.1 on. */
const IMPLIED_REQUEST = ['accept', 'authorization', 'content-type', 'version'];

/** How the paths of a document lie to the resources of the model. */
export interface Placement {
  /** Only paths below this one belong to the document: `/vnflcm/v1`. */
  readonly base: string;
  /** The document says where paths lie that are not below `base`, and shall have all of the API. */
  readonly whole?: boolean;
  /** Paths of the document that are compared; all when left out. */
  readonly only?: (path: string) => boolean;
  /** Each path is a notification endpoint: its place is the subscriber's to choose. */
  readonly callback?: boolean;
  /** The document does not describe the whole API (some resources are in another one). */
  readonly partial?: boolean;
}

/** Compares an API of the model with an imported document, both ways. */
export function compareApi(
  model: ReleaseModel,
  api: ApiModel,
  document: ImportedDocument,
  placement: Placement,
): Difference[] {
  return new ApiComparison(model, api, placement).run(document);
}

class ApiComparison {
  readonly #model: ReleaseModel;
  readonly #api: ApiModel;
  readonly #placement: Placement;
  readonly #differences = new Differences();

  constructor(model: ReleaseModel, api: ApiModel, placement: Placement) {
    this.#model = model;
    this.#api = api;
    this.#placement = placement;
  }

  run(document: ImportedDocument): Difference[] {
    const { base, callback, partial } = this.#placement;
    if (callback !== true && partial !== true) {
      if (document.version !== this.#api.version)
        this.#add('version', this.#api.name, this.#api.version, document.version);
      if (document.basePath !== base) this.#add('base-path', this.#api.name, base, document.basePath);
    }
    const seen = new Set<Operation>();
    for (const other of document.operations) {
      if (this.#placement.only?.(other.path) === false || !isSupported(other)) continue;
      const found = this.#find(other);
      const where = `${other.method} ${other.path}`;
      if (!found) this.#add('operation-missing', where, 'not there', [...other.responses.keys()].join(' '));
      else {
        seen.add(found.operation);
        this.#operation(found.operation, other, callback === true ? `${other.method} callback` : where);
      }
    }
    for (const { resource, operation } of this.#own())
      if (!seen.has(operation))
        this.#add('operation-extra', `${operation.method} ${resource.path}`, 'there', 'not there');
    return this.#differences.list();
  }

  #own(): { resource: Resource; operation: Operation; path: string }[] {
    return this.#api.resources.flatMap((resource) => {
      const path = fullPath(this.#api, resource);
      if (this.#placement.callback !== true && this.#placement.whole !== true) {
        if (!path.startsWith(`${this.#placement.base}/`)) return [];
        const below = path.slice(this.#placement.base.length);
        if (this.#placement.only?.(below) === false) return [];
      }
      return [...resource.operations.values()].map((operation) => ({ resource, operation, path }));
    });
  }

  #find(other: ImportedOperation): { operation: Operation } | undefined {
    const wanted = anonymous(`${other.basePath ?? this.#placement.base}${other.path}`);
    return this.#own().find(
      ({ operation, path }) =>
        operation.method === other.method && (this.#placement.callback === true || anonymous(path) === wanted),
    );
  }

  #operation(own: Operation, other: ImportedOperation, where: string): void {
    this.#set('query', where, own.query, other.query);
    const headers = other.requestHeaders.map((h) => h.name).filter((h) => !IMPLIED_REQUEST.includes(h.toLowerCase()));
    this.#set('request-header', where, own.headers ?? [], headers);
    const versioned = other.requestHeaders.some((h) => h.name === 'Version');
    if (versioned !== this.#model.sol013)
      this.#add('request-header', where, versioned ? 'no Version' : 'Version', versioned ? 'Version' : 'no Version');
    this.#body(own.request?.type, false, own.request?.mediaType, other.request, `${where} request`);
    for (const [status, response] of own.responses) {
      const theirs = other.responses.get(status);
      if (theirs) this.#response(response, theirs, `${where} ${status}`);
      else this.#add('status-extra', `${where} ${status}`, 'there', 'not there');
    }
    for (const status of other.responses.keys())
      if (!own.responses.has(status)) this.#add('status-missing', `${where} ${status}`, 'not there', 'there');
  }

  #response(own: ResponseModel, other: ImportedResponse, where: string): void {
    const names = (list: readonly string[]): string[] => list.filter((h) => !IMPLIED.includes(h.toLowerCase()));
    const theirs = other.headers.filter((h) => !IMPLIED.includes(h.name.toLowerCase()));
    const optional = own.optionalHeaders ?? [];
    for (const name of names(own.headers)) {
      const header = theirs.find((h) => h.name === name);
      if (!header) this.#add('header-extra', `${where} ${name}`, 'shall be there', 'not there');
      else if (!header.required) this.#add('header-required', `${where} ${name}`, 'shall be there', 'may be there');
    }
    for (const name of optional) {
      const header = theirs.find((h) => h.name === name);
      if (!header) this.#add('header-extra', `${where} ${name}`, 'may be there', 'not there');
      else if (header.required) this.#add('header-required', `${where} ${name}`, 'may be there', 'shall be there');
    }
    for (const header of theirs)
      if (!own.headers.includes(header.name) && !optional.includes(header.name))
        this.#add(
          'header-missing',
          `${where} ${header.name}`,
          'not there',
          header.required ? 'shall be there' : 'may be there',
        );
    const mediaTypes =
      own.mediaType === undefined ? undefined : [own.mediaType, ...(own.alternatives ?? [])].join(', ');
    const { shape } = other;
    this.#body(own.type, own.list === true, mediaTypes, shape && { shape, mediaTypes: other.mediaTypes }, where);
  }

  #body(
    type: string | undefined,
    list: boolean,
    mediaType: string | undefined,
    other: ImportedBody | undefined,
    where: string,
  ): void {
    if (mediaType !== undefined && other && other.mediaTypes.length > 0 && other.mediaTypes.join(', ') !== mediaType)
      this.#add('media-type', where, mediaType, other.mediaTypes.join(', '));
    if (mediaType === undefined || !other) {
      if (mediaType !== undefined || other)
        this.#add('payload', where, type ?? mediaType ?? 'none', other ? 'a payload' : 'none');
      return;
    }
    if (type === undefined) return;
    const comparison = new TypeComparison(this.#model, this.#differences, where);
    const { shape } = other;
    const isList = shape.kind === 'array';
    if (list !== isList) this.#add('payload', where, list ? `list of ${type}` : type, isList ? 'a list' : shape.kind);
    comparison.named(type, type, isList ? shape.items() : shape);
  }

  #set(facet: string, where: string, own: readonly string[], other: readonly string[]): void {
    for (const name of own)
      if (!other.includes(name)) this.#add(`${facet}-extra`, `${where} ${name}`, 'there', 'not there');
    for (const name of other)
      if (!own.includes(name)) this.#add(`${facet}-missing`, `${where} ${name}`, 'not there', 'there');
  }

  #add(facet: string, where: string, model: string, other: string): void {
    this.#differences.add(facet, where, model, other, where);
  }
}

/** Path below apiRoot, with name and major version: `/vnflcm/v1/vnf_instances`. */
export function fullPath(api: ApiModel, resource: Resource): string {
  if (resource.root === 'callback') return resource.path;
  const path = resource.path.replace('{apiMajorVersion}', api.major);
  return resource.root === 'apiName' ? `/${api.name}${path}` : `/${api.name}/${api.major}${path}`;
}

function anonymous(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}
