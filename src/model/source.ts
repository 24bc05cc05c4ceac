import type { Attribute, Method, QueryParameter, SimpleSchema, TypeRef } from './release-model.ts';

/** What one model file says, before it is cut down to a release. Lines count from 1 in the file. */
export interface ModelSource {
  readonly file: string;
  readonly api?: ApiSource;
  readonly types: readonly TypeSource[];
  readonly resources: readonly ResourceSource[];
  readonly errors: readonly ResponseSource[];
}

/** Releases for which something holds: from `since` on, before `until`; any SOL version, not only those of the model. */
export interface Span {
  readonly line: number;
  readonly since?: string;
  readonly until?: string;
}

export interface ApiSource {
  readonly name: string;
  readonly spec: 'SOL003' | 'SOL013';
  /** Release -> version of the API. */
  readonly versions: ReadonlyMap<string, string>;
  readonly line: number;
}

/** A value with the releases from which on it holds; a plain value stands under `0`. */
export type ByRelease = ReadonlyMap<string, string>;

export interface TypeSource extends Span {
  readonly name: string;
  readonly clause: ByRelease;
  readonly body:
    | { readonly kind: 'object'; readonly rows: readonly AttributeRow[] }
    | { readonly kind: 'enum'; readonly values: readonly NameRow[] }
    | { readonly kind: 'simple'; readonly schema: SimpleSchema }
    | { readonly kind: 'union'; readonly members: readonly NameRow[]; readonly discriminator?: string };
}

export interface NameRow extends Span {
  readonly name: string;
}

export interface AttributeRow extends Span {
  readonly name: string;
  readonly collection: Attribute['collection'];
  readonly type: Exclude<TypeRef, { kind: 'object' }> | { readonly kind: 'object' };
  /** Cardinality and options, as the compiled attribute says them. */
  readonly rest: Omit<Attribute, 'name' | 'type' | 'collection'>;
  readonly children: readonly AttributeRow[];
}

export interface ResponseSource extends Span {
  readonly status: number;
  readonly type?: string;
  readonly list: boolean;
  readonly mediaTypes: readonly string[];
  readonly headers: readonly string[];
  readonly optionalHeaders: readonly string[];
}

export interface ResourceSource extends Span {
  readonly path: string;
  readonly root: 'apiMajorVersion' | 'apiName' | 'callback';
  readonly clause: ByRelease;
  readonly operations: readonly OperationSource[];
}

export interface OperationSource extends Span {
  readonly method: Method;
  readonly clause: ByRelease;
  readonly request: ByRelease;
  readonly mediaType: ByRelease;
  readonly ics: ByRelease;
  readonly responses: readonly ResponseSource[];
  readonly commonErrors: boolean;
  readonly query: readonly (Span & { readonly name: QueryParameter })[];
  readonly headers: readonly string[];
}
